import AssayJudging
import AssayModel
import AssayStore

/// Judges examples of a workspace with a language model, or with a panel of them.
///
/// It can be killed at any moment: each answer is on disk, under the hash of its request, before it counts, and whoever
/// runs the same again is not asked for it a second time.
public final class JudgeRun: Sendable {
  private let workspace: Workspace
  private let options: Options

  public init(workspace: Workspace, options: Options) {
    self.workspace = workspace
    self.options = options
  }

  /// Blocks until all is judged or something ends it. The run is in the workspace's list of runs, where any process can
  /// ask it to pause, to go on, to stop or to change its speed.
  ///
  /// - Parameters:
  ///   - control: what people ask of it here; what they ask of it through the workspace is put in too.
  ///   - progress: told a few times a second, from another thread.
  /// - Throws: a ``WorkspaceError``, or what is wrong with the options, a sentence for people. The run has then ended as
  ///   failed; what was recorded before is safe.
  public func run(
    service: any ChatService, control: RunControl,
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) throws -> JudgeSummary {
    try run(control, progress, isOffline: false) { work in
      try service.run(work, control: control, budget: options.budget) { work.observe($0) }
    }
  }

  /// Judges what can be judged from answers that are on disk, and sends nothing: after answers of a batch have come in.
  /// The summary says how many examples miss an answer.
  public func runOffline(
    control: RunControl, progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) throws -> JudgeSummary {
    try run(control, progress, isOffline: true) { work in
      while try work.next(1) != nil {}
      return control.stop == .no ? .finished : .stopped
    }
  }

  private func run(
    _ control: RunControl, _ progress: @escaping @Sendable (RunProgress) -> Void, isOffline: Bool,
    _ body: (JudgingWork) throws -> ChatEnding
  ) throws -> JudgeSummary {
    let bench = try JudgeBench(workspace: workspace, options: options, registers: true)
    guard let judge = bench.version else { throw JudgeProblem.noModel(judge: bench.specification.name) }
    let id = try workspace.beginRun(
      kind: .judge, title: isOffline ? bench.title + " · answers on disk" : bench.title,
      parameters: JudgeParameters(options, fingerprint: bench.definition.fingerprint).json, at: options.now())
    var started: JudgingWork?
    do {
      let plan = try JudgePlan(workspace: workspace, bench: bench, options: options, run: id)
      let work = try JudgingWork(
        workspace: workspace, options: options, bench: bench, plan: plan, run: id, control: control,
        isOffline: isOffline)
      started = work
      let heart = RunHeart(
        workspace: workspace, run: id, control: control, every: options.heartbeat, now: options.now,
        look: { work.progress }, progress: progress)
      defer { heart.stop() }
      let ending = try body(work)
      heart.stop()
      return try end(id, work, ending, judge: judge, progress)
    } catch {
      fail(id, started?.progress ?? RunProgress(), error)
      guard error is CancellationError else { throw error }
      // Stopped before the first question.
      return started?.summary(id, judge: judge, ending: .stopped)
        ?? JudgeSummary(run: id, judge: judge, ending: .stopped)
    }
  }

  private func end(
    _ id: RunID, _ work: JudgingWork, _ ending: ChatEnding, judge: JudgeVersion,
    _ progress: (RunProgress) -> Void
  ) throws -> JudgeSummary {
    var last = work.progress
    let state = last.end(ending)
    try workspace.updateRun(id, state: state, progress: last, at: options.now())
    progress(last)
    let current = try workspace.judges().first { $0.id == judge.id } ?? judge
    return work.summary(id, judge: current, ending: ending)
  }

  /// The error is on its way to whoever started the run; when the database is what is wrong, nobody else gets to know.
  private func fail(_ id: RunID, _ progress: RunProgress, _ error: any Error) {
    var last = progress
    last.ending = error is CancellationError ? nil : "\(error)"
    let state: Run.State = error is CancellationError ? .cancelled : .failed
    try? workspace.updateRun(id, state: state, progress: last, at: options.now())
  }
}
