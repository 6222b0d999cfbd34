import ArgumentParser
import AssayEngine
import AssayJudging
import AssayModel
import AssayProviders
import AssayStore
import Foundation

/// What `assay generate` and `assay augment` do alike: from what was asked for to the plan, the question, the run and its
/// result.
struct GenerationSession {
  private let location: WorkspaceOptions
  private let arguments: GenerationArguments
  private let environment = RuntimeEnvironment.current
  private let task: TaskSpecification
  private let workspace: Workspace
  /// What was noticed on the way to the plan.
  private var notes: [String] = []

  /// - Throws: ``CommandFailure`` for mistakes in `assay.toml`, and where there is neither that nor a workspace.
  init(_ location: WorkspaceOptions, _ arguments: GenerationArguments) throws {
    self.location = location
    self.arguments = arguments
    task = try location.configuration(environment.folders).task
    let file = location.folder.appendingPathComponent(ConfigurationLoader.fileName)
    // Who has described the task can begin; who has not is in the wrong folder, most likely.
    let isDescribed = FileManager.default.fileExists(atPath: file.path)
    workspace = isDescribed ? try location.create() : try location.open()
  }

  // MARK: What was asked for

  /// - Parameter count: of `--count`; nil: it was not given.
  mutating func spread(
    _ wishes: inout GenerationSetup.Wishes, _ labels: LabelsArgument?, count: Int?
  ) throws {
    guard let labels else { return }
    let (shares, warnings) = try labels.shares(task)
    wishes.labels = shares
    notes += warnings
    guard case .counts(let counts) = shares else { return }
    let sum = counts.values.reduce(0, +)
    if let count, count != sum {
      throw CommandFailure("--count \(count): the numbers of --labels add up to \(sum); leave --count away")
    }
    wishes.count = sum
  }

  /// "accepted", "batch:NAME", or a file, whose rows are taken in as the batch "seeds".
  mutating func pool(_ text: String, option: String) throws -> ExamplePool {
    if text == "accepted" { return .accepted }
    if let name = Self.batchName(text) { return .batch(try batch(name, option).name) }
    return .examples(try take(text, option, as: "seeds", technique: "seed"))
  }

  /// The examples to start from; empty: what was accepted, and all while there is nothing.
  mutating func parents(_ text: String, technique: Technique) throws -> [ExampleID] {
    if text == "accepted" { return [] }
    let isAll = text == "all"
    guard isAll || Self.batchName(text) != nil else {
      return try take(text, "--from", as: nil, technique: nil)
    }
    let batch = try Self.batchName(text).map { try self.batch($0, "--from").id }
    let columns = try workspace.columns(judge: nil)
    let bad = try workspace.knownBad()
    // A paraphrase of a paraphrase is nobody's wish; and so "all" means the same once some have come.
    let own = Set(columns.techniques.indices.filter { columns.techniques[$0] == technique.rawValue })
    let found = (0..<columns.count).filter { index in
      if let batch { return Int64(columns.batch[index]) == batch.rawValue }
      return !own.contains(Int(columns.technique[index]))
    }
    let ids = found.map { ExampleID(Int64($0 + 1)) }.filter { !bad.contains($0) }
    if ids.isEmpty { throw CommandFailure("--from \(text): there is no example to start from") }
    return ids
  }

  private static func batchName(_ text: String) -> String? {
    text.hasPrefix("batch:") ? String(text.dropFirst("batch:".count)) : nil
  }

  private func batch(_ name: String, _ option: String) throws -> Batch {
    let batches = try workspace.batches()
    if let found = batches.first(where: { $0.name == name }) { return found }
    throw CommandFailure(
      "\(option): there is no batch \"\(name)\"" + Spelling.hint(for: name, among: batches.map(\.name)))
  }

