/// One `{{…}}` of a template.
struct TemplateTag {
  enum Kind { case variable, open, inverted, close, comment, pragma, partial, inheritance, delimiters }
  var kind: Kind
  /// Without white space; of a call such as `last()` with its brackets.
  var name: String
  var line: Int
  var column: Int

  /// All tags of a text, whose first line has the number `firstLine`.
  ///
  /// - Throws: when one has no end.
  static func all(in text: String, firstLine: Int) throws(TemplateProblem) -> [TemplateTag] {
    let characters = Array(text)
    var tags: [TemplateTag] = []
    var (line, column, index) = (firstLine, 1, 0)
    while index < characters.count {
      guard characters[index] == "{", index + 1 < characters.count, characters[index + 1] == "{" else {
        (line, column) = characters[index].isNewline ? (line + 1, 1) : (line, column + 1)
        index += 1
        continue
      }
      guard let end = end(of: characters, from: index + 2) else {
        throw TemplateProblem(line: line, column: column, message: "this {{ has no }}")
      }
      tags.append(tag(characters[(index + 2)..<end], line: line, column: column))
      for character in characters[index..<end] {
        (line, column) = character.isNewline ? (line + 1, 1) : (line, column + 1)
      }
      index = end
      // The closing brackets: nothing in them begins a tag.
      while index < characters.count, characters[index] == "}" {
        index += 1
        column += 1
      }
    }
    return tags
  }

  /// Where the closing brackets begin.
  private static func end(of characters: [Character], from start: Int) -> Int? {
    var index = start
    while index + 1 < characters.count {
      if characters[index] == "}", characters[index + 1] == "}" { return index }
      index += 1
    }
    return nil
  }

  private static func tag(_ inner: ArraySlice<Character>, line: Int, column: Int) -> TemplateTag {
    var inner = inner
    var kind = Kind.variable
    if let first = inner.first, let known = kinds[first] {
      kind = known
      inner.removeFirst()
    }
    let name = String(inner.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    return TemplateTag(kind: kind, name: name, line: line, column: column)
  }

  private static let kinds: [Character: Kind] = [
    "#": .open, "^": .inverted, "/": .close, "!": .comment, "%": .pragma, ">": .partial, "<": .inheritance,
    "$": .inheritance, "=": .delimiters, "{": .variable, "&": .variable,
  ]
}
