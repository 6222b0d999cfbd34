import ArgumentParser
import AssayEngine
import AssayModel
import AssayProviders
import AssayStore
import Foundation

/// From a pipeline's file to its plan, the question, the stages and the result.
struct PipelineSession {
  private let context: PipelineContext
  private let definition: PipelineDefinition
  private let isQuiet: Bool
  private let json: Bool

  /// - Throws: ``CommandFailure`` for mistakes in the files.
  init(file path: String, location: WorkspaceOptions, budget: Double?, isQuiet: Bool, json: Bool) throws {
    let environment = RuntimeEnvironment.current
    let configuration = try location.configuration(environment.folders)
    let file = try PipelineFile(path: path, task: configuration.task)
    let described = FileManager.default.fileExists(
      atPath: location.folder.appendingPathComponent(ConfigurationLoader.fileName).path)
    context = PipelineContext(
      file: file, workspace: described ? try location.create() : try location.open(),
      task: configuration.task, folder: location.folder, environment: environment,
      reviewer: try ReviewerName.resolve(
        flag: nil, configured: configuration.reviewer, environment: environment.variables), isQuiet: isQuiet)
    var definition = file.definition
    definition.budget = budget ?? definition.budget
    self.definition = definition
    self.isQuiet = isQuiet
    self.json = json
  }

  private var workspace: Workspace { context.workspace }

  // MARK: How it stands

  func showStatus() throws {
    switch try PipelineStart.find(definition, workspace) {
    case .new:
      throw CommandFailure("the pipeline \"\(definition.name)\" has not begun in this workspace")
    case .done(let pipeline), .goesOn(let pipeline): try show(pipeline)
    case .changed(let pipeline, let stage, let what):
      try show(pipeline)
      Console.error(changed(pipeline, stage, what))
    }
  }

  private func show(_ pipeline: Pipeline, ending: PipelineEnding? = nil) throws {
    let funnel = try Funnel(
      pipeline, StageAccounts(workspace, pipeline, keepAt: context.task.keepAt))
    if json { return try JSONOutput.print(FunnelJSON(funnel: funnel, ending: ending)) }
    if isQuiet { return }
    for line in FunnelText(funnel: funnel).lines { Console.output(line) }
    if funnel.isDone, funnel.rows.last?.figures?.draw != nil { Console.output(FunnelText.next) }
  }

  // MARK: Carrying it out

  /// - Parameters:
  ///   - redo: the name of the first stage to be done once more; nil: none is.
  ///   - isAgreed: whether the plan needs no yes.
  func carryOut(redo: String?, isDryRun: Bool, isAgreed: Bool) throws {
    let lock = try isDryRun ? nil : WorkspaceLock(folder: context.folder)
    defer { withExtendedLifetime(lock) {} }
    try CommandFailure.telling(interrupted: "interrupted; the same command goes on from there") {
      let (pipeline, isNew) = try start(redo: redo)
      if !isNew, pipeline.records.allSatisfy({ $0.state == .done }) { return try tellDone(pipeline) }
      try checkFiles(pipeline)
      try settle(try PipelinePlan(context, pipeline), isNew: isNew, isDryRun: isDryRun, isAgreed: isAgreed)
      if isDryRun { return }
      try perform(isNew ? try begin(pipeline) : try update(pipeline))
    }
  }

  private func tellDone(_ pipeline: Pipeline) throws {
    if pipeline.definition != definition { _ = try workspace.updatePipeline(pipeline.id, definition) }
    try show(pipeline)
    if !isQuiet {
      Console.error(
        "Everything was done already; --redo STAGE carries out a stage and those after it once more")
    }
  }

  /// What is wrong with a file is told before the stages before it are paid for.
  private func checkFiles(_ pipeline: Pipeline) throws {
    for (number, stage) in definition.stages.enumerated() where pipeline.records[number].state != .done {
      guard case .seeds(let seeds) = stage.work else { continue }
      for file in [seeds.file, seeds.heldOut].compactMap(\.self) {
        let path = SeedsStep(context).path(file)
        if !FileManager.default.isReadableFile(atPath: path) {
          throw context.file.problem(number, "\(path): there is no such file, or it cannot be read")
        }
      }
    }
  }

