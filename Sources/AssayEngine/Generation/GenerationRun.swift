import AssayGeneration
import AssayModel
import AssayStore
import Foundation

/// Generates examples into a workspace with a language model.
///
/// It can be killed at any moment: each call is on disk before it is sent, each answer before it counts, and a run that
/// goes on asks nothing twice.
public final class GenerationRun: Sendable {
  private let workspace: Workspace
  private let options: Options

  public init(workspace: Workspace, options: Options) {
    self.workspace = workspace
    self.options = options
  }

  /// Blocks until the order is filled or something ends it. The run is in the workspace's list of runs, where any
  /// process can steer it.
  ///
  /// - Parameter progress: told a few times a second, from another thread.
  /// - Throws: a ``WorkspaceError``, or what is wrong with the options, a sentence for people.
  public func run(
    service: any ChatService, control: RunControl,
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) throws -> GenerationSummary {
    let work = try ResumedGeneration(workspace: workspace, options: options)
    // What is wrong is said before there is a run.
    if work.first == nil { _ = try GenerationMaterial(workspace: workspace, options: options) }
    var parameters = GenerationParameters(options)
    parameters.first = work.first
    let id = try workspace.beginRun(
      kind: .generate, title: title, parameters: parameters.json, at: options.now())
    var started: GenerationWork?
    do {
      try work.refuseSecond(id)
      let start = try GenerationStart(workspace: workspace, options: options, first: work.first ?? id)
      let generation = GenerationWork(start, options: options, run: id, control: control)
      started = generation
      let heart = RunHeart(
        workspace: workspace, run: id, control: control, every: options.heartbeat, now: options.now,
        look: { generation.progress }, progress: progress)
      defer { heart.stop() }
      let budget = options.order.budget.map { max(0, $0 - work.spent) }
      let ending = try service.run(generation, control: control, budget: budget) { generation.observe($0) }
      heart.stop()
      return try end(id, generation, ending, progress)
    } catch {
      started?.abandon()
      fail(id, started?.progress ?? RunProgress(), error)
      throw error
    }
  }

  /// "direct · gpt-x · 500".
  private var title: String {
    let order = options.order
    let model = options.endpoints.first { $0.name == order.model }?.model ?? order.model
    let count = if case .counts(let counts) = order.labels { counts.values.reduce(0, +) } else { order.count }
    return "\(order.technique.rawValue) · \(model) · \(count)"
  }

  private func end(
    _ id: RunID, _ work: GenerationWork, _ ending: ChatEnding, _ progress: (RunProgress) -> Void
  ) throws -> GenerationSummary {
    work.close()
    var last = work.progress
    let state = last.end(ending)
    let summary = work.summary(ending: ending)
    if ending == .finished { last.ending = summary.tally.collapse ?? summary.shortSentence }
    try workspace.updateRun(id, state: state, progress: last, at: options.now())
    progress(last)
    return summary
  }

  /// The error is on its way to whoever started the run; when the database is what is wrong, nobody else gets to know.
  private func fail(_ id: RunID, _ progress: RunProgress, _ error: any Error) {
    var last = progress
    last.ending = error is CancellationError ? nil : "\(error)"
    let state: Run.State = error is CancellationError ? .cancelled : .failed
    try? workspace.updateRun(id, state: state, progress: last, at: options.now())
  }
}

extension GenerationSummary {
  /// What is missing of a run that came to its end; nil: nothing is.
  var shortSentence: String? {
    guard let first = shortfalls.first else { return nil }
    let others = shortfalls.count - 1
    return "short: \(first)" + (others == 0 ? "" : " and \(others) more")
  }
}

/// Why nothing can be generated, a sentence for people.
public struct GenerationProblem: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String
  public init(_ description: String) { self.description = description }
}
