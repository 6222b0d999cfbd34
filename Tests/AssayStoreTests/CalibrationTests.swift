import AssayModel
import AssayTesting
import Testing

@testable import AssayStore

@Suite struct CalibrationTests {
  let folder: TemporaryFolder
  let workspace: Workspace

  init() throws {
    folder = try TemporaryFolder()
    workspace = try create(folder)
    try workspace.load([SampleRows.row("one"), SampleRows.row("two"), SampleRows.row("three")])
  }

  @Test func drawsComeBackInTheirOrderWithTheirChances() throws {
    let drawn = [
      DrawnExample(example: ExampleID(3), probability: 0.25, stratum: "low", reason: "near a threshold"),
      DrawnExample(example: ExampleID(1), role: .probe, probability: nil, reason: "probe"),
      DrawnExample(example: ExampleID(3), role: .repeat, probability: nil, reason: "repeat"),
    ]
    let draw = SampleDraw(
      id: 0, strategy: .informative, judge: nil, seed: .max, population: 3, reviewer: "r", at: 7,
      examples: drawn)
    let before = try workspace.revision()
    #expect(try workspace.addDraw(draw).id == 1)
    #expect(try workspace.addDraw(draw).id == 2)
    #expect(try workspace.revision() != before)
    let read = try #require(try open(folder).draws().last)
    #expect(read.examples == drawn && read.seed == .max && read.strategy == .informative)
  }

  @Test func aSplitIsNeverGivenTwice() throws {
    let first = SplitAssignment(example: ExampleID(2), split: .dev, group: ExampleID(1), at: 5)
    try workspace.assign([first])
    try workspace.assign([SplitAssignment(example: ExampleID(2), split: .test, group: ExampleID(2), at: 6)])
    #expect(try workspace.splits() == [ExampleID(2): first])
  }

  @Test func rulesAdoptionsOpeningsAndMeasurementsAddUp() throws {
    let judge = try workspace.sampleJudge().id
    let rule = KeepRule.logistic(intercept: -3, weights: ["a": 1], atLeast: 0.6)
    let first = try workspace.addKeepRule(.mean(atLeast: 4), judge: judge, author: "r", at: 1)
    let second = try workspace.addKeepRule(rule, judge: judge, author: "tuner", at: 2, note: "why")
    #expect(try workspace.keepRules() == [first, second])
    try workspace.adopt(Adoption(judge: judge, rule: second.id, author: "r", at: 3, reason: "better"))
    #expect(try workspace.adoptions().last?.rule == second.id)
    let opening = TestOpening(setHash: "ab", judge: judge, author: "r", at: 4, purpose: "report")
    try workspace.logOpening(opening)
    #expect(try workspace.openings() == [opening])
    let measurement = Measurement(
      judge: judge, rule: rule, split: .dev, setHash: "ab", n: 4, truePositives: 1, falsePositives: 1,
      trueNegatives: 1, falseNegatives: 1, kappa: nil, expectedCost: 1.5, rejectRate: 0.5, author: "r", at: 5)
    try workspace.addMeasurement(measurement)
    #expect(try open(folder).measurements() == [measurement])
    #expect(try workspace.judgeLineages().map(\.judge) == [judge])
  }

  @Test func decisionsKeepTheRubricOfTheirTime() throws {
    try workspace.append(
      [NewDecision(example: ExampleID(1), action: .accept)], reviewer: "r", at: 1, rubric: "0a1b2c3d")
    try workspace.append([NewDecision(example: ExampleID(1), action: .skip)], reviewer: "r", at: 2)
    #expect(try open(folder).decisions().map(\.rubric) == ["0a1b2c3d", nil])
  }
}
