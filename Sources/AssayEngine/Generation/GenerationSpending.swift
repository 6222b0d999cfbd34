import AssayModel
import AssayStore

/// What an order has cost in earlier processes, so that a budget for all of it holds over all of them.
public struct GenerationSpending {
  private let workspace: Workspace

  public init(_ workspace: Workspace) { self.workspace = workspace }

  /// Names the judging beside a run that generates, in the parameters of the run that judges.
  public static func origin(of order: GenerationOrder) -> String {
    "\(order.technique.rawValue), seed \(order.seed)"
  }

  /// What the runs of the same work have spent, and those that judged beside them, in the currency of the prices.
  ///
  /// - Parameter id: any run of the work.
  public func before(goingOnWith id: RunID) throws -> Double {
    guard let run = try workspace.run(id), let own = GenerationParameters(json: run.parameters) else {
      return 0
    }
    let first = own.first ?? id
    let origin = Self.origin(of: own.order)
    return try workspace.runs(limit: .max).filter { run in
      switch run.kind {
      case .generate: run.id == first || GenerationParameters(json: run.parameters)?.first == first
      // An older one may have had the same seed, given by hand. The two begin together, and either may be the first.
      case .judge:
        run.id.rawValue >= first.rawValue - 1 && JudgeParameters(json: run.parameters)?.origin == origin
      default: false
      }
    }.reduce(0) { $0 + ($1.progress.traffic.cost ?? 0) }
  }
}
