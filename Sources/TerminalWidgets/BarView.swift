import TerminalCore

/// A horizontal bar: `████░`.
public enum BarView {
  /// The bar as text of `width` columns. Its filled part is the share of `maximum` that `value` is,
  /// rounded; what is above or below the scale, or no number, fills all or nothing.
  public static func text(value: Double, maximum: Double, width: Int, lines: BorderLines = .light) -> String {
    let width = max(0, width)
    let share = maximum > 0 ? value / maximum : 0
    let filled = share.isNaN ? 0 : Int((min(max(0, share), 1) * Double(width)).rounded())
    return String(repeating: lines.full, count: filled)
      + String(repeating: lines.empty, count: width - filled)
  }

  /// Draws the bar in the first row of `rect`.
  public static func draw(
    value: Double, maximum: Double, in rect: Rect, style: Style, lines: BorderLines = .light,
    into grid: inout Grid
  ) {
    guard !rect.isEmpty else { return }
    let text = text(value: value, maximum: maximum, width: rect.width, lines: lines)
    grid.put(text, row: rect.row, column: rect.column, style: style, maxWidth: rect.width)
  }
}
