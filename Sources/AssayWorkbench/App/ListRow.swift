import TerminalCore

/// The colours of one row of a list: the row under the cursor lies under the selection.
struct ListRow {
  private let isCurrent: Bool
  private let theme: Theme
  private let selection: Style
  private let isASCII: Bool

  /// Fills the row's whole width where the cursor is on it.
  ///
  /// - Parameter isFocused: whether the list has the keys.
  init(_ canvas: inout Canvas, _ rect: Rect, isCurrent: Bool, isFocused: Bool) {
    self.isCurrent = isCurrent
    theme = canvas.theme
    isASCII = canvas.isASCII
    selection = canvas.style(isFocused ? "selection" : "selection.unfocused")
    if isCurrent { canvas.grid.fill(rect, style: canvas.style("text").overlaid(with: selection)) }
  }

  /// Text in the style of a role.
  func span(_ text: String, _ role: String) -> Span {
    let style = theme.style(role)
    return Span(text: text, style: isCurrent ? style.overlaid(with: selection) : style)
  }

  /// Where the cursor is, for those who see no colours.
  var arrow: String { isCurrent ? (isASCII ? ">" : "▸") : " " }
}
