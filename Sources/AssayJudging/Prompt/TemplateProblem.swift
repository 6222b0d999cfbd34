/// What is wrong with a prompt's template.
public struct TemplateProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// From 1.
  public var line: Int
  /// In characters, from 1.
  public var column: Int
  /// The variable or section at fault; nil when it is something else.
  public var name: String?
  /// The known name that was probably meant.
  public var nearest: String?
  /// One sentence without the place.
  public var message: String

  public init(line: Int, column: Int, name: String? = nil, nearest: String? = nil, message: String) {
    self.line = line
    self.column = column
    self.name = name
    self.nearest = nearest
    self.message = message
  }

  /// `3:14: there is no variable "exampel"; did you mean "example"?` Put the file's name and a colon before it.
  public var description: String {
    "\(line):\(column): \(message)" + (nearest.map { "; did you mean \"\($0)\"?" } ?? "")
  }
}
