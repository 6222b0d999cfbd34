import AssayModel

/// Rows of CSV and TSV (RFC 4180).
enum SeparatedRow {
  /// The cells of one record; nil when a quote is not closed.
  static func cells(_ bytes: some Collection<UInt8>, separator: UInt8) -> [String]? {
    var cells: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var wasQuoted = false
    var iterator = bytes.makeIterator()
    var next = iterator.next()
    let quote = UInt8(ascii: "\"")
    while let byte = next {
      next = iterator.next()
      if isQuoted {
        if byte != quote {
          cell.append(byte)
        } else if next == quote {
          cell.append(quote)
          next = iterator.next()
        } else {
          isQuoted = false
        }
      } else if byte == quote, cell.isEmpty, !wasQuoted {
        isQuoted = true
        wasQuoted = true
      } else if byte == separator {
        cells.append(String(decoding: cell, as: UTF8.self))
        cell = []
        wasQuoted = false
      } else {
        cell.append(byte)
      }
    }
    if isQuoted { return nil }
    cells.append(String(decoding: cell, as: UTF8.self))
    return cells
  }

  /// Cells under their headings as a JSON object. Columns `score.NAME` become the scores of the judge
  /// that stands in the column `judge`; what is empty says nothing.
  static func object(_ cells: [String], header: [String]) -> String {
    var members: [(name: String, value: String)] = []
    var scores: [(name: String, value: String)] = []
    for (name, cell) in zip(header, cells) {
      if name.hasPrefix("score.") {
        guard !cell.isEmpty else { continue }
        scores.append((String(name.dropFirst(6)), Double(cell).map(JSONText.number) ?? JSONText.string(cell)))
      } else if cell.isEmpty, optional.contains(name) {
        continue
      } else {
        members.append((name, JSONText.string(cell)))
      }
    }
    if !scores.isEmpty { members.append(("scores", JSONText.object(scores))) }
    return JSONText.object(members)
  }

  /// Columns that mean something only where they are filled in.
  private static let optional: Set<String> = [
    "judge", "verdict", "reviewer", "relabel", "note", "reason", "at", "truth", "cluster", "id", "batch",
    "label",
    "uuid", "step",
  ]
}
