import TOMLKit

/// A TOML text as a tree whose values know their lines and whose keys stand in the order of the text.
/// The only place that knows the TOML library.
struct TOMLFile {
  var root: [ConfigurationValue.Entry]

  /// - Parameter name: the file's name in messages.
  /// - Throws: ``ConfigurationProblem`` with the line of a syntax error.
  init(text: String, name: String) throws(ConfigurationProblem) {
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw ConfigurationProblem(
        file: name, line: error.source.begin.line, message: Self.sentence(error.description))
    } catch {
      throw ConfigurationProblem(file: name, line: nil, message: "\(error)")
    }
    let map = TOMLSourceMap(text)
    root = withExtendedLifetime(table) { Self.entries(of: table, path: [], line: 1, map: map) }
  }

  /// The library's own sentence starts with words about itself.
  private static func sentence(_ text: String) -> String {
    let prefix = "Error while parsing "
    return text.hasPrefix(prefix) ? "this is no TOML: error in a " + text.dropFirst(prefix.count) : text
  }

  private static func entries(
    of table: TOMLTable, path: [String], line: Int, map: TOMLSourceMap
  ) -> [ConfigurationValue.Entry] {
    let entries = table.keys.compactMap { key -> (place: Int, entry: ConfigurationValue.Entry)? in
      guard let value = table[key] else { return nil }
      let path = path + [key]
      let line = map.lines[path] ?? line
      let entry = ConfigurationValue.Entry(
        key: key, line: line, value: convert(value, path: path, line: line, map: map))
      return (map.positions[path] ?? .max, entry)
    }
    return entries.sorted { ($0.place, $0.entry.key) < ($1.place, $1.entry.key) }.map(\.entry)
  }

  private static func convert(
    _ value: any TOMLValueConvertible, path: [String], line: Int, map: TOMLSourceMap
  ) -> ConfigurationValue {
    let content: ConfigurationValue.Content =
      if let text = value.string {
        .string(text)
      } else if let number = value.int {
        .integer(number)
      } else if let number = value.double {
        .number(number)
      } else if let flag = value.bool {
        .boolean(flag)
      } else if let table = value.table {
        .table(entries(of: table, path: path, line: line, map: map))
      } else if let array = value.array {
        .list(
          array.enumerated().map { position, element in
            let path = path + [String(position)]
            return convert(element, path: path, line: map.lines[path] ?? line, map: map)
          })
      } else {
        .other(value.type.description)
      }
    return ConfigurationValue(line: line, content: content)
  }
}
