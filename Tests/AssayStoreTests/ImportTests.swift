import AssayModel
import AssayTesting
import Testing

@testable import AssayStore

@Suite struct ImportTests {
  let workspace: Workspace

  init() throws { workspace = try temporaryWorkspace() }

  private func id(_ value: Int64) -> ExampleID { ExampleID(value) }

  @Test func theSameFileTwiceAddsNothing() throws {
    let score = SampleRows.judgement(["clarity": 4, "accuracy": nil], reason: "short")
    let rows = [
      SampleRows.row(
        "one", key: "a", label: "x", judgements: [score],
        decisions: [ImportedDecision(reviewer: "r", action: .accept)], truth: Truth(verdict: .accept),
        cluster: ImportedCluster(id: "c1", method: "m", representative: true)),
      SampleRows.row("two", judgements: [score]), SampleRows.row("two"), SampleRows.row("two"),
      SampleRows.row("three", decisions: [ImportedDecision(reviewer: "r", action: .skip, at: 5)]),
    ]
    let first = try workspace.load(rows)
    #expect(first == (1...5).map { .added(id($0)) })
    let before = (
      try workspace.allRows(), try workspace.decisions(), try workspace.batches(), try workspace.judges()
    )
    let second = try workspace.load(rows, name: "other name")
    #expect(second == (1...5).map { .alreadyThere(id($0), merged: false) })
    #expect(try workspace.allRows() == before.0)
    #expect(try workspace.decisions() == before.1)
    #expect(try workspace.batches() == before.2)
    #expect(try workspace.judges() == before.3)
    #expect(try workspace.revision() == 0)
  }

  @Test func copiesInsideAFileStayVisible() throws {
    let row = SampleRows.row("same")
    try workspace.load([row, row, row])
    let key = hash(row)
    #expect(try workspace.allRows().map(\.key) == [key, "\(key)#2", "\(key)#3"])
    // A longer file with the same copies: the ones that are there are met first.
    let outcomes = try workspace.load([row, row, row, row])
    #expect(outcomes.last == .added(id(4)))
    #expect(outcomes.prefix(3) == (1...3).map { .alreadyThere(id($0), merged: false) }[...])
    // A shorter one starts from the beginning.
    #expect(try workspace.load([row]) == [.alreadyThere(id(1), merged: false)])
  }

  @Test func thousandsOfCopiesAreFoundInFewSteps() throws {
    let rows = [ImportRow](repeating: SampleRows.row("again"), count: 3000)
    #expect(try workspace.load(rows).last == .added(id(3000)))
    #expect(try workspace.load(rows) == (1...3000).map { .alreadyThere(id($0), merged: false) })
    #expect(try workspace.id(forKey: "\(hash(rows[0]))#3000") == id(3000))
  }

