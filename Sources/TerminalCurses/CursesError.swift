/// Why the screen could not be opened. `description` is a sentence for the person, with what to do.
public enum CursesError: Error, Equatable, CustomStringConvertible {
  /// Standard input or standard output is a file or a pipe.
  case notATerminal(stream: String)
  /// The environment names no terminal type.
  case terminalTypeMissing
  /// The terminal database has no entry of that name.
  case terminalTypeUnknown(name: String)
  /// The terminal type cannot place the cursor (`dumb`, `unknown`).
  case terminalTooSimple(name: String)
  /// The locale's encoding is something else than UTF-8.
  case localeNotUTF8(encoding: String)
  /// The file for crash reports cannot be opened.
  case crashReportUnwritable(path: String, reason: String)
  /// Another screen is open, or the terminal refused its modes.
  case terminalUnavailable(reason: String)

  /// One sentence: what is wrong and what to do.
  public var description: String {
    switch self {
    case .notATerminal(let stream):
      return "\(stream) is not a terminal; start the workbench in a terminal window, without pipes"
    case .terminalTypeMissing:
      return "the variable TERM is not set; set it to your terminal's type, for example TERM=xterm-256color"
    case .terminalTypeUnknown(let name):
      return "the terminal type \"\(name)\" (TERM) is unknown on this machine; "
        + "install its terminfo entry (package ncurses-term) or try TERM=xterm-256color"
    case .terminalTooSimple(let name):
      return "the terminal type \"\(name)\" (TERM) cannot place the cursor; try TERM=xterm-256color or vt100"
    case .localeNotUTF8(let encoding):
      return "the locale's encoding is \(encoding), not UTF-8; set LC_ALL=C.UTF-8 or another UTF-8 locale"
    case .crashReportUnwritable(let path, let reason):
      return "cannot write crash reports to \(path): \(reason)"
    case .terminalUnavailable(let reason):
      return "cannot take the terminal: \(reason)"
    }
  }
}
