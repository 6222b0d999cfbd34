import AssayWorkbench
import Foundation
import TerminalCore

/// The themes that can be chosen: the workspace's own, the person's, the installed ones and those
/// inside the program, in this order; the first with a name wins.
public struct ThemeLibrary: Sendable {
  /// A theme with what was wrong in its files; wrong parts are left out.
  public struct Loaded: Sendable {
    public var theme: Theme
    public var warnings: [ConfigurationProblem]
  }

  /// Searched from the first to the last.
  public let folders: [URL]

  public init(folders: [URL]) { self.folders = folders }

  /// - Parameter workspace: the workspace's folder, if there is one.
  public init(workspace: URL?, folders: ConfigurationFolders) {
    self.folders =
      [workspace, folders.personal].compactMap { $0?.appendingPathComponent("themes") }
      + folders.installedThemes
  }

  /// All names, in alphabetical order.
  public var names: [String] {
    let files = folders.flatMap { folder in
      ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".toml") }.map { String($0.dropLast(5)) }
    }
    return Set(files + ShippedThemes.texts.keys).sorted()
  }

  /// Where the theme of this name comes from; nil when there is none.
  public func origin(of name: String) -> String? {
    guard Self.isName(name) else { return nil }
    for folder in folders {
      let file = folder.appendingPathComponent(name + ".toml")
      if FileManager.default.fileExists(atPath: file.path) { return file.path }
    }
    return ShippedThemes.texts[name] == nil ? nil : "built in"
  }

  /// Reads a theme and what it inherits.
  ///
  /// - Throws: ``CommandFailure`` when there is no such theme or its file is no TOML.
  public func load(_ name: String) throws(CommandFailure) -> Loaded {
    var chain: [ThemeFile] = []
    var warnings: [ConfigurationProblem] = []
    var seen: Set<String> = []
    var next: String? = name
    while let current = next {
      seen.insert(current)
      var file = try read(current)
      next = nil
      if let parent = file.inherits {
        if seen.contains(parent.name) {
          file.note(
            parent.line, "\"inherits\" goes round in a circle: \"\(parent.name)\" inherits from this theme")
        } else if source(named: parent.name) == nil {
          file.note(
            parent.line,
            "\"inherits\" names \"\(parent.name)\", which is no theme"
              + Spelling.hint(for: parent.name, among: names))
        } else {
          next = parent.name
        }
      }
      chain.append(file)
    }
    let theme = Self.combine(chain.reversed(), name: name, warnings: &warnings)
    return Loaded(theme: theme, warnings: warnings)
  }

  // MARK: Reading

  private func read(_ name: String) throws(CommandFailure) -> ThemeFile {
    guard let source = source(named: name) else {
      throw CommandFailure(
        "there is no theme \"\(name)\"" + Spelling.hint(for: name, among: names))
    }
    do {
      return try ThemeFile(text: source.text, file: source.file)
    } catch {
      throw CommandFailure(error.description)
    }
  }

  private func source(named name: String) -> ThemeSource? {
    guard Self.isName(name) else { return nil }
    for folder in folders {
      let file = folder.appendingPathComponent(name + ".toml")
      if let data = try? Data(contentsOf: file), let text = String(validating: data, as: UTF8.self) {
        return ThemeSource(name: name, file: "themes/\(name).toml", text: text)
      }
    }
    return ShippedThemes.texts[name].map {
      ThemeSource(name: name, file: "built-in theme \(name)", text: $0)
    }
  }

  /// A name is no path.
  private static func isName(_ name: String) -> Bool {
    !name.isEmpty && !name.hasPrefix(".") && !name.contains("/") && !name.contains("\0")
  }

  // MARK: Putting together

  /// Lays the files over each other, the ancestor first. The palettes are joined before any style is
  /// looked up, so that a theme can change an inherited colour by its name alone.
  private static func combine(
    _ files: [ThemeFile], name: String, warnings: inout [ConfigurationProblem]
  ) -> Theme {
    let palette = files.reduce(into: [String: Color]()) { $0.merge($1.palette) { $1 } }
    var styles: [String: Style] = [:]
    for var file in files {
      for entry in file.styles {
        guard BuiltInRoles.contains(entry.role) else {
          file.note(
            entry.line,
            "[styles] unknown role \"\(entry.role)\"" + roleHint(for: entry.role))
          continue
        }
        let foreground = color(entry.foreground, role: entry.role, palette: palette, file: &file)
        let background = color(entry.background, role: entry.role, palette: palette, file: &file)
        styles[entry.role] = Style(
          foreground: foreground, background: background, attributes: entry.attributes)
      }
      warnings += file.problems.sorted { ($0.line ?? 0) < ($1.line ?? 0) }
    }
    return Theme(name: name, styles: styles)
  }

  private static func roleHint(for role: String) -> String {
    Spelling.nearest(to: role, among: BuiltInRoles.all).map { "; did you mean \"\($0)\"?" } ?? ""
  }

  private static func color(
    _ value: (text: ConfigurationValue, line: Int)?, role: String, palette: [String: Color],
    file: inout ThemeFile
  ) -> Color {
    guard let value else { return .terminalDefault }
    if case .string(let text) = value.text.content {
      if let color = palette[text] ?? ColorName.color(named: text) { return color }
      let hint = Spelling.nearest(to: text, among: palette.keys.sorted() + ColorName.all)
      file.note(
        value.line,
        "[styles] \"\(role)\": unknown colour \"\(text)\""
          + (hint.map { "; did you mean \"\($0)\"?" } ?? "; write \"#rrggbb\" or add it to [palette]"))
      return .terminalDefault
    }
    if let color = ColorName.color(value.text) { return color }
    file.note(value.line, "[styles] \"\(role)\" " + ColorName.expectation(value.text))
    return .terminalDefault
  }
}
