import AssayModel

/// Writes the verdicts that come with data.
final class ImportTruths {
  private let find: SQLiteStatement
  private let write: SQLiteStatement

  init(_ connection: SQLiteConnection) throws {
    find = try connection.prepare("SELECT verdict, label, source FROM truth WHERE example = ?")
    write = try connection.prepare(
      """
      INSERT INTO truth (example, verdict, label, source) VALUES (?, ?, ?, ?)
      ON CONFLICT DO UPDATE
      SET verdict = excluded.verdict, label = excluded.label, source = excluded.source
      """)
  }

  /// What to write so that what is there and `truth` are both kept; nil: nothing new.
  func change(for truth: Truth, example: Int64, key: String) throws -> Truth? {
    find.bind(example, at: 1)
    defer { find.reset() }
    guard try find.step() else { return truth }
    let old = Truth(
      verdict: find.optionalText(0).flatMap { Verdict(rawValue: $0) }, label: find.optionalText(1),
      source: find.optionalText(2))
    let merged = Truth(
      verdict: old.verdict ?? truth.verdict, label: old.label ?? truth.label,
      source: old.source ?? truth.source)
    let agrees =
      (truth.verdict == nil || merged.verdict == truth.verdict)
      && (truth.label == nil || merged.label == truth.label)
    guard agrees else { throw Refused(.anotherTruth(key: key)) }
    return merged == old ? nil : merged
  }

  func write(_ truth: Truth, example: Int64) throws {
    write.bind(example, at: 1)
    write.bind(truth.verdict?.rawValue, at: 2)
    write.bind(truth.label, at: 3)
    write.bind(truth.source, at: 4)
    try write.run()
  }
}
