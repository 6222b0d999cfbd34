import TerminalCore

extension CursesTerminal {
  /// How the terminal is used.
  public struct Options: Sendable {
    /// Whether clicks and the wheel come as events. It takes the terminal's own text selection away.
    public var mouse: Bool
    /// The most colours to use; nil: what the terminal has, none if `NO_COLOR` is set and not empty.
    public var colorDepth: ColorDepth?
    /// The file to which standard error goes while the screen is up, so that the text of a crash
    /// survives it; nil leaves standard error alone.
    public var crashReportPath: String?

    /// Mouse on, as many colours as there are, standard error left alone.
    public init(mouse: Bool = true, colorDepth: ColorDepth? = nil, crashReportPath: String? = nil) {
      self.mouse = mouse
      self.colorDepth = colorDepth
      self.crashReportPath = crashReportPath
    }
  }
}