  /// Takes a file's rows in; those that are there stay where they are.
  private mutating func take(
    _ file: String, _ option: String, as batch: String?, technique: String?
  ) throws -> [ExampleID] {
    guard FileManager.default.isReadableFile(atPath: file) else {
      throw CommandFailure(
        "\(option) \(file): there is no such file; a batch is named batch:NAME, what was accepted is \"accepted\""
      )
    }
    var taken: [ExampleID] = []
    var seen: Set<ExampleID> = []
    let summary = try Interruption.handled { cancellation in
      try ImportRun(
        workspace: workspace, sources: [.file(file)],
        options: ImportRun.Options(batch: batch, technique: technique), cancellation: cancellation,
        problem: { Console.error($0.description) },
        took: { if seen.insert($0).inserted { taken.append($0) } }
      ).run()
    }
    if taken.isEmpty {
      throw CommandFailure("\(option) \(file): there is no example in it; nothing was done")
    }
    if summary.added > 0, !arguments.quiet, !arguments.json {
      Console.error("Took \(Figures.count(summary.added, "example")) in from \(file)")
    }
    return taken
  }

  // MARK: Plan, question, run

  func carryOut(_ wishes: GenerationSetup.Wishes) throws {
    try CommandFailure.telling { try carryOut([wishes], learned: nil) }
  }

  /// Deals what was asked for by what people accepted: a run for each technique, one after the other.
  ///
  /// - Parameters:
  ///   - techniques: nil: all on which people have decided.
  ///   - floor: the part that is dealt evenly.
  mutating func carryOut(
    _ wishes: GenerationSetup.Wishes, learningOver techniques: [Technique]?, floor: Double
  ) throws {
    let round = try CommandFailure.telling {
      try LearnedRound(wishes, techniques: techniques, floor: floor, workspace: workspace) {
        try setup($0).options.order
      }
    }
    notes += round.notes
    if round.runs.isEmpty { throw CommandFailure(notes.last ?? "there is nothing to generate") }
    try CommandFailure.telling {
      try carryOut(
        round.runs, learned: AcceptanceReport(table: round.table, parts: round.round.parts),
        begunWith: round.begunWith)
    }
  }

  /// - Parameter begunWith: runs of the same work besides those that are gone on with.
  private func carryOut(
    _ wishes: [GenerationSetup.Wishes], learned: AcceptanceReport?, begunWith: [RunID] = []
  ) throws {
    let setups = try wishes.map { try setup($0) }
    // Alone a run keeps its budget itself, what earlier processes spent of it included.
    let isShared = arguments.judge || wishes.count > 1 || !begunWith.isEmpty
    let before = begunWith + setups.compactMap(\.options.resumes)
    let budget = try isShared ? arguments.budget.map { try shared($0, before) } : nil
    var stages = try setups.map { try self.stages($0, budget) }
    let plans = GenerationPlans(plans: try stages.map(plan), learned: learned)
    if arguments.dryRun { return try show(plans) }
    try confirm(plans)
    for index in stages.indices { stages[index].told = plans.warnings }
    try generate(stages, learned: learned)
  }

  /// What all stages may spend together; what was spent on the same work before counts.
  private func shared(_ limit: Double, _ before: [RunID]) throws -> SharedBudget {
    SharedBudget(limit: limit, spent: try GenerationSpending(workspace).before(goingOnWith: before))
  }

  private func setup(_ wishes: GenerationSetup.Wishes) throws -> GenerationSetup {
    try GenerationSetup(
      wishes, task: task, folder: location.folder, folders: environment.folders,
      environment: environment.variables, workspace: workspace)
  }

  private func plan(_ stages: GenerationStages) throws -> GenerationPlan {
    let setup = stages.setup
    var plan = GenerationPlan(
      setup, try GenerationEstimate.make(workspace: workspace, options: setup.options, first: 2), task: task,
      begun: try setup.options.resumes.flatMap(workspace.run), notes: notes + (try halfJudged(stages)))
    plan.judge = stages.judge?.setup
    plan.dedupes = stages.dedupes
    return plan
  }

