import AssayModel
import AssayTesting
import Foundation
import GRDB
import Testing

@testable import AssayStore

@Suite struct RecordTests {
  private let workspace: Workspace
  private let judge: JudgeVersion

  init() throws {
    workspace = try temporaryWorkspace()
    try workspace.load((1...5).map { SampleRows.row("text \($0)", key: "k\($0)") })
    judge = try workspace.sampleJudge()
  }

  private func record(
    _ judgements: [Int64: Judgement], by judge: JudgeVersion? = nil, in other: Workspace? = nil
  ) throws {
    try (other ?? workspace).record(
      JudgingResult(
        judgements: judgements.sorted { $0.key < $1.key }.map {
          ((judge ?? self.judge).id, ExampleID($0.key), $0.value)
        }), at: 1)
  }

  private func count() throws -> Int? { try workspace.judges().first { $0.id == judge.id }?.count }

  @Test func aJudgementComesBackWithAllItsParts() throws {
    let judgement = Judgement(
      judge: judge.name,
      scores: [
        DimensionScore(
          dimension: "accuracy", value: 3.5, reason: "why", probabilities: [0, 0.5, 0.5],
          values: [3, 4], spread: 0.5),
        DimensionScore(dimension: "clarity", value: nil),
      ], reason: "whole", tokens: 12, seconds: 0.5, failure: "no number for clarity")
    try record([2: judgement])
    #expect(try workspace.judgements(on: ExampleID(2)) == [judgement])
    #expect(try workspace.failedJudgements(by: judge.id) == [ExampleID(2)])
    #expect(try workspace.unjudged(by: judge.id) == [1, 3, 4, 5].map { ExampleID($0) })
    #expect(try count() == 1)
    #expect(try workspace.integrityProblems().isEmpty)
  }

  @Test func judgingAgainReplacesAndCountsOnce() throws {
    try record([1: JudgingSamples.judgement(nil, failure: "nothing to read"), 2: JudgingSamples.judgement(2)])
    try record([1: JudgingSamples.judgement(5), 3: JudgingSamples.judgement(4)])
    #expect(try count() == 3)
    #expect(try workspace.failedJudgements(by: judge.id).isEmpty)
    let now = try #require(try workspace.judgements(on: ExampleID(1)).first)
    #expect(now.failure == nil && now.mean == 5)
    #expect(try workspace.columns(judge: judge.id).score.prefix(3) == [5, 2, 4])
    #expect(try workspace.integrityProblems().isEmpty)
  }

  @Test func aDimensionThatTheJudgeDidNotHaveIsAdded() throws {
    try record([1: Judgement(judge: "", scores: [DimensionScore(dimension: "style", value: 2)])])
    #expect(try workspace.judges().last?.dimensions == ["accuracy", "clarity", "style"])
    #expect(try workspace.judgements(on: ExampleID(1)).first?.scores.map(\.dimension) == ["style"])
  }

  @Test func screensReadWhatIsNewByNumber() throws {
    let other = try workspace.sampleJudge(2)
    let revision = try workspace.revision()
    #expect(try workspace.lastScoreSerial() == 0)
    try record([4: JudgingSamples.judgement(4, spread: 0.5), 5: JudgingSamples.judgement(nil)])
    try record([1: JudgingSamples.judgement(1)], by: other)
    let first = try workspace.scores(of: judge.id, after: 0, limit: 9)
    #expect(first.serial == 2)
    #expect(first.scores.map(\.example.rawValue) == [4, 5])
    #expect(first.scores[0].mean == 4 && first.scores[0].spread == 0.5)
    #expect(first.scores[1].mean.isNaN && first.scores[1].spread.isNaN)
    try record([4: JudgingSamples.judgement(3)])
    let second = try workspace.scores(of: judge.id, after: first.serial, limit: 9)
    #expect(second.scores.map(\.mean) == [3])
    #expect(try workspace.lastScoreSerial() == 4 && second.serial == 4)
    let none = try workspace.scores(of: judge.id, after: 4, limit: 9)
    #expect(none.serial == 4 && none.scores.isEmpty)
    #expect(try workspace.scores(of: judge.id, after: 0, limit: 1).scores.map(\.example.rawValue) == [5])
    #expect(try workspace.revision() == revision)
  }

