import AssayEngine
import AssayFormats
import AssayModel
import AssayStore
import Testing

@testable import AssayCommands

@Suite struct CalibrationStatusTests {
  private let workspace: Workspace
  private let task = TaskSpecification(name: "t")

  init() throws {
    let files = try TemporaryFolder()
    workspace = try Workspace.temporary(bodyReader: RowReader.bodyReader)
    for (name, count, technique) in [("rows", 200, nil), ("seeds", 20, ExampleOrigins.seedTechnique)] {
      let lines = (1...count).map { #"{"id": "\#(name)-\#($0)", "text": "text \#($0) of the \#(name)"}"# }
      let path = try files.write("\(name).jsonl", lines.joined(separator: "\n"))
      _ = try ImportRun(
        workspace: workspace, sources: [.file(path)],
        options: ImportRun.Options(batch: name, technique: technique)
      ).run()
    }
  }

  private func draw() throws -> SampleRun.Outcome {
    try SampleRun(
      workspace: workspace, task: task, reviewer: "ana", options: SampleRun.Options(size: 100, seed: 4)
    ).run(at: 10)
  }

  @Test func aQueueSaysWhereItsExamplesComeFromAndWhatIsLeftOut() throws {
    let outcome = try draw()
    let (drawn, copies) = (outcome.count(of: .drawn), outcome.count(of: .repeat))
    #expect(copies == 5)
    let lines = SampleReport(outcome, judge: nil).lines
    #expect(lines.contains { $0.contains("5 repeats; the others (\(drawn) imported) are worth") }, "\(lines)")
    #expect(lines.contains("  Note: 20 undecided seeds were left out"))
    #expect(lines.contains("  --include-seeds draws seeds too"))
  }

  @Test func aCopyIsNoExampleOfItsOwn() throws {
    let outcome = try draw()
    let copies = outcome.draw.examples.filter { $0.role == .repeat }.map(\.example)
    let originals = outcome.draw.examples.filter { $0.role == .drawn }.prefix(3).map(\.example)
    for example in originals + copies {
      try workspace.append([NewDecision(example: example, action: .accept)], reviewer: "ana", at: 20)
    }
    // A seed that somebody decided counts, and is said.
    try workspace.append([NewDecision(example: ExampleID(201), action: .reject)], reviewer: "ana", at: 21)
    let status = try CalibrationStatus(workspace: workspace, task: task, now: 30)
    let queue = try #require(status.draws.first)
    #expect(queue.size == 95 && queue.repeats == 5 && queue.decided == 3)
    #expect(status.set.all == 4 && status.origins == ExampleOrigins(seeds: 1, imported: 3))
    #expect(status.lines[0].hasSuffix("(3 accepted, 1 rejected; 1 given as seeds, 3 imported)"))
    #expect(status.lines.contains { $0.contains("ana: 3 of 95 decided (and 5 repeats), worth") })
  }
}