  /// The same command before this one may have been stopped while it judged: generating was done, so this makes others.
  private func halfJudged(_ stages: GenerationStages) throws -> [String] {
    let options = stages.setup.options
    guard let judge = stages.judge, options.resumes == nil,
      let batch = try UnfinishedGeneration(
        anySeed: true, anyCount: options.order.learning != nil, workspace: workspace
      ).finishedBatch(options),
      let version = try workspace.judgeVersion(fingerprint: judge.setup.definition.fingerprint)
    else { return [] }
    let ids = try workspace.examples(inBatch: batch).ids
    let left = try workspace.unjudged(by: version.id, among: ids).count
    guard left > 0, left < ids.count else { return [] }
    return [
      "the same command has made the batch \"\(batch)\", of which \(Figures.count(left, "example")) "
        + "\(left == 1 ? "is" : "are") not judged yet: `assay judge` goes on with that, this makes others"
    ]
  }

  private func show(_ plans: GenerationPlans) throws {
    if arguments.json { return try plans.print() }
    for line in plans.shown + ["Nothing was sent"] { Console.output(line) }
  }

  /// - Throws: ``CommandFailure`` with a code of its own when nobody said yes.
  private func confirm(_ plans: GenerationPlans) throws {
    if arguments.yes {
      if arguments.quiet || arguments.json {
        for warning in plans.warnings { Console.error("Warning: " + warning) }
      } else {
        for line in plans.lines { Console.error(line) }
      }
      return
    }
    guard Console.isTerminal(0), Console.isTerminal(2), !arguments.json else {
      if arguments.json {
        try plans.print()
      } else {
        for line in plans.lines { Console.output(line) }
      }
      throw CommandFailure(
        "nothing was sent: this is the plan; add --yes to carry it out",
        exitCode: GenerationExitCode.unconfirmed)
    }
    for line in plans.lines { Console.error(line) }
    guard Console.confirm("Generate?") else {
      throw CommandFailure("nothing was sent", exitCode: GenerationExitCode.unconfirmed)
    }
  }

  private func stages(_ setup: GenerationSetup, _ budget: SharedBudget?) throws -> GenerationStages {
    var task = task
    // Models that were named on the command line write as those of [generate] do, and make no vectors.
    let order = setup.options.order
    (task.generation.model, task.generation.verifier) = (order.model, order.verifier)
    (task.generation.weak, task.generation.translator) = (order.weak, order.translator)
    let runner = StageRunner(
      workspace: workspace, task: task, folder: location.folder, environment: environment.variables,
      budget: budget)
    let origin = GenerationSpending.origin(of: order)
    return GenerationStages(
      runner: runner, setup: setup, judge: arguments.judge ? try runner.preparedJudge(origin: origin) : nil,
      dedupes: arguments.dedupe, record: arguments.record, isQuiet: arguments.quiet)
  }

  /// One run after the other; what is short of one is no reason to leave the next, a budget or a server is.
  private func generate(_ all: [GenerationStages], learned: AcceptanceReport?) throws {
    var results: [GenerationJSON] = []
    var code: Int32 = 0
    for stages in all {
      let (result, ended) = try generate(stages, tellsJSON: learned == nil)
      results.append(result)
      if code == 0 { code = ended }
      if ended > GenerationExitCode.nothing {
        code = ended
        break
      }
    }
    if arguments.json, let learned {
      try JSONOutput.print(LearnedRunsJSON(learning: learned.json, runs: results))
    }
    if code != 0 { throw ExitCode(code) }
  }

  private func generate(
    _ stages: GenerationStages, tellsJSON: Bool
  ) throws -> (result: GenerationJSON, code: Int32) {
    let outcome = try stages.run()
    let (setup, summary) = (stages.setup, outcome.generated)
    let report = GenerationReport(outcome, model: setup.generator.model)
    let result = GenerationJSON(outcome: outcome, order: setup.options.order)
    if arguments.json {
      if tellsJSON { try JSONOutput.print(result) }
    } else if !arguments.quiet {
      for text in report.lines { Console.output(text) }
    }
    for text in report.endings { Console.error(text) }
    var code = GenerationExitCode.code(of: summary, signal: outcome.signal)
    if code == 0, let judged = outcome.judged {
      code = JudgeExitCode.code(of: judged, signal: outcome.signal)
    }
    if code == 0, let failure = outcome.failure {
      code = failure.exitCode == 130 ? failure.exitCode : GenerationExitCode.short
    }
    return (result, code)
  }
}
