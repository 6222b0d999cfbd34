import AssayFormats
import AssayModel
import AssayText

/// The rows of a set's file, in memory.
struct ReferenceRows: Sendable {
  /// One for each row, as compared.
  private(set) var texts: [[UInt8]] = []
  /// The line on which each row begins.
  private(set) var lines: [Int] = []
  /// Lines that could not be read.
  private(set) var problems: [ImportProblem] = []

  /// Reads the file as an import would. Of a row that has none of the fields all texts are taken: real data seldom
  /// have the names that generated ones have.
  ///
  /// - Throws: an error that says what cannot be read and why.
  init(_ set: ReferenceSet, fields: ComparedFields, cancellation: Cancellation) throws {
    let reader = try RowReader(path: set.file)
    while let event = try reader.next() {
      switch event {
      case .example(let row, let line):
        let chosen = fields.bytes(of: row.fields)
        texts.append(chosen.isEmpty ? ComparedFields(names: []).bytes(of: row.fields) : chosen)
        lines.append(line)
      case .annotation: continue
      case .problem(let problem):
        let field = problem.field.map { "\($0): " } ?? ""
        problems.append(
          ImportProblem(file: set.file, line: problem.line, message: field + problem.message))
      }
      if lines.count & 1023 == 0 { try cancellation.check() }
    }
  }

  /// Changes with any text.
  var identity: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(texts.count * 16)
    for text in texts { bytes.append(contentsOf: ContentHash(bytes: text).hex.utf8) }
    return ContentHash(bytes: bytes).hex
  }
}
