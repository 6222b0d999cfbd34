import AssayModel
import GRDB

extension Workspace {
  /// The answers that are there under these hashes; one lookup each, some microseconds.
  public func answers(_ hashes: [[UInt8]]) throws -> [[UInt8]: StoredAnswer] {
    guard !hashes.isEmpty else { return [:] }
    return try read { db in
      let find = try kept(
        """
        SELECT model, text, finish, tokens_in, tokens_out, served, tokens, seconds, cost, at
        FROM answer WHERE hash = ?
        """, on: db)
      defer { find.reset() }
      var found: [[UInt8]: StoredAnswer] = [:]
      for hash in hashes where found[hash] == nil {
        find.reset()
        find.bind(hash, at: 1)
        if try find.step() { found[hash] = try answer(in: find, hash: hash) }
      }
      return found
    }
  }

  private func answer(in row: SQLiteStatement, hash: [UInt8]) throws -> StoredAnswer {
    var tokens: [ChatAnswer.Token]?
    if !row.isNull(6) {
      guard let decoded = TokenBytes.decode(row.bytes(6)) else {
        throw WorkspaceError.corrupt(path: path, detail: "the tokens of an answer of “\(row.text(0))”")
      }
      tokens = decoded
    }
    return StoredAnswer(
      hash: hash, model: row.text(0),
      answer: ChatAnswer(
        text: row.text(1), finish: ChatAnswer.Finish(rawValue: row.text(2)) ?? .other,
        tokensIn: row.optionalInteger(3).map { Int($0) }, tokensOut: row.optionalInteger(4).map { Int($0) },
        tokens: tokens, model: row.optionalText(5)),
      seconds: row.real(7), cost: row.optionalReal(8), at: row.integer(9))
  }

  /// How many answers there are.
  public func answerCount() throws -> Int {
    try read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM answer") ?? 0 }
  }

  /// Writes answers inside a transaction. One that is there already makes way: the judgement that is written with
  /// it was made from this one.
  ///
  /// - Parameter tokens: of each answer as bytes, made before the lock was taken.
  func write(_ answers: [StoredAnswer], tokens: [[UInt8]?], _ db: Database) throws {
    guard !answers.isEmpty else { return }
    try AnswerRow.insert(answers, tokens: tokens, with: try kept(AnswerRow.insertion, on: db))
  }
}

/// The row of an answer.
enum AnswerRow {
  static let insertion = """
    INSERT INTO answer
    (hash, model, text, finish, tokens_in, tokens_out, served, tokens, seconds, cost, at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (hash) DO UPDATE SET model = excluded.model, text = excluded.text, finish = excluded.finish,
      tokens_in = excluded.tokens_in, tokens_out = excluded.tokens_out, served = excluded.served,
      tokens = excluded.tokens, seconds = excluded.seconds, cost = excluded.cost, at = excluded.at
    """

  /// - Parameters:
  ///   - tokens: of each answer as bytes, made before the lock was taken.
  ///   - insert: ``insertion``.
  static func insert(
    _ answers: [StoredAnswer], tokens: [[UInt8]?], with insert: SQLiteStatement
  ) throws {
    for (stored, tokens) in zip(answers, tokens) {
      let answer = stored.answer
      insert.bind(stored.hash, at: 1)
      insert.bind(stored.model, at: 2)
      insert.bind(answer.text, at: 3)
      insert.bind(answer.finish.rawValue, at: 4)
      insert.bind(answer.tokensIn.map { Int64($0) }, at: 5)
      insert.bind(answer.tokensOut.map { Int64($0) }, at: 6)
      insert.bind(answer.model, at: 7)
      insert.bind(tokens, at: 8)
      insert.bind(stored.seconds, at: 9)
      insert.bind(stored.cost, at: 10)
      insert.bind(stored.at, at: 11)
      try insert.run()
    }
  }
}
