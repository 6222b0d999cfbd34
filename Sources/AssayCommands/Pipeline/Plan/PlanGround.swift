import AssayEngine
import AssayFormats
import AssayModel
import AssayStore

/// The examples that a plan estimates by. Before a pipeline's seeds are in, these are the seeds of its file, in a
/// workspace that goes away with the plan: nothing is written to the real one.
struct PlanGround {
  let workspace: Workspace
  /// Examples as long as those that will come: what the pipeline has made, else its seeds, else what there is.
  let usual: [ExampleID]
  let isScratch: Bool

  /// Examples that are looked at.
  private static let most = 200

  /// - Parameter examples: of the pipeline as it stands.
  init(_ context: PipelineContext, _ pipeline: Pipeline, _ examples: PipelineExamples) throws {
    let stages = pipeline.definition.stages
    let seeds = stages.indices.filter { stages[$0].kind == .seeds }
    let taken = try seeds.flatMap { try examples.left(by: $0) }
    let made = try examples.generated(before: stages.count)
    if taken.isEmpty, made.isEmpty, !seeds.isEmpty,
      let scratch = try Self.scratch(stages.map(\.work), SeedsStep(context))
    {
      workspace = scratch
      isScratch = true
      usual = Self.sample(try Self.all(scratch))
    } else {
      workspace = context.workspace
      isScratch = false
      let known = made.isEmpty ? taken : made
      usual = Self.sample(try known.isEmpty ? Self.all(context.workspace) : known)
    }
  }

  private static func all(_ workspace: Workspace) throws -> [ExampleID] {
    let count = try workspace.exampleCount()
    return count == 0 ? [] : (1...Int64(count)).map { ExampleID($0) }
  }

  /// Spread over all of them.
  private static func sample(_ ids: [ExampleID]) -> [ExampleID] {
    guard ids.count > most else { return ids }
    return (0..<most).map { ids[$0 * ids.count / most] }
  }

  /// - Returns: nil: there is nothing to be had from the files. Whoever carries the plan out is told why.
  private static func scratch(_ stages: [PipelineStage.Work], _ step: SeedsStep) throws -> Workspace? {
    let workspace = try Workspace.temporary(bodyReader: RowReader.bodyReader)
    for case .seeds(let stage) in stages {
      _ = try? ImportRun(
        workspace: workspace, sources: [.file(step.path(stage.file))],
        options: ImportRun.Options(batch: stage.batch, technique: "seed")
      ).run()
    }
    return try workspace.exampleCount() > 0 ? workspace : nil
  }

  /// Tokens of a text, the mean; 0 where there is none.
  func meanTokens() throws -> Double {
    let texts = try workspace.examples(usual).map { example in
      example.fields.reduce(0) { $0 + TokenEstimate.tokens(in: $1.text) }
    }
    return texts.isEmpty ? 0 : Double(texts.reduce(0, +)) / Double(texts.count)
  }
}
