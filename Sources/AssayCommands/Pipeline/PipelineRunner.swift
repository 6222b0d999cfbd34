import AssayEngine
import AssayJudging
import AssayModel
import AssayStore
import Foundation

/// Carries out the stages of a pipeline, each once, from wherever it was broken off.
///
/// What a stage has done is read off the workspace, where its runs put it, and not kept beside it: whenever the process
/// dies, the next one finds the same.
final class PipelineRunner {
  let context: PipelineContext
  private(set) var pipeline: Pipeline
  private let interruption: RunInterruption
  private let progress: PipelineProgress
  private let budget: SharedBudget

  private var workspace: Workspace { context.workspace }
  private var stages: [PipelineStage] { pipeline.definition.stages }

  init(_ context: PipelineContext, _ pipeline: Pipeline, progress: PipelineProgress) throws {
    self.context = context
    self.pipeline = pipeline
    self.progress = progress
    interruption = RunInterruption { progress.tell($0) }
    let spent = try StageAccounts(context.workspace, pipeline, keepAt: context.task.keepAt).spent()
    budget = SharedBudget(limit: pipeline.definition.budget, spent: spent.cost ?? 0)
  }

  private var accounts: StageAccounts {
    get throws { try StageAccounts(workspace, pipeline, keepAt: context.task.keepAt) }
  }
  private var examples: PipelineExamples {
    get throws { try PipelineExamples(workspace, pipeline, keepAt: context.task.keepAt) }
  }

  /// The signal that has stopped it; nil: none has.
  var signal: Int32? { interruption.signal }

  /// Whether every quota is filled and every example has a score.
  var isWhole: Bool {
    pipeline.records.compactMap(\.figures).allSatisfy { figures in
      (figures.failed ?? 0) == 0 && figures.wanted.map { figures.kept >= $0 } != false
        && !figures.notes.contains { $0.hasPrefix("without an answer") }
    }
  }

  /// Carries out what is not done.
  ///
  /// - Returns: why it has come to its end.
  /// - Throws: ``CommandFailure``, a `WorkspaceError`; what is done stays done.
  func run() throws -> PipelineEnding {
    var next = 0
    while next < stages.count {
      if pipeline.records[next].state == .done {
        next += 1
        continue
      }
      if interruption.signal != nil { return .stoppedBefore(stages[next].name) }
      let group = group(from: next)
      let ending = try carryOut(group)
      if ending != .finished { return ending }
      next = group.end
    }
    try workspace.endPipeline(pipeline.id, at: Clock.milliseconds())
    return .finished
  }

  // MARK: Stages that go on at the same time

  /// Stages that generate, and the one behind them that judges on the way.
  private struct Group {
    var stages: Range<Int>
    /// nil: nobody judges on the way.
    var judge: Int?
    /// Of the first stage behind.
    var end: Int { judge.map { $0 + 1 } ?? stages.upperBound }
  }

  /// A stage alone, or those that generate up to the next that judges. What starts from what a judge leaves waits for it.
  private func group(from first: Int) -> Group {
    guard stages[first].generates else { return Group(stages: first..<first + 1) }
    let end = stages[first...].firstIndex { !$0.generates } ?? stages.count
    let isJudge = end < stages.count && stages[end].kind == .judge && pipeline.records[end].state != .done
    return Group(stages: first..<end, judge: isJudge ? end : nil)
  }

  private func carryOut(_ group: Group) throws -> PipelineEnding {
    let first = group.stages.lowerBound
    switch stages[first].work {
    case .seeds(let stage): return try alone(first) { try self.takeSeeds(stage, first) }
    case .generate, .augment: return try generate(group)
    case .judge(let stage): return try judge(stage, first)
    case .dedupe: return try alone(first) { try self.dedupe(first) }
    case .sample(let stage): return try alone(first) { try self.sample(stage, first) }
    }
  }

  /// A stage that asks no model, and is done or not begun.
  private func alone(_ number: Int, _ body: () throws -> StageFigures) throws -> PipelineEnding {
    do {
      try finish(number, body())
      return .finished
    } catch let failure as CommandFailure where failure.exitCode == 130 {
      return .stopped(stages[number].name)
    }
  }

  // MARK: What is written down

  private func write(_ number: Int, _ change: (inout StageRecord) throws -> Void) throws {
    var record = pipeline.records[number]
    try change(&record)
    if record == pipeline.records[number] { return }
    try workspace.updateStage(record, number: number, of: pipeline.id)
    pipeline.records[number] = record
  }