  @Test func newScoresAreFoundByTheIndex() throws {
    let plan = try workspace.read { db in
      try Row.fetchAll(
        db,
        sql: """
          EXPLAIN QUERY PLAN SELECT example, mean, spread, serial FROM judgement INDEXED BY judgement_serial
          WHERE judge = 1 AND serial > 5 ORDER BY serial LIMIT 9
          """
      ).map { $0["detail"] as String }
    }
    #expect(plan.count == 1)
    #expect(
      plan.first?.contains("SEARCH judgement USING INDEX judgement_serial (judge=? AND serial>?)") == true)
  }

  @Test func importedScoresHaveNoNumber() throws {
    try workspace.annotate(
      ImportAnnotation(key: "k1", judgements: [SampleRows.judgement(["accuracy": 3], by: judge.name)]))
    #expect(try workspace.lastScoreSerial() == 0)
    #expect(try workspace.scores(of: judge.id, after: 0, limit: 9).scores.isEmpty)
    #expect(try workspace.columns(judge: judge.id).score.first == 3)
    #expect(try workspace.integrityProblems().isEmpty)
  }

  @Test func columnsHoldTheMeanOfTheSpreads() throws {
    let judgement = Judgement(
      judge: "",
      scores: [
        DimensionScore(dimension: "accuracy", value: 3, spread: 1),
        DimensionScore(dimension: "clarity", value: 3, spread: 0.5), DimensionScore(dimension: "x", value: 3),
      ])
    try record([2: judgement])
    var imported = judgement
    imported.judge = "imported"
    try workspace.annotate(ImportAnnotation(key: "k2", judgements: [imported]))
    for judge in try workspace.judges() {
      let spread = try workspace.columns(judge: judge.id).spread
      #expect(spread[1] == 0.75 && spread[0].isNaN && spread.count == 5)
    }
  }

  @Test func nothingIsWrittenWhenSomethingCannotBe() throws {
    let answers = [JudgingSamples.answer(1)]
    #expect(throws: WorkspaceError.unknownExample(99)) {
      try workspace.record(
        JudgingResult(
          answers: answers,
          judgements: [
            (judge.id, ExampleID(1), JudgingSamples.judgement(1)),
            (judge.id, ExampleID(99), JudgingSamples.judgement(1)),
          ]), at: 1)
    }
    #expect(throws: WorkspaceError.unknownJudge(7)) {
      try workspace.record(
        JudgingResult(
          answers: answers, judgements: [(JudgeID(7), ExampleID(1), JudgingSamples.judgement(1))]), at: 1)
    }
    #expect(try workspace.answerCount() == 0 && workspace.lastScoreSerial() == 0)
    #expect(try workspace.unjudged(by: judge.id).count == 5)
  }

  @Test func twoWritersLoseNothing() throws {
    let folder = try TemporaryFolder()
    let first = try create(folder)
    try first.load((1...400).map { SampleRows.row("text \($0)") })
    let judges = try [first.sampleJudge(1), first.sampleJudge(2)]
    let workspaces = [first, try open(folder)]
    nonisolated(unsafe) var failures: [any Error] = []
    let lock = NSLock()
    DispatchQueue.concurrentPerform(iterations: 2) { side in
      do {
        // Both judge all with the first judge, and each half with the second.
        for id in 1...400 as ClosedRange<Int64> {
          var result = JudgingResult(answers: [JudgingSamples.answer(Int(id))])
          result.judgements = [(judges[0].id, ExampleID(id), JudgingSamples.judgement(Double(side)))]
          if Int(id) % 2 == side {
            result.judgements.append((judges[1].id, ExampleID(id), JudgingSamples.judgement(4)))
          }
          try workspaces[side].record(result, at: 1)
        }
      } catch {
        lock.withLock { failures.append(error) }
      }
    }
    #expect(failures.isEmpty)
    #expect(try first.judges().map(\.count) == [400, 400])
    #expect(try first.lastScoreSerial() == 1_200)
    let serials = try first.read { db in try Int64.fetchSet(db, sql: "SELECT serial FROM judgement") }
    #expect(serials.count == 800)
    #expect(try first.answerCount() == 400)
    #expect(try first.integrityProblems().isEmpty)
  }
}
