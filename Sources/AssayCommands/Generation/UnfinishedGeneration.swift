import AssayEngine
import AssayModel
import AssayStore
import Foundation

/// Finds the run that an order goes on with.
enum UnfinishedGeneration {
  struct Found {
    var run: RunID
    var parameters: GenerationParameters
  }

  /// The newest run of the same order and template that ended before it was done; nil: there is none.
  ///
  /// What may be spent is no part of an order here, since more money is a reason to go on.
  ///
  /// - Parameter anySeed: whether the order's seed is nobody's wish.
  static func find(
    _ options: GenerationRun.Options, anySeed: Bool, _ workspace: Workspace
  ) throws -> Found? {
    for run in try workspace.runs(limit: .max) where run.kind == .generate {
      guard let parameters = parameters(of: run), parameters.template == options.template,
        isSame(parameters.order, options.order, anySeed: anySeed)
      else { continue }
      // An older one that was left behind is not meant when a newer one came to its end.
      return isUnfinished(run) ? Found(run: run.id, parameters: parameters) : nil
    }
    return nil
  }

  /// A seed that no run of this workspace has had: with the same one, the same order would ask for the same.
  static func nextSeed(_ workspace: Workspace) throws -> UInt64 {
    let used = try workspace.runs(limit: .max).filter { $0.kind == .generate }
      .compactMap { parameters(of: $0)?.order.seed }
    return (used.max() ?? 0) &+ 1
  }

  static func parameters(of run: Run) -> GenerationParameters? {
    try? JSONDecoder().decode(GenerationParameters.self, from: Data(run.parameters.utf8))
  }

  private static func isSame(_ one: GenerationOrder, _ other: GenerationOrder, anySeed: Bool) -> Bool {
    var (one, other) = (one, other)
    (one.budget, other.budget) = (nil, nil)
    if anySeed { (one.seed, other.seed) = (0, 0) }
    return one == other
  }

  private static func isUnfinished(_ run: Run) -> Bool {
    switch run.state {
    case .cancelled, .failed, .budgetSpent, .interrupted: true
    // Killed a moment ago: the list of runs waits a while before it says so.
    case .running, .paused: run.host == ThisProcess.host && !ThisProcess.isAlive(run.process)
    case .finished: false
    }
  }
}
