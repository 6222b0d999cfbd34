import AssayEngine
import AssayGeneration
import AssayModel
import AssayStore
import TerminalCore

/// What a pipeline is going to do, before anything is sent.
struct PipelinePlan {
  private let context: PipelineContext
  private let pipeline: Pipeline
  private static let width = 79

  /// - Parameter pipeline: as it would begin, or as it stands.
  init(_ context: PipelineContext, _ pipeline: Pipeline) {
    self.context = context
    self.pipeline = pipeline
  }

  private var definition: PipelineDefinition { pipeline.definition }

  // MARK: For people

  func lines() throws -> [String] {
    let budget = definition.budget.map { ", at most \(Figures.money($0)) for all" } ?? ", no budget"
    var lines = ["\(definition.name): \(Figures.count(definition.stages.count, "stage"))\(budget)"]
    var told: Set<String> = []
    for number in definition.stages.indices {
      let name = "\(number + 1) \(definition.stages[number].name)"
      let isDone = pipeline.records[number].state == .done
      let (text, warnings) = isDone ? ("done", []) : try describe(number)
      let head = "  " + name + String(repeating: " ", count: max(1, 14 - name.count))
      let parts = WrappedLine(text).lines(width: Self.width - 16)
      lines += parts.enumerated().map {
        ($0.offset == 0 ? head : String(repeating: " ", count: 16)) + $0.element
      }
      for warning in warnings where told.insert(warning).inserted {
        lines += WrappedLine("    " + warning).lines(width: Self.width)
      }
    }
    return lines.map(DisplayText.safe)
  }

  private func describe(_ number: Int) throws -> (String, [String]) {
    switch definition.stages[number].work {
    case .seeds(let stage): return try describe(stage, number)
    case .generate(let stage), .augment(let stage): return try describe(stage, number)
    case .judge(let stage): return try describe(stage, number)
    case .dedupe: return ("near copies among all examples of the workspace", [])
    case .sample(let stage):
      let strategy = stage.strategy?.rawValue ?? "balanced where a judge has scored"
      let from = stage.from.map { "what \"\($0)\" has left" } ?? "all that was generated"
      return ("\(Figures.grouped(stage.count)) for review, \(strategy), from \(from)", [])
    }
  }

  /// Findings that are listed.
  private static let listed = 5

  /// With what a generator would take over from them: before anything is paid for.
  private func describe(_ stage: SeedsStage, _ number: Int) throws -> (String, [String]) {
    let report: SeedReport
    do {
      report = try SeedsStep(context).check(stage)
    } catch let failure as CommandFailure {
      throw context.file.problem(number, failure.message)
    }
    let findings = report.findings.filter { $0.weight != .remark }
    var warnings = findings.prefix(Self.listed).map { "Warning: \($0.text). \($0.advice)" }
    if findings.count > Self.listed {
      warnings.append(
        "and \(Figures.count(findings.count - Self.listed, "finding")) more: `assay seeds check \(stage.file)` lists "
          + "them")
    }
    return (
      "\(Figures.count(report.n, "example")) from \(stage.file), as the batch \"\(stage.batch)\"", warnings
    )
  }

  /// With an estimate where there are examples to estimate by: before the seeds are in there are none.
  private func describe(_ stage: GenerateStage, _ number: Int) throws -> (String, [String]) {
    let setup = try planned(number)
    let what =
      "\(stage.technique.rawValue), \(Figures.count(stage.count, "example")) by \(setup.generator.model)"
    let notes = setup.termsLines + setup.warnings.map { "Warning: " + $0 }
    let estimate = try? GenerationEstimate.make(workspace: context.workspace, options: setup.options)
    guard let estimate, estimate.calls > 0 else { return (what, notes) }
    let tokens = Figures.grouped(estimate.tokensIn + estimate.tokensOut)
    let cost = estimate.cost.map { "about \(Figures.money($0))" } ?? "not known"
    let checks = estimate.checks > 0 ? " and \(Figures.count(estimate.checks, "check"))" : ""
    return (
      "\(what): about \(Figures.count(estimate.calls, "call"))\(checks), \(tokens) tokens, cost \(cost)",
      notes
    )
  }

  /// What a stage before it brings is not there yet, so it is planned from what is.
  private func planned(_ number: Int) throws -> GenerationSetup {
    var plan = pipeline
    if case .augment(var stage) = plan.definition.stages[number].work {
      stage.from = nil
      plan.definition.stages[number].work = .augment(stage)
    }
    let examples = try PipelineExamples(context.workspace, pipeline, keepAt: context.task.keepAt)
    return try GenerateStep(context, plan, number, examples, isPlan: true).setup()
  }

  private func describe(_ stage: JudgeStage, _ number: Int) throws -> (String, [String]) {
    let judge: PreparedJudge
    do {
      judge = try context.runner().preparedJudge(
        JudgeSetup.Wishes(
          judge: pipeline.records[number].figures?.judge ?? stage.judge, samples: stage.samples,
          concurrency: stage.concurrency), budget: stage.budget)
    } catch let failure as CommandFailure {
      throw context.file.problem(number, failure.message)
    }
    let definition = judge.setup.definition
    let models = definition.models.map(\.model).joined(separator: ", ")
    let beside = number > 0 && self.definition.stages[number - 1].generates ? ", while they come" : ""
    let expected = self.definition.stages[..<number].reduce(0) { sum, stage in
      switch stage.work {
      case .generate(let stage), .augment(let stage): sum + stage.count
      case .seeds, .judge, .dedupe, .sample: sum
      }
    }
    return (
      "\(definition.specification.name) · \(models): up to \(Figures.count(expected, "example"))\(beside)",
      judge.setup.warnings.map { "Warning: " + $0 }
    )
  }
}
