import AssayModel
import AssayTesting
import GRDB
import Testing

@testable import AssayStore

/// Files that earlier versions have written.
@Suite struct MigrationTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A workspace of version 1: five examples, two clusters that came with the data and two that were
  /// computed, a decision.
  private func writeVersion1() throws {
    let queue = try DatabaseQueue(path: folder.file(Workspace.fileName))
    try Schema.migrator.migrate(queue, upTo: "1 examples, judgements, decisions")
    try queue.write { db in
      try db.execute(sql: "INSERT INTO batch (id, name, count) VALUES (1, 'file', 9)")
      for id in 1...9 {
        try db.execute(sql: "INSERT INTO example VALUES (?, 1, NULL, NULL, 4)", arguments: [id])
        try db.execute(
          sql: "INSERT INTO body (id, key, hash, shape, body) VALUES (?, ?, zeroblob(16), 'plain', ?)",
          arguments: [id, "k\(id)", "{\"text\":\"text\"}"])
      }
      try db.execute(
        sql: """
          INSERT INTO fingerprint VALUES (1, zeroblob(20));
          INSERT INTO cluster VALUES
            (1, 'exact', 0.7, NULL, 2), (2, 'semhash', 0.9, 'given', 3), (3, 'minhash', 0.7, NULL, 2),
            (7, 'imported', 0, 'lone', 1), (8, 'minhash', 0.7, NULL, 0);
          INSERT INTO cluster_member VALUES
            (5, 1, 1, 1), (2, 1, 1, 0), (8, 2, 1, 1), (1, 2, 0.9, 0), (9, 2, 0.8, 0), (3, 3, 1, 1),
            (4, 3, 0.7, 0), (6, 7, 1, 0);
          INSERT INTO decision VALUES (1, 'u', 1, 4, 'ana', 'accept', NULL, 5, NULL, 0);
          """)
    }
    #expect(try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 1)
    try queue.close()
  }

  @Test func version1OpensWithAllThatItHolds() throws {
    try writeVersion1()
    let workspace = try open(folder)
    #expect(try workspace.pool.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == Schema.version)
    #expect(try workspace.exampleCount() == 9)
    #expect(try workspace.decisions().map(\.action) == [.accept])
    let clusters = try workspace.clusters(limit: 9)
    #expect(clusters.map(\.id.rawValue) == [1, 2, 3, 6])
    #expect(clusters.map { $0.members.map(\.example.rawValue) } == [[8, 1, 9], [5, 2], [3, 4], [6]])
    #expect(clusters.map(\.kind) == [nil, .exact, .near, nil])
    #expect(clusters[0].members.map(\.method) == ["semhash", "semhash", "semhash"])
    #expect(clusters[0].members.map(\.similarity) == [1, 0.9, 0.8])
    #expect(try workspace.importedClusters().map(\.id.rawValue) == [1, 6])
    #expect(try workspace.integrityProblems().isEmpty)
    // What did not say how it was made is made again.
    let range = ExampleID(1)...ExampleID(9)
    #expect(try workspace.examplesWithoutFingerprint(in: range, settings: 0, limit: 99).count == 9)
  }

  @Test func whatCameWithTheDataOutlivesTheNextSearch() throws {
    try writeVersion1()
    let workspace = try open(folder)
    try workspace.annotate(
      ImportAnnotation(key: "k7", cluster: ImportedCluster(id: "given", method: "semhash")))
    try workspace.replaceClusters([])
    #expect(try workspace.clusters(limit: 9).map(\.members.count) == [4, 1])
    #expect(try open(folder).clusterCount() == 2)
  }

  @Test func theNewTablesWorkAfterwards() throws {
    try writeVersion1()
    let workspace = try open(folder)
    let pair = DuplicatePair(3, 2, method: .masked, similarity: 0.95)
    try workspace.replacePairs(
      [pair],
      comparison: Comparison(
        method: .masked, identity: "i", threshold: 0.75, floor: 0.5, examples: 9, seconds: 0))
    #expect(try open(folder).duplicatePairs() == [pair])
  }

  // MARK: Version 2

  /// A workspace of version 2: examples that a judge has judged.
  private func writeVersion2(examples: Int = 3) throws {
    let queue = try DatabaseQueue(path: folder.file(Workspace.fileName))
    try Schema.migrator.migrate(queue, upTo: "2 pairs, vectors, references, clusters by example")
    try queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO batch (id, name, count) VALUES (1, 'file', ?1);
          """, arguments: [examples])
      try db.execute(
        sql: """
          INSERT INTO judge VALUES (1, 'judge v1', '["a","b"]', \(examples));
          WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(examples))
          INSERT INTO example SELECT i, 1, NULL, NULL, 4 FROM n;
          INSERT INTO body (id, key, hash, shape, body)
            SELECT id, 'k' || id, zeroblob(16), 'plain', '{"text":"text"}' FROM example;
          INSERT INTO judgement SELECT 1, id, x'0000000000000840a5a5000000000000', 3 FROM example;
          INSERT INTO judgement_detail
            VALUES (1, 2, '{"probabilities": {"a": [0.5, 0.5]}, "reason": "r", "reasons": {"a": "why"}}');
          """)
    }
    #expect(try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 2)
    try queue.close()
  }

  @Test func version2OpensWithItsJudgements() throws {
    try writeVersion2()
    let workspace = try open(folder)
    #expect(try workspace.judges().map(\.count) == [3])
    let judgement = try #require(try workspace.judgements(on: ExampleID(2)).first)
    #expect(judgement.reason == "r" && judgement.failure == nil)
    #expect(judgement.scores.first?.reason == "why" && judgement.scores.first?.probabilities == [0.5, 0.5])
    #expect(judgement.scores.first?.value == 3 && judgement.scores.first?.spread == nil)
    #expect(try workspace.columns(judge: JudgeID(1)).spread.allSatisfy(\.isNaN))
    #expect(try workspace.lastScoreSerial() == 0)
    #expect(try workspace.integrityProblems().isEmpty)
  }

  @Test func judgesOfVersion2AreAsImported() throws {
    try writeVersion2()
    let workspace = try open(folder)
    #expect(try workspace.judgeDefinition(JudgeID(1)) == nil)
    #expect(try workspace.sampleJudge().name == "judge v2")
    try workspace.record(
      JudgingResult(judgements: [(JudgeID(1), ExampleID(2), JudgingSamples.judgement(5))]), at: 1)
    #expect(try workspace.judges().map(\.count) == [3, 0])
    #expect(try workspace.scores(of: JudgeID(1), after: 0, limit: 9).scores.map(\.example.rawValue) == [2])
    #expect(try workspace.integrityProblems().isEmpty)
  }

  @Test func noRowIsTouchedByTheMigrationFrom2() throws {
    try writeVersion2(examples: 20_000)
    let database = folder.file(Workspace.fileName)
    let before = try DatabaseQueue(path: database).read { try Int.fetchOne($0, sql: "PRAGMA page_count") }
    let workspace = try open(folder)
    let after = try workspace.pool.read { try Int.fetchOne($0, sql: "PRAGMA page_count") }
    // A page for each of the new tables and indices.
    #expect(try #require(after) - #require(before) <= 24)
    #expect(try workspace.exampleCount() == 20_000)
  }
}
