import TerminalCore

/// The looks of a box that lies over the screen.
public struct PopupStyles: Hashable, Sendable {
  /// The lines around it.
  public var border: Style
  /// The heading in the upper line.
  public var title: Style
  /// What stands in it, and its background.
  public var text: Style
  /// What matters less: details, numbers, places.
  public var dim: Style
  /// The line that is chosen.
  public var selection: Style

  /// One style for each part.
  public init(border: Style, title: Style, text: Style, dim: Style, selection: Style) {
    self.border = border
    self.title = title
    self.text = text
    self.dim = dim
    self.selection = selection
  }
}
