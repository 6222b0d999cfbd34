/// One mistake in a configuration or theme file.
public struct ConfigurationProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file as the person knows it.
  public var file: String
  /// Counted from 1; nil when it is about the file as a whole.
  public var line: Int?
  public var message: String

  public init(file: String, line: Int?, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  /// `assay.toml:12: [task] unknown key "lables"; did you mean "labels"?`
  public var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    return "\(place): \(message)"
  }
}
