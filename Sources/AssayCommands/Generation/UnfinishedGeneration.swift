import AssayEngine
import AssayModel
import AssayStore
import Foundation

/// Finds the run that an order goes on with.
struct UnfinishedGeneration {
  struct Found {
    var run: RunID
    var parameters: GenerationParameters
  }

  /// Whether the order's seed, and its count, are nobody's wish.
  let anySeed: Bool
  let anyCount: Bool
  let workspace: Workspace

  /// The newest run of the same order and template that ended before it was done; nil: there is none.
  ///
  /// What may be spent is no part of an order here, since more money is a reason to go on.
  func find(_ options: GenerationRun.Options) throws -> Found? {
    // An older one that was left behind is not meant when a newer one came to its end.
    guard let (run, parameters) = try newest(options), Self.isUnfinished(run) else { return nil }
    return Found(run: run.id, parameters: parameters)
  }

  /// The batch of the newest run of the same order and template, where that is done; nil: it is not, or there is none.
  func finishedBatch(_ options: GenerationRun.Options) throws -> String? {
    guard let (run, _) = try newest(options), !Self.isUnfinished(run) else { return nil }
    return run.progress.generation?.batch
  }

  private func newest(_ options: GenerationRun.Options) throws -> (Run, GenerationParameters)? {
    let owned = try pipelineSeeds()
    for run in try runs() {
      guard let parameters = Self.parameters(of: run), parameters.template == options.template,
        // A pipeline counts and pays for what its stages do: it goes on with them itself.
        !owned.contains(parameters.order.seed), isSame(parameters.order, options.order)
      else { continue }
      return (run, parameters)
    }
    return nil
  }

  private func pipelineSeeds() throws -> Set<UInt64> {
    Set(
      try workspace.pipelines().flatMap { pipeline in
        pipeline.definition.stages.indices.map { pipeline.seed(ofStage: $0) }
      })
  }

  /// A seed that no run of this workspace has had: with the same one, the same order would ask for the same.
  func nextSeed() throws -> UInt64 {
    (try runs().compactMap { Self.parameters(of: $0)?.order.seed }.max() ?? 0) &+ 1
  }

  static func parameters(of run: Run) -> GenerationParameters? {
    try? JSONDecoder().decode(GenerationParameters.self, from: Data(run.parameters.utf8))
  }

  /// Those that generate, the newest first.
  func runs() throws -> [Run] {
    try workspace.runs(limit: .max).filter { $0.kind == .generate }
  }

  private func isSame(_ one: GenerationOrder, _ other: GenerationOrder) -> Bool {
    var (one, other) = (one, other)
    (one.budget, other.budget) = (nil, nil)
    if anySeed { (one.seed, other.seed) = (0, 0) }
    if anyCount { (one.count, other.count) = (0, 0) }
    // What is known changes with every decision; the run follows what was known when it began.
    if one.learning != nil, other.learning != nil { (one.learning, other.learning) = (nil, nil) }
    return one == other
  }

  static func isUnfinished(_ run: Run) -> Bool {
    // Stopped when there was nothing left to do.
    if run.progress.total > 0, run.progress.done >= run.progress.total { return false }
    return switch run.state {
    case .cancelled, .failed, .budgetSpent, .interrupted: true
    // Killed a moment ago: the list of runs waits a while before it says so.
    case .running, .paused: run.host == ThisProcess.host && !ThisProcess.isAlive(run.process)
    case .finished: false
    }
  }
}
