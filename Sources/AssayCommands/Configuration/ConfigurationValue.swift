/// A value of a TOML file that still knows its line.
struct ConfigurationValue {
  enum Content {
    case string(String)
    case integer(Int)
    case number(Double)
    case boolean(Bool)
    case list([ConfigurationValue])
    /// In the order of the file.
    case table([Entry])
    /// Dates and times, which no configuration here has.
    case other(String)
  }

  struct Entry {
    var key: String
    /// The line of the key.
    var line: Int
    var value: ConfigurationValue
  }

  var line: Int
  var content: Content

  /// What it is, with an article, for "expected a text, found a number".
  var kind: String {
    switch content {
    case .string: "a text"
    case .integer: "a whole number"
    case .number(let number): number.isFinite ? "a number" : "\(number)"
    case .boolean: "true or false"
    case .list: "a list"
    case .table: "a table"
    case .other(let name): "a \(name)"
    }
  }
}
