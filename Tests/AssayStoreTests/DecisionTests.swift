import AssayModel
import AssayTesting
import GRDB
import Testing

@testable import AssayStore

@Suite struct DecisionTests {
  let folder: TemporaryFolder
  let workspace: Workspace

  init() throws {
    folder = try TemporaryFolder()
    workspace = try create(folder)
    try workspace.load([SampleRows.row("one"), SampleRows.row("two"), SampleRows.row("three")])
  }

  private static let hostile = "a\u{0}b\u{1b}[31m \u{202e} \"quoted\" 🧑‍🌾 \\ ' %s é"

  @Test func everyActionComesBackAsItWas() throws {
    let actions: [Decision.Action] = [
      .accept, .reject, .relabel(Self.hostile), .relabel(""),
      .edit([TextField(name: "text", text: Self.hostile), TextField(name: "", text: "")]), .edit([]),
      .score(dimension: Self.hostile, value: 4.25), .score(dimension: "clarity", value: nil),
      .note(Self.hostile), .note(""), .skip,
      .adjudicate(.reject, label: nil), .adjudicate(.accept, label: Self.hostile),
      .reveal(judge: Self.hostile),
      .undo(step: DecisionID(1)), .redo(step: DecisionID(1)),
    ]
    for (index, action) in actions.enumerated() {
      let isUndo = index >= actions.count - 2
      let new = NewDecision(
        example: isUndo ? nil : ExampleID(2), action: action, duration: index % 2 == 0 ? 1234 : nil,
        blind: index % 3 == 0)
      let appended = try workspace.append([new], reviewer: Self.hostile, at: Int64(index))
      #expect(appended.map(\.action) == [action])
    }
    let read = try open(folder).decisions()
    #expect(read.map(\.action) == actions)
    #expect(read.map(\.id.rawValue) == Array(1...Int64(actions.count)))
    #expect(read.allSatisfy { $0.step == $0.id && $0.reviewer == Self.hostile })
    #expect(read.map(\.duration) == actions.indices.map { $0 % 2 == 0 ? 1234 : nil })
    #expect(read.map(\.blind) == actions.indices.map { $0 % 3 == 0 })
    #expect(Set(read.map(\.uuid)).count == actions.count)
  }

  @Test func decisionsOfOneKeyPressShareAStep() throws {
    try workspace.append([NewDecision(example: ExampleID(1), action: .skip)], reviewer: "r", at: 1)
    let step = try workspace.append(
      (1...3).map { NewDecision(example: ExampleID($0), action: .accept) }, reviewer: "r", at: 2)
    #expect(step.map(\.id.rawValue) == [2, 3, 4])
    #expect(step.allSatisfy { $0.step == DecisionID(2) })
    #expect(try workspace.decisions(after: DecisionID(1)) == step)
    #expect(try workspace.append([], reviewer: "r", at: 3).isEmpty)
  }

