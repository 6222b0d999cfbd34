import AssayCalibration
import AssayEngine
import AssayFormats
import AssayJudging
import AssayModel
import AssayStatistics
import AssayStore
import Synchronization
import Testing

@Suite struct JudgeMeasurerTests {
  private let workspace: Workspace
  private let judge: JudgeVersion
  private let definition = JudgeDefinition(
    specification: JudgeSpecification(models: ["local"]),
    models: [.init(endpoint: "local", model: "qwen", family: "qwen")],
    template: JudgePrompt.defaultTemplate, task: "t", labels: [], dimensions: [Dimension(name: "accuracy")])

  init() throws {
    workspace = try Workspace.temporary(bodyReader: RowReader.bodyReader)
    judge = try JudgeVersions(workspace: workspace).register(definition, parent: nil, author: nil, at: 1)
  }

  private func row(_ id: Int64, _ verdict: Verdict, _ score: Double?, _ split: Split) -> CalibrationRow {
    CalibrationRow(
      truth: HumanTruth(example: ExampleID(id), verdict: verdict), key: "k\(id)", label: nil,
      batch: BatchID(1), split: split, group: ExampleID(id),
      scores: score.map { ["accuracy": $0] } ?? [:])
  }

  /// The scores of the test split are there only where it is opened.
  private func data(_ opensTest: Bool) -> CalibrationData {
    CalibrationData(
      judge: judge, definition: definition,
      set: CalibrationSet(rows: [
        row(1, .accept, 5, .dev), row(2, .reject, 1, .dev), row(3, .reject, 5, .fewShot),
        row(4, .reject, opensTest ? 1 : nil, .test), row(5, .accept, opensTest ? 5 : nil, .test),
      ]), isTestOpen: opensTest)
  }

  @Test func devIsMeasuredWithoutAnOpening() throws {
    let measurer = JudgeMeasurer(workspace: workspace, task: TaskSpecification(name: "t")) { data($1) }
    let figures = try measurer.measure(judge.id, on: .dev, author: "ana", purpose: "p", at: 9)
    #expect(figures.n == 2 && figures.catchRate.value == 1)
    #expect(try workspace.openings().isEmpty)
    let kept = try workspace.measurements()
    #expect(kept.map(\.split) == [.dev] && kept.map(\.author) == ["ana"] && kept.map(\.at) == [9])
    #expect(kept.first?.setHash == figures.setHash)
  }

  @Test func anOpeningIsOnTheDiskBeforeTestIsLookedAt() throws {
    let openingsAtLook = Mutex<[Int]>([])
    let measurer = JudgeMeasurer(workspace: workspace, task: TaskSpecification(name: "t")) { _, opensTest in
      if opensTest {
        let count = try workspace.openings().count
        openingsAtLook.withLock { $0.append(count) }
      }
      return data(opensTest)
    }
    let figures = try measurer.measure(judge.id, on: .test, author: "ana", purpose: "judge screen", at: 9)
    #expect(openingsAtLook.withLock { $0 } == [1])
    #expect(figures.n == 2)
    let opening = try #require(try workspace.openings().first)
    #expect(opening.purpose == "judge screen" && opening.setHash == figures.setHash)
  }

  @Test func aLookAtTheListOpensNothing() throws {
    let measurer = JudgeMeasurer(workspace: workspace, task: TaskSpecification(name: "t")) { _, opensTest in
      #expect(!opensTest)
      return data(opensTest)
    }
    let records = try measurer.records()
    #expect(records.dev[judge.id]?.n == 2)
    #expect(records.lineages.map(\.judge) == [judge.id])
    #expect(try measurer.figures(of: judge.id, on: .test) == nil)
    #expect(try measurer.examples(of: .test, for: judge.id) == [ExampleID(4), ExampleID(5)])
    #expect(try workspace.openings().isEmpty && workspace.measurements().isEmpty)
  }

  @Test func aVersionKnowsWhereItComesFrom() throws {
    var changed = definition
    changed.template += "\nBe strict."
    let versions = JudgeVersions(workspace: workspace)
    let child = try versions.register(changed, parent: judge.id, author: "tuner", at: 5)
    #expect(child.name == "judge v2")
    #expect(
      try workspace.judgeLineages().last
        == JudgeLineage(judge: child.id, parent: judge.id, author: "tuner", at: 5))
    // The same once more is no other version, whoever asks.
    #expect(try versions.register(changed, parent: nil, author: "ana", at: 6).id == child.id)
    #expect(try workspace.judgeLineages().count == 2)
  }

  @Test func aTemplateThatIsNoPromptIsRefusedWithItsLine() {
    var broken = definition
    broken.template = "one\n{{exampel}}\n"
    #expect {
      _ = try JudgeVersions(workspace: workspace).register(broken, parent: judge.id, author: "ana", at: 5)
    } throws: { ($0 as? TemplateProblem)?.line == 2 }
    #expect((try? workspace.judges().count) == 1)
  }
}
