/// Values that several sections have in the same form.
extension SectionReader {
  /// A text that must be there and not empty.
  ///
  /// - Parameters:
  ///   - meaning: what it says, for the message that it is missing.
  ///   - line: of the section's head.
  mutating func required(_ key: String, _ meaning: String, line: Int) -> String? {
    guard let place = self.line(of: key) else {
      note(line, "\"\(key)\" is missing: \(meaning)")
      return nil
    }
    guard let text = string(key) else { return nil }
    if !text.isEmpty { return text }
    note(place, "\"\(key)\" is empty: \(meaning)")
    return nil
  }

  /// A text that must not be empty when it is there.
  mutating func filled(_ key: String, meaning: String = "a text in quotes") -> String? {
    guard let text = string(key, meaning: meaning) else { return nil }
    if !text.isEmpty { return text }
    note(line(of: key), "\"\(key)\" is empty")
    return nil
  }

  /// One of a few words.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, among choices: Choice.Type
  ) -> Choice? where Choice.RawValue == String {
    guard let text = string(key) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let known = Choice.allCases.map(\.rawValue)
    note(
      line(of: key),
      "\"\(key)\": there is no \"\(text)\""
        + (Spelling.nearest(to: text, among: known).map { "; did you mean \"\($0)\"?" }
          ?? "; it is one of " + known.joined(separator: ", ")))
    return nil
  }

  /// A time of up to an hour.
  mutating func seconds(_ key: String) -> Double? {
    guard let seconds = number(key) else { return nil }
    if seconds > 0, seconds <= 3600 { return seconds }
    note(line(of: key), "\"\(key)\" must be over 0 and at most 3600 seconds, not \(seconds)")
    return nil
  }

  mutating func positive(_ key: String) -> Double? {
    guard let value = number(key) else { return nil }
    if value > 0 { return value }
    note(line(of: key), "\"\(key)\" must be over 0, not \(value); without the line there is no limit")
    return nil
  }

  /// A price per million tokens.
  mutating func price(_ key: String) -> Double? {
    guard let value = number(key) else { return nil }
    if value >= 0 { return value }
    note(line(of: key), "\"\(key)\" must be 0 or more for a million tokens, not \(value)")
    return nil
  }

  mutating func temperature() -> Double? {
    guard let value = number("temperature") else { return nil }
    if (0...2).contains(value) { return value }
    note(line(of: "temperature"), "\"temperature\" must be from 0 to 2, not \(value)")
    return nil
  }
}
