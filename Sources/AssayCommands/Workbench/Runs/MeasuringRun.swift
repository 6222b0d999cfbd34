import AssayCalibration
import AssayEngine
import AssayModel
import AssayStatistics
import AssayStore
import AssayWorkbench
import Foundation

/// Judges what a version has not judged of a split, then measures the version on it. However it ends, the screen hears
/// that it has.
struct MeasuringRun: Sendable {
  let workspace: Workspace
  let task: TaskSpecification
  let judge: JudgeID
  let measure: RunRequest.Measure
  /// Makes of a stored definition what a run needs, with the models as they are configured now.
  let setup: @Sendable (JudgeDefinition) throws -> JudgeSetup

  var prepared: RunWorker.Prepared {
    RunWorker.Prepared { control in
      do {
        let (figures, message) = try run(control)
        return .judgeMeasured(judge, figures, message)
      } catch {
        return .judgeMeasured(judge, nil, Message(.error, "Not measured: \(error)"))
      }
    }
  }

  private func run(_ control: RunControl) throws -> (VersionFigures?, Message) {
    guard let version = try workspace.judges().first(where: { $0.id == judge }) else {
      throw WorkspaceError.unknownJudge(judge.rawValue)
    }
    let measurer = JudgeMeasurer(workspace: workspace, task: task)
    let missing = try missing(try measurer.examples(of: measure.split, for: judge))
    // Imported scores are all that there will ever be.
    if !missing.isEmpty, let definition = try workspace.judgeDefinition(judge)?.definition {
      let summary = try judge(missing, definition, control)
      guard case .finished = summary.ending else {
        return (nil, Message(.warning, "Not measured. " + RunMessage.ending(summary, isAgain: false).text))
      }
    }
    let figures = try measurer.measure(
      judge, on: measure.split, author: measure.author, purpose: "judge screen", at: Clock.milliseconds())
    return (figures, Self.message(version, figures))
  }

  /// Those that the version has no score for.
  private func missing(_ examples: [ExampleID]) throws -> [ExampleID] {
    let known = try workspace.judgements(by: judge, on: examples)
    return examples.filter { id in known[id]?.scores.allSatisfy { $0.value != nil } != true }
  }

  private func judge(
    _ examples: [ExampleID], _ definition: JudgeDefinition, _ control: RunControl
  ) throws -> JudgeSummary {
    let setup = try setup(definition)
    var options = try setup.options(.examples(examples))
    // What is on disk costs nothing again.
    options.isFresh = false
    options.includesProbes = false
    return try JudgeRun(workspace: workspace, options: options).run(
      service: try setup.service(), control: control)
  }

  /// "judge v4 on dev: catch rate 83 % (61-94), n = 40".
  private static func message(_ version: JudgeVersion, _ figures: VersionFigures) -> Message {
    let head = "\(version.name) on \(figures.split.rawValue): "
    let unscored = figures.unscored == 0 ? "" : "; \(figures.unscored) without a score"
    guard let rate = figures.catchRate.value, let interval = figures.catchRate.interval else {
      return Message(
        .warning, head + "no catch rate, since nothing of it was rejected (n = \(figures.n)\(unscored))")
    }
    return Message(
      .info,
      head
        + "catch rate \(Figures.wholePercent(rate)) % (\(Figures.wholePercent(interval.lower))-\(Figures.wholePercent(interval.upper))), "
        + "n = \(figures.n)\(unscored)")
  }
}