  private func finish(_ number: Int, _ figures: StageFigures, run: RunID? = nil) throws {
    try write(number) { record in
      record.state = .done
      record.figures = figures
      record.run = run ?? record.run
    }
    let name = stages[number].name
    progress.end(name)
    progress.note("\(number + 1) \(name): " + FunnelText.sentence(stages[number].kind, figures))
  }

  // MARK: Seeds

  private func takeSeeds(_ stage: SeedsStage, _ number: Int) throws -> StageFigures {
    let taken = try SeedsStep(context).take(stage) { [progress] in progress.tell($0) }
    return taken
  }

  // MARK: Generating, with a judge beside it

  private func generate(_ group: Group) throws -> PipelineEnding {
    guard let number = group.judge, case .judge(let stage) = stages[number].work else {
      let control = RunControl()
      return try interruption.handled(control) {
        try generate(group.stages, control: control) { _ in }
      }
    }
    let judge = try prepare(stage, number)
    let (control, judgeControl) = (RunControl(), RunControl())
    let feed = BatchFeed(workspace)
    // What comes from now on is followed by its batch; the rest is what this judge has not judged yet.
    feed.add(try unjudged(number))
    let name = stages[number].name
    let (generated, judged) = try interruption.handled([control, judgeControl]) {
      try context.runner(budget).judge(
        judge, feed, control: judgeControl, progress: { [progress] in progress.update(name, $0) }
      ) { try generate(group.stages, control: control) { feed.follow($0) } }
    }
    progress.end(name)
    try write(number) { $0.run = judged.run }
    guard generated == .finished else { return generated }
    return try close(stage, number, judge, judged)
  }

  /// Carries out stages that generate, one after the other.
  private func generate(
    _ numbers: Range<Int>, control: RunControl, follow: @escaping @Sendable (RunProgress) -> Void
  ) throws -> PipelineEnding {
    for number in numbers where pipeline.records[number].state != .done {
      if control.stop != .no { return .stoppedBefore(stages[number].name) }
      try write(number) { $0.state = .begun }
      let name = stages[number].name
      if let ending = try generate(number, control: control, follow: follow) {
        try write(number) { $0.figures = try accounts.generated(number) }
        progress.end(name)
        return ending
      }
      let figures = try accounts.generated(number)
      try finish(number, figures)
      guard figures.kept > 0 else { return .nothing(stage: name) }
    }
    return .finished
  }

  /// - Returns: nil: it has come to its own end.
  private func generate(
    _ number: Int, control: RunControl, follow: @escaping @Sendable (RunProgress) -> Void
  ) throws -> PipelineEnding? {
    // A process may have died after the run's end and before it could say so.
    if let last = try StageRuns(workspace, pipeline, stage: number).runs.first, last.state == .finished {
      follow(last.progress)
      return nil
    }
    let name = stages[number].name
    let step = try GenerateStep(context, pipeline, number, examples)
    let summary = try step.run(control: control, sharing: budget) { [progress] in
      follow($0)
      progress.update(name, $0)
    }
    for warning in summary.warnings { progress.warn("\(name): \(warning)") }
    try write(number) { $0.run = summary.run }
    // Who asked it to stop came too late: there was nothing left to do.
    let isFull = !summary.tally.quotas.isEmpty && summary.tally.quotas.allSatisfy { $0.missing == 0 }
    return isFull ? nil : PipelineEnding(summary.ending, stage: name)
  }

  // MARK: Judging

  /// The judge of a stage; one that has begun goes on by the version that it began with, whatever the files say by now.
  private func prepare(_ stage: JudgeStage, _ number: Int) throws -> PreparedJudge {
    let spent = try StageRuns(workspace, pipeline, stage: number).spending.cost ?? 0
    let judge = try context.runner(budget).preparedJudge(
      stage.wishes(begun: pipeline.records[number].figures?.judge),
      budget: stage.budget.map { max(0, $0 - spent) }, origin: pipeline.origin(ofStage: number))
    for warning in judge.setup.warnings { progress.warn(warning) }
    let definition = judge.setup.definition
    let version = try workspace.judgeVersion(
      for: definition, fingerprint: definition.fingerprint, name: definition.specification.name,
      at: Clock.milliseconds())
    let isAgain = try PipelineRounds(workspace, pipeline).turns(of: number).contains {
      $0.pipeline.id != pipeline.id
    }
    let serial = isAgain ? try workspace.lastScoreSerial() : nil
    try write(number) { record in
      var figures = record.figures ?? StageFigures()
      if record.state == .waiting { figures.failedBefore = serial }
      record.state = .begun
      figures.judge = version.name
      record.figures = figures
    }
    return judge
  }

