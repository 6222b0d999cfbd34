import AssayEngine
import AssayModel
import AssayStore
import Foundation
import Synchronization

/// The run that generates, with a judge beside it and a search for near duplicates behind it where they are wanted.
struct GenerationStages {
  /// What all of it has brought.
  struct Outcome {
    var generated: GenerationSummary
    var judged: JudgeResult?
    var duplicates: DuplicateSummary?
    /// Why near duplicates were not looked for although somebody wants it.
    var failure: CommandFailure?
    /// The signal that ended it; nil: none.
    var signal: Int32?
  }

  let runner: StageRunner
  let setup: GenerationSetup
  /// nil: what comes is not judged.
  let judge: PreparedJudge?
  let dedupes: Bool
  let record: String?
  let isQuiet: Bool
  /// Warnings that the plan has told.
  var told: [String] = []

  func run() throws -> Outcome {
    let service = try setup.service(record: record, sharing: runner.budget)
    let line = RunProgressLine("Generating", isQuiet: isQuiet)
    defer { line.finish() }
    for warning in told { line.hold(warning) }
    let interruption = RunInterruption { line.tell($0) }
    var outcome = try generate(service, line, interruption)
    for warning in outcome.generated.warnings { line.warn(warning) }
    line.finish()
    outcome.signal = interruption.signal
    if dedupes, outcome.signal == nil, outcome.generated.tally.taken > 0 {
      do {
        outcome.duplicates = try runner.dedupe(showsProgress: !isQuiet)
      } catch let failure as CommandFailure {
        // What was generated is told all the same.
        outcome.failure = failure
      }
    }
    return outcome
  }

  private func generate(
    _ service: any ChatService, _ line: RunProgressLine, _ interruption: RunInterruption
  ) throws -> Outcome {
    let control = RunControl()
    let run = GenerationRun(workspace: runner.workspace, options: setup.options)
    guard let judge else {
      let summary = try interruption.handled(control) {
        try run.run(service: service, control: control) { line.update($0) }
      }
      return Outcome(generated: summary)
    }
    let judging = RunControl()
    let beside = JudgedBeside()
    let (generated, judged) = try interruption.handled([control, judging]) {
      try runner.judge(judge, control: judging, progress: { beside.take($0, line) }) { feed in
        defer { beside.isAlone() }
        return try run.run(service: service, control: control) { progress in
          feed.follow(progress)
          line.update(progress, beside: beside.sentence)
        }
      }
    }
    let result = try JudgeResult(
      judged, workspace: runner.workspace, setup: judge.setup)
    return Outcome(generated: generated, judged: result)
  }
}

/// How far the judge is beside a run that generates, whose line it shares.
private final class JudgedBeside: Sendable {
  private struct State {
    var judged = 0
    var isAlone = false
  }
  private let state = Mutex(State())

  /// nil: nothing is judged yet.
  var sentence: String? {
    let judged = state.withLock { $0.judged }
    return judged > 0 ? "\(Figures.grouped(judged)) judged" : nil
  }

  /// Nothing is generated any more.
  func isAlone() { state.withLock { $0.isAlone = true } }

  func take(_ progress: RunProgress, _ line: RunProgressLine) {
    let isAlone = state.withLock { state in
      state.judged = progress.done
      return state.isAlone
    }
    if isAlone { line.update(progress, verb: "Judging") }
  }
}
