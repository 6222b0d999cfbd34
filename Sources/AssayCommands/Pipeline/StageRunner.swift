import AssayEngine
import AssayModel
import AssayStore
import Foundation

/// Carries out the stages that follow upon generating: for `assay generate --judge --dedupe`, and for pipelines.
///
/// ```swift
/// let stages = StageRunner(workspace: workspace, task: task, folder: folder, environment: variables)
/// let judge = try stages.preparedJudge()                       // nothing is sent yet
/// let (generated, judged) = try stages.judge(judge, control: judgeControl, progress: { … }) { feed in
///   try GenerationRun(workspace: workspace, options: options).run(service: service, control: control) {
///     feed.follow($0)
///   }
/// }
/// let duplicates = try stages.dedupe()
/// ```
struct StageRunner: Sendable {
  let workspace: Workspace
  let task: TaskSpecification
  /// The workspace's folder.
  let folder: URL
  /// Where the keys are.
  let environment: [String: String]
  /// What all stages may spend together; nil: each as it says itself.
  var budget: SharedBudget?

  init(
    workspace: Workspace, task: TaskSpecification, folder: URL, environment: [String: String],
    budget: SharedBudget? = nil
  ) {
    self.workspace = workspace
    self.task = task
    self.folder = folder
    self.environment = environment
    self.budget = budget
  }

  // MARK: Judging

  /// Finds the judge and its models, and reads its prompt: before anything is spent.
  ///
  /// - Parameters:
  ///   - budget: what this stage may spend at most; nil: no limit of its own.
  ///   - origin: what the run is a part of, in words that find it again.
  /// - Throws: ``CommandFailure`` that says what is missing, where, and what to do.
  func preparedJudge(
    _ wishes: JudgeSetup.Wishes = JudgeSetup.Wishes(), budget: Double? = nil, origin: String? = nil
  ) throws -> PreparedJudge {
    let setup = try JudgeSetup.asked(
      wishes, task: task, folder: folder, environment: environment, workspace)
    if self.budget?.limit != nil { try ModelAccess.check(budget: self.budget?.limit, setup.endpoints) }
    var options = try setup.options(.examples([]), budget: budget)
    options.isFresh = false
    options.origin = origin
    try ModelAccess.check(setup.endpoints, environment: environment, folder: folder)
    return PreparedJudge(setup: setup, options: options)
  }

  /// Judges what a run that generates brings: beside it, on a thread of its own, and to the end of what it has brought.
  /// One run in the list of runs, however long it takes.
  ///
  /// - Parameters:
  ///   - control: of the judging run alone.
  ///   - progress: of the judging run, from another thread.
  ///   - generate: carries out the run that generates, on this thread, and tells the feed how far it is. Where it throws,
  ///     what it has brought is not judged.
  func judge(
    _ stage: PreparedJudge, control: RunControl,
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in },
    after generate: (BatchFeed) throws -> GenerationSummary
  ) throws -> (GenerationSummary, JudgeSummary) {
    let feed = BatchFeed(workspace)
    let (generated, judged) = try judge(stage, feed, control: control, progress: progress) {
      let summary = try generate(feed)
      feed.add(summary.tally.batch)
      return summary
    }
    return (generated, judged)
  }

  /// Judges what comes in the feed's batches while `body` goes on, and to its end.
  func judge<Value>(
    _ stage: PreparedJudge, _ feed: BatchFeed, control: RunControl,
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in }, while body: () throws -> Value
  ) throws -> (Value, JudgeSummary) {
    var options = stage.options
    options.feed = feed
    let service = try stage.setup.service(sharing: budget)
    let run = JudgeRun(workspace: workspace, options: options)
    let follower = BackgroundResult { try run.run(service: service, control: control, progress: progress) }
    do {
      let value = try body()
      feed.end()
      return (value, try follower.wait())
    } catch {
      feed.end()
      control.stop(.graceful)
      _ = try? follower.wait()
      throw error
    }
  }

  /// Asks once more about examples whose answers could not be read, once more than what is on disk.
  func judgeAgain(
    _ stage: PreparedJudge, _ failed: [ExampleID], control: RunControl,
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) throws -> JudgeSummary {
    var options = stage.options
    options.selection = .examples(failed)
    options.triesFailedAgain = true
    return try JudgeRun(workspace: workspace, options: options).run(
      service: stage.setup.service(sharing: budget), control: control, progress: progress)
  }

  // MARK: Near duplicates

  /// Which model makes vectors.
  var embeddings: EmbeddingChoice {
    EmbeddingChoice(name: task.duplicates.embedding, endpoints: task.models, judges: task.wordModels)
  }

  /// Looks for near duplicates in the whole workspace, as `assay dedupe` does.
  func dedupe(showsProgress: Bool = true) throws -> DuplicateSummary {
    try DuplicateSearch.run(
      workspace, settings: task.duplicates, model: embeddings,
      threads: ProcessInfo.processInfo.activeProcessorCount, showsProgress: showsProgress)
  }
}

/// A judge that is ready to judge what comes.
struct PreparedJudge: Sendable {
  let setup: JudgeSetup
  var options: JudgeRun.Options
}

extension BatchFeed {
  /// Follows the batch that a run which generates writes to, as soon as it says which.
  func follow(_ progress: RunProgress) {
    if let batch = progress.generation?.batch { add(batch) }
  }
}
