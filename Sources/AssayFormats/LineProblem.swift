/// What is wrong with one line of a file.
public struct LineProblem: Error, Hashable, Sendable, CustomStringConvertible {
  public var file: String
  public var line: Int
  /// The path of the field, where it is about one: `judgements.0.scores.accuracy`.
  public var field: String?
  public var message: String

  public init(file: String, line: Int, field: String? = nil, message: String) {
    self.file = file
    self.line = line
    self.field = field
    self.message = message
  }

  /// `rows.jsonl:17: judgements.0.scores.accuracy: not a number`
  public var description: String { "\(file):\(line): " + (field.map { "\($0): " } ?? "") + message }
}

/// A mistake inside a row, before it is known which row.
struct RowProblem: Error {
  var field: String?
  var message: String
}
