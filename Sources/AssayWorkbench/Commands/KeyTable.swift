/// The table of commands as a Markdown table, for `docs/review.md` and `assay keys`.
public enum KeyTable {
  public static func markdown(_ bindings: KeyBindings) -> String {
    var lines: [String] = []
    for section in sections {
      lines += ["", "**\(section)**", "", "| Key | What it does | Name |", "|---|---|---|"]
      for command in CommandTable.all where command.section == section {
        let keys = bindings.all(for: command.id, screen: screen(of: command)).map { "`\($0)`" }.joined(
          separator: " ")
        lines.append("| \(keys) | \(command.title)\(note(on: command)) | `\(command.id.rawValue)` |")
      }
    }
    return lines.dropFirst().joined(separator: "\n") + "\n"
  }

  /// The sections in the order of the help.
  public static let sections = ["Decide", "Find", "Judge", "Generate", "Threshold", "Move", "Everywhere"]

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
