/// A line that was not taken, or a file that could not be read.
public struct ImportProblem: Hashable, Sendable, Codable, CustomStringConvertible {
  /// The file as it was named.
  public var file: String
  /// Counted from 1; nil when it is about the file as a whole.
  public var line: Int?
  public var message: String

  public init(file: String, line: Int?, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  /// `rows.jsonl:17: what is wrong`
  public var description: String {
    line.map { "\(file):\($0): \(message)" } ?? "\(file): \(message)"
  }
}