  private func settle(_ plan: PipelinePlan, isNew: Bool, isDryRun: Bool, isAgreed: Bool) throws {
    if isDryRun, json { return try JSONOutput.print(PipelinePlanJSON(plan: plan)) }
    let lines = PipelinePlanText(plan: plan).lines
    if isDryRun {
      for line in lines + ["Nothing was done"] { Console.output(line) }
      return
    }
    // Who goes on has said yes already.
    guard isNew, !isAgreed else {
      if !isQuiet, !json { for line in lines { Console.error(line) } }
      return
    }
    guard Console.isTerminal(0), Console.isTerminal(2), !json else {
      if !json { for line in lines { Console.output(line) } }
      throw CommandFailure(
        "nothing was done: this is the plan; add --yes to carry it out",
        exitCode: GenerationExitCode.unconfirmed)
    }
    for line in lines { Console.error(line) }
    guard Console.confirm("Carry it out?") else {
      throw CommandFailure("nothing was done", exitCode: GenerationExitCode.unconfirmed)
    }
  }

  private func perform(_ pipeline: Pipeline) throws {
    let progress = PipelineProgress(isQuiet: isQuiet)
    defer { progress.finish() }
    let runner = try PipelineRunner(context, pipeline, progress: progress)
    let ending = try runner.run()
    progress.finish()
    try show(runner.pipeline, ending: ending)
    if let sentence = ending.sentence { Console.error(sentence) }
    let code = ending.code(isWhole: runner.isWhole, signal: runner.signal)
    if code != 0 { throw ExitCode(code) }
  }

  // MARK: Where it begins

  /// - Returns: the pipeline as it stands, or as it would begin; nothing is written.
  /// - Throws: ``CommandFailure`` when a stage that has begun was changed and nobody has said what that means.
  private func start(redo: String?) throws -> (Pipeline, isNew: Bool) {
    let first = try redo.map(number)
    switch try PipelineStart.find(definition, workspace) {
    case .new: return (planned([]), true)
    case .goesOn(let known):
      // The same command goes on with what it has begun.
      guard let first, try PipelineRounds(workspace, known).firstRedone != first else {
        return (joined(known), false)
      }
      return (try again(known, from: first), true)
    case .done(let known):
      guard let first else { return (joined(known), false) }
      return (try again(known, from: first), true)
    case .changed(let known, let stage, let what):
      guard let first, first <= stage else { throw CommandFailure(changed(known, stage, what)) }
      return (try again(known, from: first), true)
    }
  }

  private func number(of stage: String) throws -> Int {
    if let number = definition.stages.firstIndex(where: { $0.name == stage }) { return number }
    throw CommandFailure(
      "--redo: there is no stage \"\(stage)\""
        + Spelling.hint(for: stage, among: definition.stages.map(\.name)))
  }

  /// As it would begin: what is taken over is done, the rest waits.
  private func planned(_ taken: [StageRecord]) -> Pipeline {
    let records = definition.stages.enumerated().map { index, stage in
      index < taken.count ? taken[index] : StageRecord(name: stage.name)
    }
    return Pipeline(id: 0, definition: definition, startedAt: Clock.milliseconds(), records: records)
  }

  private func again(_ known: Pipeline, from first: Int) throws -> Pipeline {
    if let open = known.records.prefix(first).firstIndex(where: { $0.state != .done }) {
      throw CommandFailure(
        "--redo: the stage \"\(known.records[open].name)\" before it is not done yet; leave --redo away first"
      )
    }
    return planned(
      known.records.prefix(first).map { record in
        var taken = record
        taken.figures = record.figures ?? StageFigures()
        taken.figures?.takenFrom = record.figures?.takenFrom ?? known.id
        return taken
      })
  }

  /// What has changed had not begun.
  private func joined(_ known: Pipeline) -> Pipeline {
    var pipeline = planned(known.records)
    pipeline.id = known.id
    pipeline.startedAt = known.startedAt
    pipeline.records = zip(definition.stages, pipeline.records).map { stage, record in
      record.state == .waiting ? StageRecord(name: stage.name) : record
    }
    return pipeline
  }

  private func begin(_ planned: Pipeline) throws -> Pipeline {
    try workspace.beginPipeline(
      planned.definition, taking: planned.records.filter { $0.state == .done }, at: planned.startedAt)
  }

  private func update(_ pipeline: Pipeline) throws -> Pipeline {
    var pipeline = pipeline
    pipeline.records = try workspace.updatePipeline(pipeline.id, pipeline.definition)
    return pipeline
  }

  private func changed(_ known: Pipeline, _ stage: Int, _ what: [String]) -> String {
    let name = known.definition.stages[stage].name
    let place =
      stage < definition.stages.count
      ? "\(context.file.name):\(context.file.lines[stage])" : context.file.name
    let state = known.records[stage].state == .done ? "is done" : "has begun"
    return "\(place): stage \"\(name)\" \(state), and the file says something else by now: "
      + what.joined(separator: "; ")
      + ". Nothing was done. Change it back to go on; --redo \"\(name)\" carries out this stage and those after it once "
      + "more, beside what is there; another name under [pipeline] begins a new one"
  }
}
