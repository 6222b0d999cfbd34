/// Puts settings into one section of an `assay.toml` and leaves every other byte as it is: the file belongs to the
/// person, and a TOML library would drop the comments and sort the keys.
struct TOMLSectionEditor {
  /// A line of the section.
  struct Setting: Hashable {
    var key: String
    /// As TOML; nil: a line that says otherwise is commented out.
    var value: String?
    /// Whether a line that is there already stays, whatever it says.
    var isInitial = false

    static func text(_ key: String, _ value: String?) -> Setting {
      Setting(key: key, value: value.map(WorkspaceTemplate.quoted))
    }

    static func number(_ key: String, _ value: Int) -> Setting { Setting(key: key, value: "\(value)") }

    static func initial(_ key: String, _ value: Int) -> Setting {
      Setting(key: key, value: "\(value)", isInitial: true)
    }
  }

  /// Why a text is left as it is.
  enum Problem: Error, Hashable, CustomStringConvertible {
    /// The text was no TOML before.
    case notTOML(ConfigurationProblem)
    /// The section is written in a form that is not edited by lines: dotted keys or an inline table.
    case otherForm(line: Int?)
    /// The edited text would not say exactly what it should.
    case unsafe

    var description: String {
      switch self {
      case .notTOML(let problem): "\(problem)"
      case .otherForm(let line):
        (line.map { "line \($0): " } ?? "") + "this is not written as a section of its own"
      case .unsafe: "its form is not understood well enough to change it"
      }
    }
  }

  /// ["judge"], ["models", "local"].
  let path: [String]
  let settings: [Setting]
  /// A comment above the section where it is new, without "#".
  let remark: String
  /// The file's name in messages.
  var file = ConfigurationLoader.fileName

  /// The section alone, for people to paste.
  var section: String {
    let lines = settings.compactMap { setting in setting.value.map { "\(setting.key) = \($0)" } }
    return ([header] + lines).joined(separator: "\n")
  }

  private var header: String { "[" + path.map(WorkspaceTemplate.key).joined(separator: ".") + "]" }

  /// The text with the settings in it; equal to it where it has them already.
  func edited(_ text: String) throws(Problem) -> String {
    let before = try parsed(text)
    let edited: String
    if let own = before.entry(path) {
      guard case .table = own.value.content else { throw .otherForm(line: own.line) }
      edited = try changed(text, TOMLSourceMap(text), line: own.line)
    } else {
      edited = appended(to: text)
    }
    // Nothing but these settings may differ, whatever the scanner took the text for.
    guard let after = try? parsed(edited), isAsWanted(after, before) else { throw .unsafe }
    return edited
  }

  // MARK: Before and after

  private func parsed(_ text: String) throws(Problem) -> [ConfigurationValue.Entry] {
    do throws(ConfigurationProblem) {
      return try TOMLFile(text: text, name: file).root
    } catch {
      throw .notTOML(error)
    }
  }

  private func isAsWanted(_ after: [ConfigurationValue.Entry], _ before: [ConfigurationValue.Entry]) -> Bool {
    let own = before.table(path) ?? []
    let settings = settings.filter { setting in
      !(setting.isInitial && own.contains { $0.key == setting.key })
    }
    let lines = settings.compactMap { setting in setting.value.map { "\(setting.key) = \($0)" } }
    guard let wanted = try? TOMLFile(text: lines.joined(separator: "\n"), name: file).root else {
      return false
    }
    let kept = own.filter { entry in !settings.contains { $0.key == entry.key } }
    return after.without(path).says(before.without(path))
      && (after.table(path) ?? []).says(kept + wanted)
  }

  // MARK: A new section

  private func appended(to text: String) -> String {
    let end = text.utf8.contains(0x0D) ? "\r\n" : "\n"
    var text = text
    if !text.isEmpty, !text.hasSuffix("\n"), !text.hasSuffix("\r\n") { text += end }
    if !text.isEmpty { text += end }
    return text + "# \(remark)" + end + section.split(separator: "\n").joined(separator: end) + end
  }

  // MARK: A section that is there

  private func changed(_ text: String, _ map: TOMLSourceMap, line: Int) throws(Problem) -> String {
    guard let start = map.statements.firstIndex(where: { $0.path == path && $0.kind == .table }) else {
      throw .otherForm(line: line)
    }
    let own = map.statements[(start + 1)...].prefix { statement in
      if case .assignment = statement.kind { return true }
      return false
    }
    var bytes = ByteEdits(text)
    var added: [String] = []
    for setting in settings {
      let line = own.first { $0.path == path + [setting.key] }
      if let line, case .assignment(let place) = line.kind {
        if setting.isInitial { continue }
        if let value = setting.value {
          bytes.replace(place, with: value)
        } else {
          bytes.commentOut(line.range)
        }
      } else if let value = setting.value {
        added.append("\(setting.key) = \(value)")
      }
    }
    bytes.insert(added, below: (own.last ?? map.statements[start]).range)
    return bytes.text
  }
}

extension [ConfigurationValue.Entry] {
  /// What stands at the path.
  func entry(_ path: [String]) -> ConfigurationValue.Entry? {
    guard let name = path.first, let found = first(where: { $0.key == name }) else { return nil }
    if path.count == 1 { return found }
    guard case .table(let entries) = found.value.content else { return nil }
    return entries.entry([String](path.dropFirst()))
  }

  /// The entries of the table at the path.
  func table(_ path: [String]) -> [ConfigurationValue.Entry]? {
    guard case .table(let entries)? = entry(path)?.value.content else { return nil }
    return entries
  }

  /// All but what stands at the path; a table that has nothing else is left out with it.
  fileprivate func without(_ path: [String]) -> [ConfigurationValue.Entry] {
    compactMap { entry in
      guard entry.key == path.first else { return entry }
      guard path.count > 1, case .table(let entries) = entry.value.content else {
        return path.count > 1 ? entry : nil
      }
      let rest = entries.without([String](path.dropFirst()))
      return rest.isEmpty ? nil : .init(key: entry.key, line: 0, value: .init(line: 0, content: .table(rest)))
    }
  }

  /// Whether they say the same, wherever it stands.
  fileprivate func says(_ other: [ConfigurationValue.Entry]) -> Bool {
    count == other.count
      && zip(sorted { $0.key < $1.key }, other.sorted { $0.key < $1.key }).allSatisfy {
        $0.key == $1.key && $0.value.says($1.value)
      }
  }
}

extension ConfigurationValue {
  fileprivate func says(_ other: ConfigurationValue) -> Bool {
    switch (content, other.content) {
    case (.string(let a), .string(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.number(let a), .number(let b)): a == b || a.isNaN && b.isNaN
    case (.boolean(let a), .boolean(let b)): a == b
    case (.list(let a), .list(let b)): a.count == b.count && zip(a, b).allSatisfy { $0.says($1) }
    case (.table(let a), .table(let b)): a.says(b)
    case (.other(let a), .other(let b)): a == b
    default: false
    }
  }
}
