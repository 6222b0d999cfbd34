import TerminalCore

/// One theme file, understood on its own: colours are still names, and what it inherits is missing.
struct ThemeFile {
  /// A style with the lines of what it says, so that messages can name them.
  struct StyleEntry {
    var role: String
    var line: Int
    var foreground: (text: ConfigurationValue, line: Int)?
    var background: (text: ConfigurationValue, line: Int)?
    var attributes: Style.Attributes = []
  }

  var file: String
  var name: String?
  var inherits: (name: String, line: Int)?
  var palette: [String: Color] = [:]
  var styles: [StyleEntry] = []
  var problems: [ConfigurationProblem] = []

  static let attributeNames: [(name: String, attribute: Style.Attributes)] = [
    ("bold", .bold), ("dim", .dim), ("italic", .italic), ("underline", .underline),
    ("reverse", .reverse), ("strikethrough", .strikethrough),
  ]

  init(text: String, file: String) throws(ConfigurationProblem) {
    let root = try TOMLFile(text: text, name: file).root
    self.file = file
    var top = SectionReader(
      root, file: file, section: "", known: ["name", "inherits", "palette", "styles"])
    name = top.string("name")
    if let parent = top.string("inherits") { inherits = (parent, top.line(of: "inherits") ?? 1) }
    let paletteEntries = top.table("palette") ?? []
    let styleEntries = top.table("styles") ?? []
    problems = top.problems
    readPalette(paletteEntries)
    for entry in styleEntries { readStyle(entry) }
  }

  private mutating func readPalette(_ entries: [ConfigurationValue.Entry]) {
    for entry in entries {
      if let color = ColorName.color(entry.value) {
        palette[entry.key] = color
      } else {
        note(entry.line, "[palette] \"\(entry.key)\" " + ColorName.expectation(entry.value))
      }
    }
  }

  private mutating func readStyle(_ entry: ConfigurationValue.Entry) {
    var style = StyleEntry(role: entry.key, line: entry.line)
    guard case .table(let parts) = entry.value.content else {
      // A colour alone is the foreground.
      if case .string = entry.value.content {
        style.foreground = (entry.value, entry.line)
        styles.append(style)
      } else {
        note(
          entry.line,
          "[styles] \"\(entry.key)\" must be { fg = …, bg = …, bold = true }, not \(entry.value.kind)")
      }
      return
    }
    let known = ["fg", "bg"] + Self.attributeNames.map(\.name)
    var section = SectionReader(parts, file: file, section: "styles", known: known)
    for part in parts {
      if part.key == "fg" { style.foreground = (part.value, part.line) }
      if part.key == "bg" { style.background = (part.value, part.line) }
    }
    for (name, attribute) in Self.attributeNames where section.boolean(name) == true {
      style.attributes.insert(attribute)
    }
    problems += section.problems
    styles.append(style)
  }

  mutating func note(_ line: Int?, _ message: String) {
    problems.append(ConfigurationProblem(file: file, line: line, message: message))
  }
}
