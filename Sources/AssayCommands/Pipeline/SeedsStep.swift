import AssayEngine
import AssayGeneration
import AssayModel
import AssayStore
import Foundation

/// Takes seeds in.
struct SeedsStep {
  private let context: PipelineContext

  init(_ context: PipelineContext) { self.context = context }

  /// The file of a stage, as seen from the pipeline's.
  func path(_ file: String) -> String {
    file.hasPrefix("/") ? file : context.file.folder.appendingPathComponent(file).path
  }

  /// Looks at the seeds as `assay seeds check` does.
  ///
  /// - Throws: ``CommandFailure`` when a file cannot be read or the seeds' has no example.
  func check(_ stage: SeedsStage) throws -> SeedReport {
    do {
      let seeds = try SeedReader().rows(of: [path(stage.file)])
      guard !seeds.isEmpty else { throw CommandFailure("\(stage.file): there is no example in it") }
      var settings = context.task.duplicates
      if let file = stage.heldOut {
        settings.references.append(ReferenceSet(name: file, file: path(file), role: .test))
      }
      return try SeedCheck(
        labels: context.task.labels, settings: settings, threads: ProcessInfo.processInfo.activeProcessorCount
      ).run(seeds).report
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure("\(error)")
    }
  }

  /// Rows that are there already stay where they are.
  ///
  /// - Parameter tell: takes what is to be said of the file, a line each.
  /// - Throws: ``CommandFailure`` when there is no example in it.
  func take(_ stage: SeedsStage, tell: @escaping (String) -> Void) throws -> StageFigures {
    let start = ContinuousClock.now
    var taken: [ExampleID] = []
    var seen: Set<ExampleID> = []
    let summary = try Interruption.handled { cancellation in
      try ImportRun(
        workspace: context.workspace, sources: [.file(path(stage.file))],
        options: ImportRun.Options(batch: stage.batch, technique: "seed"), cancellation: cancellation,
        problem: { tell($0.description) }, took: { if seen.insert($0).inserted { taken.append($0) } }
      ).run()
    }
    guard !taken.isEmpty else {
      throw CommandFailure("\(stage.file): there is no example in it, so there are no seeds to start from")
    }
    var figures = StageFigures()
    figures.incoming = summary.taken + summary.refused
    figures.kept = taken.count
    figures.batch = stage.batch
    if try context.workspace.examples(inBatch: stage.batch).ids != taken.sorted() { figures.examples = taken }
    let findings = try check(stage).problems
    if findings > 0 {
      figures.notes.append("findings: \(findings); `assay seeds check \(stage.file)` lists them")
    }
    if summary.refused > 0 { figures.notes.append("lines refused: \(summary.refused)") }
    figures.wall = (ContinuousClock.now - start) / .seconds(1)
    return figures
  }
}
