import AssayEngine
import AssayModel
import AssayStore
import Foundation

/// One stage that generates, as a run.
struct GenerateStep {
  private let context: PipelineContext
  private let pipeline: Pipeline
  private let number: Int
  private let examples: PipelineExamples

  /// Stand for what stages before it have not brought yet; nil: it must be there.
  private let standIns: [ExampleID]?

  /// - Parameters:
  ///   - number: of the stage, counted from 0.
  ///   - standIns: for a plan, examples in the place of parents that are not there yet; empty: any of the workspace.
  init(
    _ context: PipelineContext, _ pipeline: Pipeline, _ number: Int, _ examples: PipelineExamples,
    standIns: [ExampleID]? = nil
  ) {
    self.standIns = standIns
    self.context = context
    self.pipeline = pipeline
    self.number = number
    self.examples = examples
  }

  func run(
    control: RunControl, sharing budget: SharedBudget, progress: @escaping @Sendable (RunProgress) -> Void
  ) throws -> GenerationSummary {
    let setup = try self.setup()
    if let limit = budget.limit { try ModelAccess.check(budget: limit, setup.options.endpoints) }
    return try GenerationRun(workspace: context.workspace, options: setup.options).run(
      service: setup.service(sharing: budget), control: control, progress: progress)
  }

  /// A stage that has begun goes on as it began, whatever the files say by now.
  ///
  /// - Throws: ``CommandFailure`` with the stage's place in the file.
  func setup() throws -> GenerationSetup {
    do {
      guard let run = try StageRuns(context.workspace, pipeline, stage: number).runs.first else {
        return try new()
      }
      var setup = try GenerationSetup(
        resuming: run, task: context.task, folder: context.folder, folders: context.environment.folders,
        environment: context.environment.variables, workspace: context.workspace, place: .stage)
      setup.options.order.budget = stage.budget
      return setup
    } catch let failure as CommandFailure {
      throw context.file.problem(number, failure.message)
    } catch let problem as GenerationProblem {
      throw context.file.problem(number, "\(problem)")
    }
  }

  private func new() throws -> GenerationSetup {
    try GenerationSetup(
      wishes(), task: context.task, folder: context.folder, folders: context.environment.folders,
      environment: context.environment.variables, workspace: context.workspace)
  }

  private var stage: GenerateStage {
    switch pipeline.definition.stages[number].work {
    case .generate(let stage), .augment(let stage): stage
    case .seeds, .judge, .dedupe, .sample: preconditionFailure("a stage that generates")
    }
  }

  private func wishes() throws -> GenerationSetup.Wishes {
    let stage = stage
    var wishes = GenerationSetup.Wishes(count: stage.count)
    wishes.place = .stage
    wishes.technique = stage.technique
    if let labels = stage.labels.flatMap(LabelsArgument.init) {
      wishes.labels = try labels.seen(from: context.file.folder).shares(context.task, .stage).shares
    }
    wishes.difficulty = stage.difficulty
    wishes.model = stage.model
    wishes.verifier = stage.verifier
    wishes.weak = stage.weak
    wishes.translator = stage.translator
    wishes.perCall = stage.perCall
    wishes.temperature = stage.temperature
    wishes.seedsPerCall = stage.seedsPerCall
    wishes.variants = stage.variants
    wishes.drawsAttributes = stage.drawsAttributes
    wishes.wish = stage.wish
    wishes.budget = stage.budget
    wishes.seed = pipeline.seed(ofStage: number)
    wishes.seeds = try stage.seeds.map { .batch($0) } ?? ownSeeds()
    if stage.technique.needsParents { wishes.parents = try parents(stage.from) }
    return wishes
  }

  /// Those that the pipeline took in.
  private func ownSeeds() throws -> ExamplePool? {
    let taken = pipeline.definition.stages[..<number].indices.filter {
      pipeline.definition.stages[$0].kind == .seeds
    }
    let ids = try taken.flatMap { try examples.left(by: $0) }
    return ids.isEmpty ? nil : .examples(ids)
  }

  private func parents(_ from: String?) throws -> [ExampleID] {
    let stages = pipeline.definition.stages[..<number]
    let source =
      from.map { name in stages.firstIndex { $0.name == name } }
      ?? stages.lastIndex { $0.generates || $0.kind == .seeds }
    guard let source else { return [] }
    let parents = try examples.left(by: source)
    if parents.isEmpty, let standIns { return standIns }
    guard !parents.isEmpty else {
      throw CommandFailure("stage \"\(stages[source].name)\" has left no example to start from")
    }
    return try fresh(parents)
  }

  /// Those that no earlier round has made anything of, where they are enough, and of a label that has none of them all.
  private func fresh(_ parents: [ExampleID]) throws -> [ExampleID] {
    let before = try examples.madeBefore(by: number)
    if before.isEmpty { return parents }
    let used = Set(try context.workspace.examples(before).compactMap(\.provenance.parent))
    let keys = try context.workspace.keys(of: parents)
    let left = parents.filter { keys[$0].map(used.contains) != true }
    guard left.count >= stage.count else { return parents }
    let columns = try context.workspace.columns(judge: nil)
    func label(_ example: ExampleID) -> Int32 { Int32(columns.label[Int(example.rawValue) - 1]) }
    let labels = Set(left.map(label))
    return left + parents.filter { !labels.contains(label($0)) }
  }
}

extension LabelsArgument {
  /// With the file that it names seen from a folder.
  func seen(from folder: URL) -> LabelsArgument {
    guard case .like(let file) = self, !file.hasPrefix("/") else { return self }
    return .like(folder.appendingPathComponent(file).path)
  }
}
