/// Takes the values out of one table, and notes every mistake instead of stopping at the first.
struct SectionReader {
  let file: String
  /// What stands in brackets in messages, `[task] `; empty at the top of the file.
  let place: String
  private let entries: [ConfigurationValue.Entry]
  private(set) var problems: [ConfigurationProblem] = []

  /// - Parameters:
  ///   - section: the table's name as it stands in the file, without brackets.
  ///   - known: the keys that it may have; nil: any.
  init(
    _ entries: [ConfigurationValue.Entry], file: String, section: String, known: [String]? = nil
  ) {
    self.file = file
    self.entries = entries
    place = section.isEmpty ? "" : "[\(section)] "
    guard let known else { return }
    for entry in entries where !known.contains(entry.key) {
      note(entry.line, "unknown key \"\(entry.key)\"" + Spelling.hint(for: entry.key, among: known))
    }
  }

  /// Every key with its line and text, in the order of the file.
  mutating func allStrings(meaning: String) -> [(key: String, line: Int, value: String)] {
    entries.compactMap { entry in
      string(entry.key, meaning: meaning).map { (entry.key, entry.line, $0) }
    }
  }

  func line(of key: String) -> Int? { entry(key)?.line }

  mutating func note(_ line: Int?, _ message: String) {
    problems.append(ConfigurationProblem(file: file, line: line, message: place + message))
  }

  /// - Parameter meaning: what was expected, for the message: "a text in quotes".
  mutating func string(_ key: String, meaning: String = "a text in quotes") -> String? {
    guard let entry = entry(key) else { return nil }
    if case .string(let text) = entry.value.content { return text }
    expect(meaning, entry)
    return nil
  }

  mutating func boolean(_ key: String) -> Bool? {
    guard let entry = entry(key) else { return nil }
    if case .boolean(let flag) = entry.value.content { return flag }
    expect("true or false", entry)
    return nil
  }

  mutating func integer(_ key: String, atLeast least: Int? = nil, atMost most: Int? = nil) -> Int? {
    guard let entry = entry(key) else { return nil }
    guard case .integer(let number) = entry.value.content else {
      expect("a whole number", entry)
      return nil
    }
    if let least, number < least {
      note(entry.line, "\"\(key)\" must be at least \(least), not \(number)")
      return nil
    }
    if let most, number > most {
      note(entry.line, "\"\(key)\" must be at most \(most), not \(number)")
      return nil
    }
    return number
  }

  mutating func number(_ key: String) -> Double? {
    guard let entry = entry(key) else { return nil }
    switch entry.value.content {
    case .integer(let number): return Double(number)
    case .number(let number) where number.isFinite: return number
    default:
      expect("a number", entry)
      return nil
    }
  }

  mutating func numbers(_ key: String) -> [Double]? {
    guard let entry = entry(key) else { return nil }
    guard case .list(let elements) = entry.value.content else {
      expect("a list of numbers, [0.1, 0.2]", entry)
      return nil
    }
    return elements.compactMap { element in
      switch element.content {
      case .integer(let number): return Double(number)
      case .number(let number) where number.isFinite: return number
      default:
        note(element.line, "\"\(key)\" must be a list of numbers; one element is \(element.kind)")
        return nil
      }
    }
  }

  /// A list of different, non-empty texts.
  mutating func names(_ key: String) -> [String]? { namesWithLines(key)?.map(\.name) }

  /// Like ``names(_:)``, each with its line.
  mutating func namesWithLines(_ key: String) -> [(name: String, line: Int)]? {
    guard let entry = entry(key) else { return nil }
    guard case .list(let elements) = entry.value.content else {
      expect("a list of texts, [\"…\", \"…\"]", entry)
      return nil
    }
    var names: [(name: String, line: Int)] = []
    for element in elements {
      guard case .string(let name) = element.content else {
        note(element.line, "\"\(key)\" must be a list of texts; one element is \(element.kind)")
        continue
      }
      if name.isEmpty {
        note(element.line, "\"\(key)\" has an empty text")
      } else if names.contains(where: { $0.name == name }) {
        note(element.line, "\"\(key)\" has \"\(name)\" twice")
      } else {
        names.append((name, element.line))
      }
    }
    return names
  }

  /// A number over 0 and at most 1.
  mutating func share(_ key: String) -> Double? {
    guard let share = number(key) else { return nil }
    if share > 0, share <= 1 { return share }
    note(line(of: key), "\"\(key)\" must be over 0 and at most 1, not \(share)")
    return nil
  }

  func isTable(_ key: String) -> Bool {
    if case .table? = entry(key)?.value.content { true } else { false }
  }

  mutating func table(_ key: String) -> [ConfigurationValue.Entry]? {
    guard let entry = entry(key) else { return nil }
    if case .table(let entries) = entry.value.content { return entries }
    expect("a table", entry)
    return nil
  }

  /// Lays the problems of a table inside this one behind its own.
  mutating func take(_ other: SectionReader) { problems += other.problems }

  private func entry(_ key: String) -> ConfigurationValue.Entry? { entries.first { $0.key == key } }

  private mutating func expect(_ meaning: String, _ entry: ConfigurationValue.Entry) {
    note(entry.line, "\"\(entry.key)\" must be \(meaning), not \(entry.value.kind)")
  }
}
