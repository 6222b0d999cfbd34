import AssayModel
import GRDB

extension Workspace {
  /// Writes what a run brings in one transaction: all of it is on the disk when this returns, or nothing.
  ///
  /// A judgement of the same judge version and example takes the place of the old one. Each judgement gets the next
  /// number of a counter, by which screens find what is new: see ``scores(of:after:limit:)``. ``revision()`` stays as
  /// it is. A run that is over keeps its last progress.
  ///
  /// While another process holds the write lock this waits, for five seconds at most.
  ///
  /// - Parameter at: milliseconds since 1970.
  public func record(_ result: JudgingResult, at: Int64) throws {
    // Encoded before the lock is taken.
    let tokens = result.answers.map { $0.answer.tokens.map(TokenBytes.encode) }
    let progress = try result.run.map { (id: $0.id, json: try StoredJSON.encode($0.progress)) }
    try write { db in
      try write(result.answers, tokens: tokens, db)
      if !result.judgements.isEmpty { try write(result.judgements, db) }
      if let progress { try writeProgress(progress.json, of: progress.id, at: at, db) }
    }
    checkpointer.noteWrite()
  }

  private func write(
    _ judgements: [(judge: JudgeID, example: ExampleID, judgement: Judgement)], _ db: Database
  ) throws {
    var serial = try lastSerial(db)
    var writer = JudgementWriter(workspace: self, db: db)
    for (judge, example, judgement) in judgements {
      serial += 1
      try writer.write(judgement, judge: judge, example: example, serial: serial)
    }
    try writer.finish()
    let update = try kept("UPDATE revision SET serial = ?", on: db)
    update.bind(serial, at: 1)
    try update.run()
  }

  private func lastSerial(_ db: Database) throws -> Int64 {
    let find = try kept("SELECT serial FROM revision", on: db)
    defer { find.reset() }
    return try find.step() ? find.integer(0) : 0
  }

  // MARK: New scores

  /// The number of the newest judgement that was made here, whichever judge's; 0: none was. Ask before
  /// ``columns(judge:)``, so that nothing is missed between the two.
  public func lastScoreSerial() throws -> Int64 { try read { db in try lastSerial(db) } }

  /// What a judge has said here after `serial`, in the order in which it was written: the mean over dimensions (NaN:
  /// no score at all) and how much samples or members disagree (NaN: not known). An index leads to the first, so that
  /// asking when nothing is new costs microseconds, however many judgements there are.
  ///
  /// - Returns: the number to ask after the next time, and at most `limit` scores. An example that was judged
  ///   again meanwhile is there once, with its newest.
  public func scores(
    of judge: JudgeID, after serial: Int64, limit: Int
  ) throws -> (serial: Int64, scores: [(example: ExampleID, mean: Float, spread: Float)]) {
    try read { db in
      let rows = try kept(
        """
        SELECT example, mean, spread, serial FROM judgement INDEXED BY judgement_serial
        WHERE judge = ? AND serial > ? ORDER BY serial LIMIT ?
        """, on: db)
      rows.bind(judge.rawValue, at: 1)
      rows.bind(serial, at: 2)
      rows.bind(Int64(limit), at: 3)
      defer { rows.reset() }
      var last = serial
      var scores: [(example: ExampleID, mean: Float, spread: Float)] = []
      while try rows.step() {
        scores.append(
          (
            ExampleID(rows.integer(0)), rows.optionalReal(1).map { Float($0) } ?? .nan,
            rows.optionalReal(2).map { Float($0) } ?? .nan
          ))
        last = rows.integer(3)
      }
      return (last, scores)
    }
  }
}
