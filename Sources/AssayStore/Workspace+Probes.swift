import AssayModel
import GRDB

extension Workspace {
  /// Makes known-bad probes and repeats: examples with the batch, technique, model, difficulty, shape and unknown fields of their
  /// origins and a key of the same form, so that nothing shows that they are probes. Exports, searches for
  /// duplicates and the counts of batches leave them out; a text search finds them, judges and reviewers meet them. A
  /// probe that is there already is not made again.
  ///
  /// - Parameters:
  ///   - at: milliseconds since 1970.
  ///   - bodyWriter: puts the texts and the label into the origin's row.
  /// - Returns: the probes in the order of `probes`.
  public func addProbes(
    _ probes: [NewProbe], at: Int64, bodyWriter: @escaping BodyWriter
  ) throws -> [Probe] {
    guard !probes.isEmpty else { return [] }
    let origins = try read { db in
      let reader = try RowReader(workspace: self, db: db)
      return try Dictionary(
        Set(probes.flatMap { [$0.origin, $0.place ?? $0.origin] }).compactMap { id in
          try reader.record(id).map { (id, $0) }
        },
        uniquingKeysWith: { first, _ in first })
    }
    let ids = try ProbeWriter(path: path, bodyReader: bodyReader, bodyWriter: bodyWriter).add(
      probes, origins: origins)
    checkpointer.noteWrite()
    let all = Dictionary(try self.probes().map { ($0.example, $0) }, uniquingKeysWith: { first, _ in first })
    return ids.compactMap { all[$0] }
  }

  /// Makes examples known-good probes; one that is a probe already stays what it is.
  ///
  /// - Parameter ids: each with the person who says so; nil: the publisher does.
  public func addKnownGood(_ ids: [(ExampleID, reviewer: String?)]) throws {
    guard !ids.isEmpty else { return }
    try write { db in
      let insert = try prepare(
        """
        INSERT INTO probe (example, origin, fault, detail, status, reviewer) VALUES (?1, ?1, NULL, '', ?2, ?3)
        ON CONFLICT DO NOTHING
        """, on: db)
      for (id, reviewer) in ids {
        insert.bind(id.rawValue, at: 1)
        insert.bind(Probe.Status.confirmed.rawValue, at: 2)
        insert.bind(reviewer, at: 3)
        do { try insert.run() } catch WorkspaceError.database(_, foreignKeyViolation, _) {
          throw WorkspaceError.unknownExample(id.rawValue)
        }
      }
    }
    checkpointer.noteWrite()
  }

  /// All probes in the order of their examples, those that a person has not confirmed yet or has discarded among them.
  public func probes() throws -> [Probe] {
    try read { db in
      let rows = try prepare(
        """
        SELECT probe.example, origin, fault, detail, status, reviewer, label.name, place
        FROM probe JOIN example ON example.id = origin LEFT JOIN label ON label.id = example.label
        ORDER BY probe.example
        """, on: db)
      var probes: [Probe] = []
      while try rows.step() { probes.append(try probe(in: rows)) }
      return probes
    }
  }

  private func probe(in row: SQLiteStatement) throws -> Probe {
    let fault = row.optionalText(2)
    let known = fault.flatMap { Fault(rawValue: $0) }
    guard let status = Probe.Status(rawValue: row.text(4)), (fault == nil) == (known == nil) else {
      throw WorkspaceError.corrupt(
        path: path, detail: "probe \(row.integer(0)) of the unknown fault or status “\(fault ?? row.text(4))”"
      )
    }
    return Probe(
      example: ExampleID(row.integer(0)), origin: ExampleID(row.integer(1)), fault: known,
      detail: row.text(3), status: status, reviewer: row.optionalText(5), rightLabel: row.optionalText(6),
      place: row.optionalInteger(7).map { ExampleID($0) })
  }

  /// Writes what a person says of a proposed probe; nothing happens when the example is none.
  public func setProbeStatus(_ status: Probe.Status, of example: ExampleID) throws {
    try write { db in
      let update = try prepare("UPDATE probe SET status = ? WHERE example = ?", on: db)
      update.bind(status.rawValue, at: 1)
      update.bind(example.rawValue, at: 2)
      try update.run()
    }
    checkpointer.noteWrite()
  }

  // MARK: Known-bad ones among the examples

  /// The examples that are known-bad probes, whatever their status, or repeats: they are data for nobody.
  public func knownBad() throws -> Set<ExampleID> {
    try read { db in Set(try badProbes(db).map { ExampleID($0) }) }
  }

  /// How many known-bad probes and repeats each judge has judged, which ``JudgeVersion/count`` holds too.
  public func judgedKnownBad() throws -> [JudgeID: Int] {
    try read { db in
      let rows = try prepare(
        """
        SELECT judge.id, count(*) FROM judge JOIN probe ON probe.origin != probe.example
        JOIN judgement ON judgement.judge = judge.id AND judgement.example = probe.example GROUP BY judge.id
        """, on: db)
      var counts: [JudgeID: Int] = [:]
      while try rows.step() { counts[JudgeID(rows.integer(0))] = Int(rows.integer(1)) }
      return counts
    }
  }

  /// Ascending.
  func badProbes(_ db: Database) throws -> [Int64] {
    let rows = try kept("SELECT example FROM probe WHERE origin != example ORDER BY example", on: db)
    defer { rows.reset() }
    var ids: [Int64] = []
    while try rows.step() { ids.append(rows.integer(0)) }
    return ids
  }
}
