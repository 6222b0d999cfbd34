/// The table of commands as a Markdown table, for `docs/review.md` and `assay keys`.
public enum KeyTable {
  public static func markdown(_ bindings: KeyBindings) -> String {
    var lines: [String] = []
    for section in sections {
      lines += ["", "**\(section)**", "", "| Key | What it does | Name |", "|---|---|---|"]
      for command in CommandTable.all where command.section == section {
        let keys = keys(of: command, bindings)
        let shown = keys.map { "`\($0)`" }.joined(separator: " ")
        let hidden = keys.filter { !bindings.all(for: command.id, screen: .review).contains($0) }
        let except =
          command.scope == .everywhere && !hidden.isEmpty
          ? " (\(hidden.map { "`\($0)`" }.joined(separator: " ")) not in Review)" : ""
        lines.append(
          "| \(shown) | \(command.title)\(note(on: command))\(except) | `\(command.id.rawValue)` |")
      }
    }
    return lines.dropFirst().joined(separator: "\n") + "\n"
  }

  /// The sections in the order of the help.
  public static let sections = ["Decide", "Find", "Judge", "Generate", "Threshold", "Move", "Everywhere"]

  /// Of a command that works everywhere those of the screen where it has the most: others have some for themselves.
  private static func keys(of command: Command, _ bindings: KeyBindings) -> [String] {
    guard command.scope == .everywhere else {
      return bindings.all(for: command.id, screen: screen(of: command))
    }
    let keys = Screen.allCases.map { bindings.all(for: command.id, screen: $0) }
    return keys.max { $0.count < $1.count } ?? []
  }

  private static func screen(of command: Command) -> Screen {
    if case .screens(let screens) = command.scope, !screens.contains(.review) {
      return screens.min { $0.rawValue < $1.rawValue } ?? .review
    }
    return .review
  }

  private static func note(on command: Command) -> String {
    switch command.scope {
    case .searching: " (while a search is on)"
    case .clusters: " (clusters)"
    case .runs: " (runs)"
    case .screens([.judge]): " (judge)"
    case .screens([.judge, .runs]): " (judge, runs)"
    case .everywhere, .screens: ""
    }
  }
}
