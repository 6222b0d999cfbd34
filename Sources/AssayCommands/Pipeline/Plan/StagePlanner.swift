import AssayEngine
import AssayGeneration
import AssayJudging
import AssayModel
import AssayStore

/// Plans the stages of a pipeline, each with what stages before it will have brought by then.
struct StagePlanner {
  private let context: PipelineContext
  private let pipeline: Pipeline
  private let accounts: StageAccounts
  private let examples: PipelineExamples
  private let ground: PlanGround

  init(_ context: PipelineContext, _ pipeline: Pipeline, _ accounts: StageAccounts) throws {
    self.context = context
    self.pipeline = pipeline
    self.accounts = accounts
    examples = try PipelineExamples(context.workspace, pipeline, keepAt: context.task.keepAt)
    ground = try PlanGround(context, pipeline, examples)
  }

  private var stages: [PipelineStage] { pipeline.definition.stages }

  /// - Parameter number: counted from 0.
  func stage(_ number: Int) throws -> PlannedStage {
    let stage = stages[number]
    let record = pipeline.records[number]
    var planned = PlannedStage(name: stage.name, kind: stage.kind, state: record.state, text: "")
    if record.state == .done {
      let figures = record.figures ?? StageFigures()
      planned.text = "done: " + FunnelText.sentence(stage.kind, figures)
      return planned
    }
    switch stage.work {
    case .seeds(let work): try describe(work, number, &planned)
    case .generate(let work), .augment(let work): try describe(work, number, &planned)
    case .judge(let work): try describe(work, number, &planned)
    case .dedupe: try describeSearch(number, &planned)
    case .sample(let work):
      let strategy = work.strategy?.rawValue ?? "balanced where a judge has scored"
      let from = work.from.map { "what \"\($0)\" has left" } ?? "all that was generated"
      planned.examples = work.count
      let seeds = work.includesSeeds == true ? ", and the seeds" : ""
      planned.text = "\(Figures.grouped(work.count)) for review, \(strategy), from \(from)\(seeds)"
    }
    return planned
  }

  /// Examples that the stages before one will still bring.
  private func expected(before number: Int) throws -> Int {
    try stages.indices.prefix(number).reduce(0) { try $0 + missing($1) }
  }

  /// Examples that a stage which generates will still bring.
  private func missing(_ number: Int) throws -> Int {
    switch stages[number].work {
    case .generate(let stage), .augment(let stage):
      if pipeline.records[number].state == .done { return 0 }
      return max(0, stage.count - (try accounts.figures(of: number)?.kept ?? 0))
    case .seeds, .judge, .dedupe, .sample: return 0
    }
  }

  // MARK: Seeds

  /// Findings that are listed.
  private static let listed = 5

  /// With what a generator would take over from them: before anything is paid for.
  private func describe(_ stage: SeedsStage, _ number: Int, _ planned: inout PlannedStage) throws {
    let report: SeedReport
    do {
      report = try SeedsStep(context).check(stage)
    } catch let failure as CommandFailure {
      throw context.file.problem(number, failure.message)
    }
    let findings = report.findings.filter { $0.weight != .remark }
    planned.notes = findings.prefix(Self.listed).map { "Warning: \($0.text). \($0.advice)" }
    if findings.count > Self.listed {
      planned.notes.append(
        "and \(Figures.count(findings.count - Self.listed, "finding")) more: `assay seeds check \(stage.file)` lists "
          + "them")
    }
    planned.examples = report.n
    planned.text = "\(Figures.count(report.n, "example")) from \(stage.file), as the batch \"\(stage.batch)\""
  }

  // MARK: Generating

