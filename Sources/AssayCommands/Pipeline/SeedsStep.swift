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

  /// What a generator would take over from the seeds, as `assay seeds check` finds it: a line each, remarks left out.
  ///
  /// - Throws: an error that says what cannot be read and why.
  func findings(_ stage: SeedsStage) throws -> [String] {
    var settings = context.task.duplicates
    settings.references += [stage.heldOut].compactMap(\.self).map {
      ReferenceSet(name: $0, file: path($0), role: .test)
    }
    let samples = try SeedReader().rows(of: [path(stage.file)])
    let result = try Interruption.handled { cancellation in
      try SeedCheck(
        labels: context.task.labels, settings: settings,
        threads: ProcessInfo.processInfo.activeProcessorCount, cancellation: cancellation
      ).run(samples)
    }
    return result.report.findings.filter { $0.weight != .remark }.map { "Seeds: \($0.text)" }
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
    if try context.workspace.examples(inBatch: stage.batch) != taken.sorted() { figures.examples = taken }
    if summary.refused > 0 { figures.notes.append("lines refused: \(summary.refused)") }
    figures.spending.seconds = Double((ContinuousClock.now - start).components.seconds)
    return figures
  }
}