  @Test func aStepWithAnUnknownExampleWritesNothing() throws {
    let step = [1, 99].map { NewDecision(example: ExampleID($0), action: .accept) }
    #expect(throws: WorkspaceError.unknownExample(99)) {
      try workspace.append(step, reviewer: "r", at: 1)
    }
    #expect(try workspace.decisions().isEmpty)
  }

  @Test(arguments: [
    "UPDATE decision SET kind = 'reject'", "DELETE FROM decision",
    "INSERT OR REPLACE INTO decision SELECT * FROM decision",
    """
    INSERT OR REPLACE INTO decision (uuid, step, reviewer, kind, at, blind)
    SELECT uuid, 1, 'x', 'reject', 0, 0 FROM decision
    """,
  ])
  func nobodyChangesTheLog(_ sql: String) throws {
    let before = try workspace.append(
      [NewDecision(example: ExampleID(1), action: .accept)], reviewer: "r", at: 1)
    // As another program would: a plain connection.
    let other = try DatabaseQueue(path: workspace.path)
    #expect(throws: DatabaseError.self) { try other.write { try $0.execute(sql: sql) } }
    #expect(try workspace.decisions() == before)
  }

  @Test func anEntryThatCannotBeReadIsNotPassedOver() throws {
    let other = try DatabaseQueue(path: workspace.path)
    try other.write { db in
      try db.execute(
        sql: """
          INSERT INTO decision (uuid, step, reviewer, kind, at, blind) VALUES ('u', 1, 'r', 'burn', 0, 0)
          """)
    }
    #expect(throws: WorkspaceError.self) { try workspace.decisions() }
  }

  @Test func twoWorkspacesSeeEachOther() throws {
    let second = try open(folder)
    let before = (try workspace.dataVersion(), try second.dataVersion())
    #expect(try workspace.dataVersion() == before.0)
    let mine = try workspace.append(
      [NewDecision(example: ExampleID(1), action: .accept)], reviewer: "r1", at: 1)
    #expect(try second.dataVersion() != before.1)
    #expect(try second.decisions() == mine)
    let theirs = try second.append(
      [NewDecision(example: ExampleID(1), action: .reject)], reviewer: "r2", at: 2)
    #expect(try workspace.dataVersion() != before.0)
    #expect(try workspace.decisions(after: mine[0].id) == theirs)
  }

  @Test func anImportThatIsUnderWayDoesNotMakeADecisionFail() async throws {
    let folder = folder
    let importing = Task.detached {
      let writer = try open(folder).beginImport(name: "big")
      for number in 0..<20_000 {
        let row = SampleRows.row("text number \(number)", key: "k\(number)")
        _ = try writer.add(row, contentHash: hash(row))
      }
      return try writer.finish()
    }
    for number in 0..<20 {
      try workspace.append(
        [NewDecision(example: ExampleID(1), action: .accept)], reviewer: "r", at: Int64(number))
    }
    #expect(try await importing.value.added == 20_000)
    #expect(try workspace.decisions().count == 20)
    #expect(try workspace.exampleCount() == 20_003)
  }

  @Test func theLaterWordOfOneMillisecondOrOfAClockPutBackIsTheLaterOne() throws {
    func say(_ action: Decision.Action, on example: Int64?, at: Int64) throws -> Decision {
      try #require(
        try workspace.append(
          [NewDecision(example: example.map { ExampleID($0) }, action: action)], reviewer: "ana", at: at
        ).first)
    }
    let first = try say(.accept, on: 1, at: 10_000_000)
    #expect(try say(.reject, on: 1, at: 10_000_000).at == 10_000_001)
    #expect(try say(.accept, on: 2, at: 10_000_000).at == 10_000_002, "what is undone first is the later one")
    #expect(try say(.relabel("x"), on: 1, at: 5).at == 10_000_003, "the clock was put back")
    #expect(try say(.accept, on: 3, at: 6).at == 6, "which says nothing of another example")
    let undo = try say(.undo(step: first.step), on: nil, at: 7)
    #expect(undo.at > first.at)
    #expect(try say(.redo(step: first.step), on: nil, at: 7).at > undo.at)
    let log = DecisionLog(try workspace.decisions())
    #expect(log.opinion(of: "ana", on: ExampleID(1))?.label == "x")
    #expect(!log.isUndone(first.step))
    #expect(
      try workspace.append([NewDecision(example: ExampleID(1), action: .accept)], reviewer: "ben", at: 8)
        .map(\.at) == [8], "nobody else's clock counts")
  }

  @Test func anotherLogIsAddedWholeOrNotAtAll() throws {
    func decision(_ id: Int64, _ example: Int64) -> Decision {
      Decision(
        id: DecisionID(id), uuid: "u\(id)", step: DecisionID(7), example: ExampleID(example),
        reviewer: "ben", action: .accept, at: id)
    }
    #expect(throws: WorkspaceError.unknownExample(99)) {
      try workspace.merge([decision(7, 1), decision(8, 99)])
    }
    #expect(try workspace.decisions().isEmpty)
    try workspace.append([NewDecision(example: ExampleID(1), action: .skip)], reviewer: "r", at: 1)
    let counts = try workspace.merge([decision(7, 1), decision(8, 2)])
    #expect(counts.added == 2)
    #expect(try workspace.decisions().map(\.step.rawValue) == [1, 2, 2])
    let orphan = Decision(
      id: DecisionID(9), uuid: "u9", step: DecisionID(9), example: nil, reviewer: "ben",
      action: .undo(step: DecisionID(3)), at: 9)
    #expect(try workspace.merge([orphan]).withoutStep == 1)
  }

  @Test func missingTriggersAreReported() throws {
    try DatabaseQueue(path: workspace.path).write {
      try $0.execute(sql: "DROP TRIGGER decision_keep_on_delete")
    }
    let problems = try workspace.integrityProblems()
    #expect(problems.count == 1)
    #expect(problems.first?.contains("decision_keep_on_delete") == true)
  }
}
