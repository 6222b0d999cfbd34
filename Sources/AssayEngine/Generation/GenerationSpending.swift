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
  public func before(goingOnWith id: RunID) throws -> Double { try before(goingOnWith: [id]) }

  /// The same of several pieces of work, each run counted once.
  ///
  /// - Parameter ids: any runs of each.
  public func before(goingOnWith ids: [RunID]) throws -> Double {
    if ids.isEmpty { return 0 }
    let runs = try workspace.runs(limit: .max)
    let generated = runs.filter { $0.kind == .generate }.compactMap { run in
      GenerationParameters(json: run.parameters).map { kept in
        (run: run, first: kept.first ?? run.id, order: kept.order)
      }
    }
    let works = Set(generated.filter { ids.contains($0.run.id) }.map(\.first))
    var origins: [String: RunID] = [:]
    var spent = 0.0
    for (run, first, order) in generated where works.contains(first) {
      spent += run.progress.traffic.cost ?? 0
      let origin = Self.origin(of: order)
      origins[origin] = min(first, origins[origin] ?? first)
    }
    for run in runs where run.kind == .judge {
      // An older one may have had the same seed, given by hand. The two begin together, and either may be the first.
      guard let origin = JudgeParameters(json: run.parameters)?.origin, let first = origins[origin],
        run.id.rawValue >= first.rawValue - 1
      else { continue }
      spent += run.progress.traffic.cost ?? 0
    }
    return spent
  }
}
