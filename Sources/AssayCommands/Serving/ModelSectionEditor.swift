import AssayProviders

/// Puts settings into the section `[models.NAME]` of an `assay.toml` and leaves every other byte as it is: the file
/// belongs to the person, and a TOML library would drop the comments and sort the keys.
struct ModelSectionEditor {
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
    /// The section's address is on another machine.
    case elsewhere(url: String, line: Int?)
    /// The model makes the vectors for [duplicates].
    case embedding(line: Int?)
    /// The model is written in a form that is not edited by lines: dotted keys or an inline table.
    case otherForm(line: Int?)
    /// The edited text would not say exactly what it should.
    case unsafe

    var description: String {
      switch self {
      case .notTOML(let problem): "\(problem)"
      case .elsewhere(let url, let line):
        Self.place(line) + "this section points to \(url), which is not on this computer"
      case .embedding(let line): Self.place(line) + "[duplicates] uses this model for embeddings"
      case .otherForm(let line): Self.place(line) + "this model is not written as a section of its own"
      case .unsafe: "its form is not understood well enough to change it"
      }
    }

    private static func place(_ line: Int?) -> String { line.map { "line \($0): " } ?? "" }
  }

  /// The model's name in the file.
  let name: String
  let settings: [Setting]
  /// A comment above the section where it is new, without "#".
  let remark: String
  /// The file's name in messages.
  var file = ConfigurationLoader.fileName

  private var path: [String] { ["models", name] }

  /// The section alone, for people to paste.
  var section: String {
    let lines = settings.compactMap { setting in setting.value.map { "\(setting.key) = \($0)" } }
    return ([header] + lines).joined(separator: "\n")
  }

  private var header: String { "[models.\(WorkspaceTemplate.key(name))]" }

  /// The text with the settings in it; equal to it where it has them already.
  ///
  /// - Throws: ``Problem``.
  func edited(_ text: String) throws(Problem) -> String {
    let before = try parsed(text)
    let map = TOMLSourceMap(text)
    let edited: String
    if let model = before.table("models")?.first(where: { $0.key == name }) {
      try checkAddress(model)
      try checkUse(before)
      edited = try changed(text, map, line: model.line)
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

  private func checkAddress(_ model: ConfigurationValue.Entry) throws(Problem) {
    guard case .table(let entries) = model.value.content else { throw .otherForm(line: model.line) }
    guard let url = entries.first(where: { $0.key == "url" }),
      case .string(let text) = url.value.content, !HTTPAddress.isLoopback(text)
    else { return }
    throw .elsewhere(url: text, line: url.line)
  }

  private func checkUse(_ root: [ConfigurationValue.Entry]) throws(Problem) {
    let use = root.table("duplicates")?.first { $0.key == "embedding" }
    if case .string(name)? = use?.value.content { throw .embedding(line: use?.line) }
  }

  private func isAsWanted(_ after: [ConfigurationValue.Entry], _ before: [ConfigurationValue.Entry]) -> Bool {
    func others(_ entries: [ConfigurationValue.Entry]) -> [ConfigurationValue.Entry] {
      entries.compactMap { entry in
        guard entry.key == "models", case .table(let models) = entry.value.content else { return entry }
        let rest = models.filter { $0.key != name }
        return rest.isEmpty
          ? nil : .init(key: entry.key, line: 0, value: .init(line: 0, content: .table(rest)))
      }
    }
    func model(_ entries: [ConfigurationValue.Entry]) -> [ConfigurationValue.Entry] {
      entries.table("models")?.table(name) ?? []
    }
    let own = model(before)
    let settings = settings.filter { setting in
      !(setting.isInitial && own.contains { $0.key == setting.key })
    }
    let wanted = settings.compactMap { setting in setting.value.map { "\(setting.key) = \($0)" } }
    guard let wanted = try? TOMLFile(text: wanted.joined(separator: "\n"), name: file).root else {
      return false
    }
    let kept = own.filter { entry in !settings.contains { $0.key == entry.key } }
    return others(after).says(others(before)) && model(after).says(kept + wanted)
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
  /// The entries of the table of that name.
  fileprivate func table(_ key: String) -> [ConfigurationValue.Entry]? {
    guard case .table(let entries)? = first(where: { $0.key == key })?.value.content else { return nil }
    return entries
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
