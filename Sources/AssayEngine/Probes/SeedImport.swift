import AssayModel
import AssayStore

/// Takes hand-made examples into the batch "seeds". They are data like any other, and exported; those that are there
/// already stay where they are.
struct SeedImport {
  static let batch = "seeds"
  static let technique = ExampleOrigins.seedTechnique

  let workspace: Workspace
  let file: String

  /// The examples of the file, new or not.
  ///
  /// - Throws: ``ProbeProblem`` when a line cannot be read.
  func run() throws -> [ExampleID] {
    var taken: [ExampleID] = []
    var problems = 0
    let summary = try ImportRun(
      workspace: workspace, sources: [.file(file)],
      options: ImportRun.Options(batch: Self.batch, technique: Self.technique),
      problem: { _ in problems += 1 },
      took: { taken.append($0) }
    ).run()
    guard summary.isGood else { throw ProbeProblem.seedsRefused(file: file, count: max(1, problems)) }
    var seen: Set<ExampleID> = []
    return taken.filter { seen.insert($0).inserted }
  }
}