  @Test func sameIDWithAnotherTextIsRefused() throws {
    let outcomes = try workspace.load([
      SampleRows.row("one", key: "a"), SampleRows.row("two", key: "a"), SampleRows.row("one", key: "a"),
    ])
    #expect(
      outcomes == [.added(id(1)), .refused(.anotherText(key: "a")), .alreadyThere(id(1), merged: false)])
    #expect(
      ImportRefusal.anotherText(key: "a").description
        == "id “a” is already there with another text; give this row another id")
  }

  @Test func anIDThatLooksLikeAHashDoesNotSwallowARow() throws {
    let plain = SampleRows.row("text")
    let outcomes = try workspace.load([SampleRows.row("other", key: hash(plain)), plain])
    #expect(outcomes == [.added(id(1)), .added(id(2))])
    #expect(try workspace.id(forKey: "\(hash(plain))#2") == id(2))
    #expect(try workspace.load([plain]) == [.alreadyThere(id(2), merged: false)])
  }

  @Test func annotationsJoinByID() throws {
    try workspace.load([SampleRows.row("one", key: "a")])
    let annotation = ImportAnnotation(
      key: "a", judgements: [SampleRows.judgement(["clarity": 3])],
      decisions: [ImportedDecision(reviewer: "r", action: .relabel("x"), at: 7)],
      truth: Truth(verdict: .reject, source: "s"), cluster: ImportedCluster(id: "c"))
    let outcomes = try workspace.annotate(annotation, annotation, ImportAnnotation(key: "zz"))
    #expect(
      outcomes == [
        .alreadyThere(id(1), merged: true), .alreadyThere(id(1), merged: false),
        .refused(.unknownKey("zz")),
      ])
    #expect(try workspace.judgements(on: id(1)) == annotation.judgements)
    #expect(try workspace.truth(on: id(1)) == annotation.truth)
    #expect(try workspace.decisions().map(\.action) == [.relabel("x")])
    #expect(try workspace.cluster(of: id(1))?.members.map(\.example) == [id(1)])
    #expect(try workspace.revision() == 1)
  }

  @Test func dimensionsOfAJudgeGrowAtTheEnd() throws {
    try workspace.load([
      SampleRows.row("one", key: "a", judgements: [SampleRows.judgement(["clarity": 3])]),
      SampleRows.row("two", key: "b", judgements: [SampleRows.judgement(["accuracy": 5, "clarity": nil])]),
      SampleRows.row("three", key: "c", judgements: [SampleRows.judgement(["accuracy": 2])]),
    ])
    try workspace.annotate(
      ImportAnnotation(key: "a", judgements: [SampleRows.judgement(["relevance": 1])]))
    let judge = try #require(try workspace.judges().first)
    #expect(judge.dimensions == ["clarity", "accuracy", "relevance"])
    #expect(judge.count == 3)
    #expect(
      try workspace.judgements(on: id(1)).first?.scores
        == [
          DimensionScore(dimension: "clarity", value: 3), DimensionScore(dimension: "relevance", value: 1),
        ])
    #expect(
      try workspace.judgements(on: id(2)).first?.scores
        == [
          DimensionScore(dimension: "clarity", value: nil), DimensionScore(dimension: "accuracy", value: 5),
        ])
    #expect(try workspace.judgements(on: id(3)).first?.scores.map(\.dimension) == ["accuracy"])
    let accuracy = try #require(try workspace.scores(judge: judge.id, dimensions: ["accuracy"])["accuracy"])
    #expect(accuracy.map { $0.isNaN ? -1 : $0 } == [-1, 5, 2])
    #expect(try workspace.scores(judge: judge.id, dimensions: ["?"])["?"]?.allSatisfy(\.isNaN) == true)
    #expect(try workspace.columns(judge: judge.id).score == [2, 5, 2])
  }

  @Test func aContradictionChangesNothing() throws {
    let first = SampleRows.judgement(["clarity": 3], reason: "plain")
    try workspace.load([
      SampleRows.row(
        "one", key: "a", judgements: [first], truth: Truth(verdict: .accept),
        cluster: ImportedCluster(id: "c"))
    ])
    let before = try workspace.allRows()
    let decision = ImportedDecision(reviewer: "r", action: .accept)
    let outcomes = try workspace.annotate(
      ImportAnnotation(
        key: "a", judgements: [SampleRows.judgement(["clarity": 4])], decisions: [decision]),
      ImportAnnotation(
        key: "a", judgements: [SampleRows.judgement(["clarity": 3], reason: "?")], decisions: [decision]),
      ImportAnnotation(key: "a", decisions: [decision], truth: Truth(verdict: .reject)),
      ImportAnnotation(key: "a", decisions: [decision], cluster: ImportedCluster(id: "d")),
      ImportAnnotation(
        key: "a", decisions: [ImportedDecision(reviewer: "r", action: .undo(step: DecisionID(1)))]),
      ImportAnnotation(key: "a", judgements: [first, first], decisions: [decision]))
    #expect(
      outcomes == [
        .refused(.anotherScore(key: "a", judge: "judge", dimension: "clarity")),
        .refused(.anotherReason(key: "a", judge: "judge")), .refused(.anotherTruth(key: "a")),
        .refused(.anotherCluster(key: "a", there: "c")), .refused(.undoInImport(key: "a")),
        .refused(.judgedTwice(key: "a", judge: "judge")),
      ])
    #expect(try workspace.allRows() == before)
    #expect(try workspace.decisions().isEmpty)
  }

  private func word(
    _ action: Decision.Action, _ others: String..., at: Int64, step: String? = nil
  ) -> ImportedDecision {
    ImportedDecision(step: step, reviewer: "r", action: action, others: others, at: at)
  }

  @Test func decisionsNameExamplesThatComeLaterInTheFile() throws {
    let separate = Decision.Action.separate(from: [])
    let merge = Decision.Action.merge(with: ExampleID(0))
    let rows = [
      SampleRows.row(
        "one", key: "a",
        decisions: [
          word(separate, "c", "b", at: 20, step: "s"), word(.accept, at: 20, step: "s"),
        ]),
      SampleRows.row("two", key: "b", decisions: [word(merge, "a", at: 10)]),
      SampleRows.row("three", key: "c"),
    ]
    try workspace.load(rows)
    let decisions = try workspace.decisions()
    // What names others is written last, in the order in which it was said.
    #expect(decisions.map(\.action) == [.accept, .merge(with: id(1)), .separate(from: [id(3), id(2)])])
    #expect(decisions.map(\.step.rawValue) == [1, 2, 1])
    #expect(
      DecisionLog(decisions).clusterConstraints
        == [.merge(id(2), with: id(1)), .separate(id(1), from: [id(3), id(2)])])
    // The same file again adds nothing.
    try workspace.load(rows)
    #expect(try workspace.decisions() == decisions)
  }

  @Test func aDecisionThatNamesAnExampleThatNeverComesIsTold() throws {
    let writer = try workspace.beginImport(name: nil)
    let row = SampleRows.row(
      "one", key: "a",
      decisions: [word(.separate(from: []), "a", "z", at: 1), word(.merge(with: id(0)), "y", at: 2)])
    _ = try writer.add(row, contentHash: hash(row))
    let counts = try writer.finish()
    #expect(counts.decisions == 0)
    #expect(
      counts.unresolved == [.unknownOther(key: "a", other: "z"), .unknownOther(key: "a", other: "y")])
    #expect(try workspace.decisions().isEmpty)
  }

  @Test func importedDecisionsKeepStepsAndRepetitions() throws {
    let repeated = ["accept", "reject", "accept"].map {
      ImportedDecision(reviewer: "r", action: $0 == "accept" ? .accept : .reject)
    }
    let shared = ImportedDecision(uuid: nil, step: "s1", reviewer: "r", action: .skip, at: 9)
    let named = ImportedDecision(uuid: "u-1", step: "s1", reviewer: "q", action: .skip)
    let rows = [
      SampleRows.row("one", decisions: repeated + [shared]),
      SampleRows.row("two", decisions: [shared, named]),
    ]
    try workspace.load(rows)
    try workspace.load(rows)
    let decisions = try workspace.decisions()
    #expect(decisions.map(\.action) == [.accept, .reject, .accept, .skip, .skip, .skip])
    #expect(decisions.map(\.step.rawValue) == [1, 2, 3, 4, 4, 6])
    #expect(decisions.last?.uuid == "u-1")
    // What a person does here comes after it.
    let mine = try workspace.append([NewDecision(example: id(1), action: .accept)], reviewer: "r", at: 1)
    #expect(mine.map(\.id.rawValue) == [7])
  }

  @Test func cancelKeepsWholeBatchesOnly() throws {
    let writer = try workspace.beginImport(name: "x")
    let row = SampleRows.row("one")
    _ = try writer.add(row, contentHash: hash(row))
    try writer.flush()
    let second = SampleRows.row("two")
    _ = try writer.add(second, contentHash: hash(second))
    writer.cancel()
    #expect(try workspace.exampleCount() == 1)
    #expect(throws: WorkspaceError.importEnded) { try writer.add(row, contentHash: hash(row)) }
    #expect(throws: WorkspaceError.importEnded) { try writer.finish() }
    #expect(try workspace.integrityProblems().isEmpty)
  }

  @Test func batchesCountTheirRowsAndKnowACommonTechnique() throws {
    let first = Provenance(technique: "paraphrase")
    let second = Provenance(technique: "direct")
    try workspace.load([
      SampleRows.row("1", batch: "b1", provenance: first), SampleRows.row("2", provenance: second),
      SampleRows.row("3", batch: "b1", provenance: first),
      SampleRows.row("4", batch: "b2", provenance: first),
      SampleRows.row("5", batch: "b2", provenance: second),
    ])
    try workspace.load([SampleRows.row("6", batch: "b1", provenance: first)])
    #expect(
      try workspace.batches() == [
        Batch(id: BatchID(1), name: "b1", technique: "paraphrase", count: 3),
        Batch(id: BatchID(2), name: "file", technique: "direct", count: 1),
        Batch(id: BatchID(3), name: "b2", technique: nil, count: 2),
      ])
    #expect(try workspace.techniques() == ["paraphrase", "direct"])
  }

  @Test func twoImportsAtATimeLeaveNoGaps() throws {
    let one = try workspace.beginImport(name: "one")
    let two = try workspace.beginImport(name: "two")
    for number in 0..<50 {
      let mine = SampleRows.row("mine \(number)", judgements: [SampleRows.judgement(["d\(number % 7)": 1])])
      _ = try one.add(mine, contentHash: hash(mine))
      try one.flush()
      let yours = SampleRows.row("yours \(number)", judgements: [SampleRows.judgement(["e\(number % 5)": 2])])
      _ = try two.add(yours, contentHash: hash(yours))
      try two.flush()
    }
    _ = try one.finish()
    _ = try two.finish()
    #expect(try workspace.exampleCount() == 100)
    #expect(try workspace.judges().first?.dimensions.count == 12)
    #expect(try workspace.judges().first?.count == 100)
    #expect(try workspace.integrityProblems().isEmpty)
    for row in try workspace.allRows() {
      #expect(row.judgements.first?.scores.count == 1)
      #expect(row.judgements.first?.mean == (row.batchName == "one" ? 1 : 2))
    }
  }
}
