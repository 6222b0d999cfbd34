import AssayEngine
import AssayFormats
import AssayModel
import AssayStatistics
import AssayStore
import Testing

@Suite struct WorkspaceMergeTests {
  private let files: TemporaryFiles

  init() throws { files = try TemporaryFiles() }

  /// A workspace with examples of these names; their order gives them other numbers in each.
  private func workspace(_ names: [String], folder: String? = nil) throws -> Workspace {
    let workspace =
      try folder.map { try Workspace.create(at: files.path($0), bodyReader: RowReader.bodyReader) }
      ?? Workspace.temporary(bodyReader: RowReader.bodyReader)
    let rows = names.map { "{\"id\": \"\($0)\", \"text\": \"text of \($0)\"}" }.joined(separator: "\n")
    _ = try ImportRun(
      workspace: workspace, sources: [.file(try files.write("rows.jsonl", rows))],
      options: .init(batch: "b")
    ).run()
    return workspace
  }

  private func decide(
    _ workspace: Workspace, _ key: String, _ action: Decision.Action, by reviewer: String, at: Int64,
    rubric: String? = nil
  ) throws {
    let id = try #require(try workspace.id(forKey: key))
    try workspace.append(
      [NewDecision(example: id, action: action, blind: true)], reviewer: reviewer, at: at, rubric: rubric)
  }

  /// What everybody thinks, by the examples' names.
  private func opinions(_ workspace: Workspace) throws -> [String: [String: ReviewerOpinion]] {
    let log = DecisionLog(try workspace.decisions())
    let keys = try workspace.keys(of: log.examples)
    return Dictionary(uniqueKeysWithValues: log.examples.map { (keys[$0]!, log.opinions(on: $0)) })
  }

  @discardableResult
  private func merge(
    _ other: Workspace, into target: Workspace, problem: @escaping (ImportProblem) -> Void = { _ in }
  )
    throws -> MergeSummary
  {
    try WorkspaceMerge(into: target, from: other, name: "other", problem: problem).run()
  }

  @Test func decisionsGoToTheExamplesWithTheSameIds() throws {
    let (mine, other) = (try workspace(["a", "b", "c"]), try workspace(["c", "b", "a"]))
    try decide(other, "a", .reject, by: "ben", at: 1_000, rubric: "12345678")
    try decide(other, "c", .adjudicate(.accept, label: "x"), by: "eve", at: 2_000)
    try decide(other, "c", .reveal(judge: "j"), by: "ben", at: 2_500)
    try decide(mine, "a", .accept, by: "ana", at: 3_000)
    let summary = try merge(other, into: mine)
    #expect(summary.decisions == 3)
    #expect(summary.isComplete)
    let opinions = try opinions(mine)
    #expect(opinions["a"]?["ben"]?.verdict == .reject)
    #expect(opinions["a"]?["ben"]?.rubric == "12345678")
    #expect(opinions["a"]?["ben"]?.blind == true)
    #expect(opinions["a"]?["ana"]?.verdict == .accept)
    #expect(opinions["c"]?["eve"]?.ruling?.label == "x")
    #expect(opinions["c"]?["ben"]?.revealed == "j")
  }

  @Test func mergingAgainAddsNothing() throws {
    let (mine, other) = (try workspace(["a", "b"]), try workspace(["b", "a"]))
    try decide(other, "a", .reject, by: "ben", at: 1_000)
    let step = try #require(try other.decisions().last?.step)
    try other.append([NewDecision(example: nil, action: .undo(step: step))], reviewer: "ben", at: 2_000)
    try merge(other, into: mine)
    let before = try mine.decisions()
    let again = try merge(other, into: mine)
    #expect(again.decisions == 0)
    #expect(again.alreadyThere == 2)
    #expect(try mine.decisions() == before)
  }

  @Test func whatWasUndoneThereIsUndoneHere() throws {
    let (mine, other) = (try workspace(["a", "b"]), try workspace(["b", "a"]))
    try decide(other, "a", .reject, by: "ben", at: 1_000)
    try merge(other, into: mine)
    #expect(try opinions(mine)["a"]?["ben"]?.verdict == .reject)
    let step = try #require(try other.decisions().last?.step)
    try other.append([NewDecision(example: nil, action: .undo(step: step))], reviewer: "ben", at: 2_000)
    try merge(other, into: mine)
    #expect(try opinions(mine).isEmpty)
    try other.append([NewDecision(example: nil, action: .redo(step: step))], reviewer: "ben", at: 3_000)
    try merge(other, into: mine)
    #expect(try opinions(mine)["a"]?["ben"]?.verdict == .reject)
  }

