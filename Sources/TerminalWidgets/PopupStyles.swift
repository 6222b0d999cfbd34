import TerminalCore

/// The looks of a box that lies over the screen.
public struct PopupStyles: Hashable, Sendable {
  public var border: Style
  public var title: Style
  public var text: Style
  /// What matters less: details, numbers, places.
  public var dim: Style
  /// The line that is chosen.
  public var selection: Style

  public init(border: Style, title: Style, text: Style, dim: Style, selection: Style) {
    self.border = border
    self.title = title
    self.text = text
    self.dim = dim
    self.selection = selection
  }
}