  private func describe(_ stage: GenerateStage, _ number: Int, _ planned: inout PlannedStage) throws {
    let setup = try GenerateStep(
      context.with(ground.workspace), pipeline, number, examples,
      standIns: ground.isScratch ? [] : ground.usual
    ).setup()
    let missing = try missing(number)
    let begun = missing < stage.count ? "\(Figures.grouped(stage.count - missing)) there, " : ""
    let more = missing < stage.count ? "\(Figures.grouped(missing)) more" : Figures.count(missing, "example")
    planned.text = "\(stage.technique.rawValue), \(begun)\(more) by \(setup.generator.model)"
    planned.examples = missing
    let order = setup.options.order
    planned.notes =
      [OwnWords.kinds(of: order), OwnWords.levels(order.difficulty.keys.sorted())].compactMap(\.self)
      + setup.termsLines + setup.warnings.map { "Warning: " + $0 }
    var options = setup.options
    // As if it began: what is left is a share of that.
    options.resumes = nil
    guard let estimate = try? GenerationEstimate.make(workspace: ground.workspace, options: options),
      estimate.calls > 0
    else { return }
    let takes = PlannedCost(estimate).scaled(by: Double(missing) / Double(max(1, stage.count)))
    planned.takes = takes
    planned.text += ": " + takes.text
  }

  // MARK: Judging

  private func describe(_ stage: JudgeStage, _ number: Int, _ planned: inout PlannedStage) throws {
    let judge: PreparedJudge
    do {
      judge = try context.runner().preparedJudge(
        stage.wishes(begun: pipeline.records[number].figures?.judge), budget: stage.budget)
    } catch let failure as CommandFailure {
      throw context.file.problem(number, failure.message)
    }
    let definition = judge.setup.definition
    let models = definition.models.map(\.model).joined(separator: ", ")
    let incoming = try examples.incoming(to: number)
    let version = try context.workspace.judgeVersion(fingerprint: definition.fingerprint)?.name
    let judgement = try examples.judgement(by: version, of: incoming)
    let again = try triedAgain(number, judgement)
    let open = judgement.unjudged.count + again
    let coming = try expected(before: number)
    let count = open + coming
    let beside = coming > 0 && stages[number - 1].generates ? ", while they come" : ""
    let known = incoming.count - open
    let judged = known > 0 ? "\(Figures.grouped(known)) judged, " : ""
    planned.examples = count
    planned.notes = judge.setup.warnings.map { "Warning: " + $0 }
    planned.text =
      "\(definition.specification.name) · \(models): \(judged)up to "
      + (known > 0 ? "\(Figures.grouped(count)) more" : Figures.count(count, "example")) + beside
      + (again > 0 ? ", \(Figures.grouped(again)) of them once more, for want of a score" : "")
    guard let takes = estimate(judge, count) else { return }
    planned.takes = takes
    planned.text += ": " + takes.text
  }

  /// Examples whose answers could not be read, which a stage that is carried out once more asks about again.
  private func triedAgain(_ number: Int, _ judgement: PipelineExamples.Judgement) throws -> Int {
    let record = pipeline.records[number]
    if record.state == .begun, record.figures?.failedBefore == nil { return 0 }
    let isAgain = try PipelineRounds(context.workspace, pipeline).turns(of: number).contains {
      $0.pipeline.id != pipeline.id
    }
    return isAgain ? judgement.failed.count : 0
  }

  /// By examples that are as long as those to come; nil: there is none.
  private func estimate(_ judge: PreparedJudge, _ count: Int) -> PlannedCost? {
    guard !ground.usual.isEmpty else { return nil }
    var options = judge.options
    options.selection = .examples(ground.usual)
    // Answers that are on disk tell nothing of what others will cost.
    options.isFresh = true
    options.includesProbes = false
    guard let estimate = try? JudgeEstimate.make(workspace: ground.workspace, options: options, first: 0),
      estimate.examples > 0
    else { return nil }
    return PlannedCost(estimate).scaled(by: Double(count) / Double(estimate.examples))
  }

  // MARK: Near copies

  private func describeSearch(_ number: Int, _ planned: inout PlannedStage) throws {
    planned.text = "near copies among all examples of the workspace"
    let choice = context.runner().embeddings
    guard let endpoint = choice.endpoint(context.environment.models) else { return }
    let count = try context.workspace.exampleCount() + expected(before: number)
    var takes = PlannedCost()
    takes.requests = Double(count) / Double(max(1, endpoint.batch))
    takes.tokensIn = Double(count) * (try ground.meanTokens())
    takes.cost = endpoint.priceIn.map { takes.tokensIn * $0 / 1e6 }
    planned.takes = takes
    planned.text += "; vectors of at most \(Figures.count(count, "text")) by \(endpoint.model): \(takes.text)"
  }
}