  @Test func anExampleThatIsNotHereIsToldAndTheRestGoesOn() throws {
    let (mine, other) = (try workspace(["a"]), try workspace(["b", "a"]))
    try decide(other, "b", .reject, by: "ben", at: 1_000)
    try decide(other, "b", .note("n"), by: "ben", at: 1_500)
    try decide(other, "a", .accept, by: "ben", at: 2_000)
    var problems: [String] = []
    let summary = try merge(other, into: mine) { problems.append($0.description) }
    #expect(summary.unknownExamples == 2)
    #expect(!summary.isComplete)
    #expect(
      problems == [
        "other: there is no example with the id “b” here; 2 decisions left out. Import the examples, and merge again"
      ])
    #expect(try opinions(mine)["a"]?["ben"]?.verdict == .accept)
    // Once it is here, the same merge brings what was left out.
    _ = try ImportRun(
      workspace: mine,
      sources: [.file(try files.write("b.jsonl", "{\"id\": \"b\", \"text\": \"text of b\"}"))]
    ).run()
    #expect(try merge(other, into: mine).decisions == 2)
    #expect(try opinions(mine)["b"]?["ben"]?.note == "n")
  }

  @Test func aStepThatComesInPartsStaysOneStep() throws {
    let (mine, other) = (try workspace(["a"]), try workspace(["b", "a"]))
    let ids = try ["b", "a"].map { try #require(try other.id(forKey: $0)) }
    try other.append(ids.map { NewDecision(example: $0, action: .reject) }, reviewer: "ben", at: 1_000)
    try merge(other, into: mine)
    _ = try ImportRun(
      workspace: mine,
      sources: [.file(try files.write("b.jsonl", "{\"id\": \"b\", \"text\": \"text of b\"}"))]
    ).run()
    try merge(other, into: mine)
    let step = try #require(DecisionLog(try mine.decisions()).nextUndo(for: "ben"))
    try mine.append([NewDecision(example: nil, action: .undo(step: step))], reviewer: "ben", at: 2_000)
    #expect(try opinions(mine).isEmpty)
  }

  @Test func theSameIdWithAnotherTextIsAnotherExample() throws {
    let mine = try workspace(["a"])
    let other = try Workspace.temporary(bodyReader: RowReader.bodyReader)
    _ = try ImportRun(
      workspace: other,
      sources: [.file(try files.write("a.jsonl", "{\"id\": \"a\", \"text\": \"quite another\"}"))]
    ).run()
    try decide(other, "a", .reject, by: "ben", at: 1_000)
    var problems: [String] = []
    let summary = try merge(other, into: mine) { problems.append($0.message) }
    #expect(summary.otherTexts == 1)
    #expect(problems == ["id “a” has another text here; 1 decision left out"])
    #expect(try mine.decisions().isEmpty)
  }

  @Test func splitsAreTakenWhereThereAreNone() throws {
    let (mine, other) = (try workspace(["a", "b", "c"]), try workspace(["c", "b", "a"]))
    func id(_ key: String, _ workspace: Workspace) throws -> ExampleID {
      try #require(try workspace.id(forKey: key))
    }
    try mine.assign([.init(example: id("a", mine), split: .test, group: id("a", mine), at: 1)])
    let group = try id("b", other)
    try other.assign([
      .init(example: id("a", other), split: .dev, group: id("a", other), at: 2),
      .init(example: id("b", other), split: .dev, group: group, at: 2),
      .init(example: id("c", other), split: .dev, group: group, at: 3),
    ])
    let summary = try merge(other, into: mine)
    #expect(summary.splits == 2)
    #expect(summary.splitConflicts == 1)
    let splits = try mine.splits()
    #expect(splits[try id("a", mine)]?.split == .test)
    #expect(splits[try id("b", mine)]?.split == .dev)
    #expect(splits[try id("b", mine)]?.group == splits[try id("c", mine)]?.group)
    #expect(splits[try id("c", mine)]?.at == 3)
  }

  @Test func drawsComeAlongOnceWithTheirChances() throws {
    let (mine, other) = (try workspace(["a", "b"]), try workspace(["b", "a"]))
    let drawn = try #require(try other.id(forKey: "a"))
    let draw = SampleDraw(
      id: 0, strategy: .random, judge: nil, seed: 7, population: 2, reviewer: "ben", at: 5,
      examples: [DrawnExample(example: drawn, probability: 0.5, reason: "by chance")])
    try other.addDraw(draw)
    #expect(try merge(other, into: mine).draws == 1)
    #expect(try merge(other, into: mine).draws == 0)
    let here = try #require(try mine.draws().first)
    #expect(here.examples.map(\.example) == [try #require(try mine.id(forKey: "a"))])
    #expect(here.examples.first?.probability == 0.5)
    let small = try workspace(["b"])
    #expect(try merge(other, into: small).drawsLeftOut == 1)
    #expect(try small.draws().isEmpty)
  }

  @Test func namesThatStandForTwoPeopleAreTold() throws {
    let (mine, other) = (try workspace(["a", "b"]), try workspace(["b", "a"]))
    try decide(mine, "a", .accept, by: "user", at: 1_000)
    try decide(other, "a", .reject, by: "user", at: 2_000)
    let renamed = try WorkspaceMerge(into: mine, from: other, name: "other", reviewers: ["user": "ben"]).run()
    #expect(renamed.sharedNames.isEmpty)
    #expect(try opinions(mine)["a"]?.mapValues(\.verdict) == ["user": .accept, "ben": .reject])
    try decide(other, "b", .reject, by: "user", at: 3_000)
    #expect(try merge(other, into: mine).sharedNames == ["user"])
  }

  @Test func aDatabaseOfAnotherNameIsReadAndLeftAsItIs() throws {
    let other = try workspace(["a"], folder: "ben")
    try decide(other, "a", .reject, by: "ben", at: 1_000)
    let copy = try Workspace.openForReading(at: files.path("ben"), bodyReader: RowReader.bodyReader)
    #expect(copy.path == files.path("ben") + "/assay.db")
    let mine = try workspace(["a"], folder: "ana")
    let summary = try MergeSource(path: files.path("ben")).merge(into: mine)
    #expect(summary.kind == .workspace)
    #expect(summary.decisions == 1)
    #expect(
      try MergeSource(path: files.path("ana")).merge(into: mine).failure == "this is the workspace itself")
    #expect(try MergeSource(path: files.path("nobody")).merge(into: mine).failure != nil)
  }

  @Test func aFileOfDecisionsBringsDecisionsOnly() throws {
    let mine = try workspace(["a", "b"])
    let path = try files.write(
      "ben.jsonl",
      """
      {"id": "a", "uuid": "u1", "step": "1", "reviewer": "ben", "verdict": "reject", "at": "2026-01-31T12:30:00.000Z", "rubric": "12345678"}
      {"id": "a", "uuid": "u2", "step": "2", "reviewer": "eve", "adjudicate": {"verdict": "accept"}}
      {"id": "z", "uuid": "u3", "step": "3", "reviewer": "ben", "verdict": "reject"}
      {"id": "n", "text": "a row without decisions"}
      {"id": "b", "text": "text of b", "judge": "j", "scores": {"clarity": 4}, "decisions": [{"uuid": "u4", "reviewer": "ben", "reveal": "j"}]}
      """)
    var problems: [String] = []
    let source = MergeSource(path: path)
    #expect(source.kind == .log)
    let summary = try source.merge(into: mine, reviewers: ["eve": "eva"]) { problems.append($0.description) }
    #expect(summary.decisions == 3)
    #expect(summary.unknownExamples == 1)
    #expect(problems.count == 1)
    #expect(problems.first?.hasPrefix("\(path):3: ") == true)
    #expect(try mine.exampleCount() == 2)
    #expect(try mine.judges().isEmpty)
    let opinions = try opinions(mine)
    #expect(opinions["a"]?["ben"]?.rubric == "12345678")
    #expect(opinions["a"]?["eva"]?.ruling?.verdict == .accept)
    #expect(opinions["b"]?["ben"]?.revealed == "j")
    #expect(try source.merge(into: mine).decisions == 0)
  }

  /// Two people on three machines, with undo and redo, the same person on two of them: whatever is merged into whatever in
  /// whatever order, all say the same in the end.
  @Test func theOrderOfMergesDoesNotMatter() throws {
    var random = RepeatableGenerator(seed: 11)
    let names = ["a", "b", "c"]
    for round in 0..<4 {
      let machines = try (0..<3).map { _ in try workspace(names.shuffled(using: &random)) }
      for step in 0..<40 {
        let machine = machines.randomElement(using: &random)!
        let reviewer = ["ana", "ben"].randomElement(using: &random)!
        try Self.press(machine, names, reviewer, at: Int64(1_000_000 + step / 3), &random)
        if step % 13 == 12 {
          try merge(machines.randomElement(using: &random)!, into: machines.randomElement(using: &random)!)
        }
      }
      var ends: [[String: [String: ReviewerOpinion]]] = []
      for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
        let target = try workspace(names.shuffled(using: &random))
        for index in order { try merge(machines[index], into: target) }
        ends.append(try opinions(target))
      }
      try merge(machines[1], into: machines[0])
      try merge(machines[2], into: machines[0])
      ends.append(try opinions(machines[0]))
      #expect(ends.dropFirst().allSatisfy { $0 == ends[0] }, "round \(round)")
    }
  }

  private static func press(
    _ workspace: Workspace, _ names: [String], _ reviewer: String, at: Int64,
    _ random: inout RepeatableGenerator
  ) throws {
    let log = DecisionLog(try workspace.decisions())
    let example = try workspace.id(forKey: names.randomElement(using: &random)!)
    let new: [NewDecision] =
      switch Int.random(in: 0..<6, using: &random) {
      case 0: log.nextUndo(for: reviewer).map { [NewDecision(example: nil, action: .undo(step: $0))] } ?? []
      case 1: log.nextRedo(for: reviewer).map { [NewDecision(example: nil, action: .redo(step: $0))] } ?? []
      case 2:
        [
          NewDecision(example: example, action: .accept),
          NewDecision(example: example, action: .note("\(at)")),
        ]
      case 3: [NewDecision(example: example, action: .reject)]
      case 4: [NewDecision(example: example, action: .adjudicate(.reject, label: "\(at)"))]
      default: [NewDecision(example: example, action: .relabel("\(at)"))]
      }
    try workspace.append(new, reviewer: reviewer, at: at)
  }
}
