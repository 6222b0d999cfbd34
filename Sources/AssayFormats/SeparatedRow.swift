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
  ///
  /// - Parameter isJSON: whether a text is JSON; asked about columns that hold more than a text.
  static func object(_ cells: [String], header: [String], isJSON: (String) -> Bool) -> String {
    var members: [(name: String, value: String)] = []
    var scores: [(name: String, value: String)] = []
    let hasAnswer = zip(header, cells).contains { answers.contains($0) && !$1.isEmpty }
    let hasQuestion = zip(header, cells).contains { questions.contains($0) && !$1.isEmpty }
    let structured = header.contains("judge") ? structured.union(judged) : structured
    for (name, cell) in zip(header, cells) {
      // A model that answered nothing is a fact; a column that other rows need is none.
      if cell.isEmpty, !(answers.contains(name) && hasQuestion && !hasAnswer) { continue }
      if name.hasPrefix("score.") {
        scores.append((String(name.dropFirst(6)), value(of: cell, isNumber: true)))
      } else if structured.contains(name), let first = cell.first, "[{".contains(first), isJSON(cell) {
        members.append((name, cell))
      } else if switches.contains(name), cell == "true" || cell == "false" {
        members.append((name, cell))
      } else {
        members.append((name, value(of: cell, isNumber: amounts.contains(name))))
      }
    }
    if !scores.isEmpty { members.append(("scores", JSONText.object(scores))) }
    return JSONText.object(members)
  }

  private static func value(of cell: String, isNumber: Bool) -> String {
    if isNumber, cell == "null" { return cell }
    if isNumber, let number = Double(cell) { return JSONText.number(number) }
    return JSONText.string(CSVEncoder.unprotected(cell))
  }

  private static let questions: Set<String> = ["instruction", "prompt", "question"]
  private static let answers: Set<String> = ["output", "response", "completion", "answer"]
  /// Columns whose cells may be JSON, as the export writes them.
  private static let structured: Set<String> = [
    "judgements", "decisions", "truth", "cluster", "edit", "score", "scores", "reasons", "probabilities",
    "messages", "conversations", "seeds",
  ]
  /// Such columns beside one of a judge.
  private static let judged: Set<String> = ["values", "spreads"]
  private static let switches: Set<String> = ["blind", "skip"]
  private static let amounts: Set<String> = ["seconds", "tokens"]
}