  private func judge(_ stage: JudgeStage, _ number: Int) throws -> PipelineEnding {
    let judge = try prepare(stage, number)
    return try close(stage, number, judge, nil)
  }

  /// Judges what is left, if anything is: what came while nobody judged, and once more what got no answer.
  ///
  /// - Parameter last: the run before; nil: there was none.
  private func close(
    _ stage: JudgeStage, _ number: Int, _ judge: PreparedJudge, _ last: JudgeSummary?
  ) throws -> PipelineEnding {
    let name = stages[number].name
    var last = last
    var open = try unjudged(number)
    for _ in 0..<2 where !open.isEmpty {
      if let last, let ending = PipelineEnding(last.ending, stage: name) { return ending }
      let feed = BatchFeed(workspace)
      feed.add(open)
      let control = RunControl()
      last = try judged(number) {
        try interruption.handled(control) {
          try context.runner(budget).judge(
            try limited(judge, stage, number), feed, control: control,
            progress: { [progress] in progress.update(name, $0) }
          ) {}.1
        }
      }
      open = try unjudged(number)
    }
    if !open.isEmpty, let last, let ending = PipelineEnding(last.ending, stage: name) { return ending }
    if let ending = try tryAgain(stage, number, judge) { return ending }
    try finish(number, accounts.judged(number))
    return .finished
  }

  /// Asks once more about what had no score when the stage was begun again: its answers could not be read.
  ///
  /// - Returns: nil: there is none, or it has been done.
  private func tryAgain(_ stage: JudgeStage, _ number: Int, _ judge: PreparedJudge) throws -> PipelineEnding?
  {
    guard let serial = pipeline.records[number].figures?.failedBefore,
      let version = try workspace.judgeVersion(fingerprint: judge.setup.definition.fingerprint)
    else { return nil }
    let failed = try workspace.failedJudgements(
      by: version.id, among: examples.incoming(to: number), upTo: serial)
    if failed.isEmpty { return nil }
    let name = stages[number].name
    let control = RunControl()
    let summary = try judged(number) {
      try interruption.handled(control) {
        try context.runner(budget).judgeAgain(
          try limited(judge, stage, number), failed, control: control,
          progress: { [progress] in progress.update(name, $0) })
      }
    }
    return PipelineEnding(summary.ending, stage: name)
  }

  /// Writes down which run a stage has had.
  private func judged(_ number: Int, _ run: () throws -> JudgeSummary) throws -> JudgeSummary {
    let summary = try run()
    progress.end(stages[number].name)
    try write(number) { $0.run = summary.run }
    return summary
  }

  /// With what is left of the stage's own budget.
  private func limited(_ judge: PreparedJudge, _ stage: JudgeStage, _ number: Int) throws -> PreparedJudge {
    let spent = try StageRuns(workspace, pipeline, stage: number).spending.cost ?? 0
    var judge = judge
    judge.options.budget = stage.budget.map { max(0, $0 - spent) }
    return judge
  }

  /// What this stage's judge has not judged of what has come so far.
  private func unjudged(_ number: Int) throws -> [ExampleID] {
    try examples.judgement(
      by: pipeline.records[number].figures?.judge, of: examples.incoming(to: number)
    ).unjudged
  }

  // MARK: The others

  private func dedupe(_ number: Int) throws -> StageFigures {
    let summary = try context.runner(budget).dedupe(showsProgress: !context.isQuiet)
    for warning in DedupeReport.warnings(summary) { progress.tell(warning) }
    return try accounts.compared(number, seconds: summary.seconds)
  }

  private func sample(_ stage: SampleStage, _ number: Int) throws -> StageFigures {
    var source: [ExampleID]
    if let from = stage.from, let named = stages.firstIndex(where: { $0.name == from }) {
      source = try examples.left(by: named)
    } else {
      source = try examples.generated(before: number)
    }
    if stage.includesSeeds == true { source += try examples.seeds(before: number) }
    return try SampleStep(context).draw(
      stage, from: source, judge: lastJudge(before: number), seed: pipeline.seed(ofStage: number))
  }

  private func lastJudge(before number: Int) -> String? {
    pipeline.records[..<number].lazy.compactMap(\.figures?.judge).last
  }
}
