import TerminalCore

/// A list of any length: only the rows that are seen are asked for.
public enum ListView {
  /// The first row to show, so that the cursor is seen with `margin` rows around it where the list goes
  /// on; as near to `top` as that allows.
  public static func scrolledTop(cursor: Int, top: Int, height: Int, count: Int, margin: Int = 0) -> Int {
    guard height > 0, count > 0 else { return 0 }
    let cursor = min(max(0, cursor), count - 1)
    let margin = min(max(0, margin), (height - 1) / 2)
    let highest = cursor - margin
    let lowest = cursor + margin - height + 1
    let wanted = min(max(top, lowest), highest)
    return min(max(0, wanted), max(0, count - height))
  }

  /// Draws the rows from `top` on, each by `row`, which gets its index and the rectangle to draw in;
  /// with a scroll bar in the last column when there are more than fit.
  public static func draw(
    count: Int, top: Int, in rect: Rect, scrollbarStyle: Style = .plain, lines: BorderLines = .light,
    into grid: inout Grid, row: (_ index: Int, _ rect: Rect, _ grid: inout Grid) -> Void
  ) {
    guard !rect.isEmpty, count > 0 else { return }
    let hasScrollbar = count > rect.height && rect.width > 1
    let width = rect.width - (hasScrollbar ? 1 : 0)
    let visible = grid.clipped(rect)
    for screenRow in visible.row..<visible.maxRow {
      let index = top + screenRow - rect.row
      guard index >= 0, index < count else { continue }
      row(index, Rect(row: screenRow, column: rect.column, height: 1, width: width), &grid)
    }
    if hasScrollbar {
      let bar = Rect(row: rect.row, column: rect.maxColumn - 1, height: rect.height, width: 1)
      drawScrollbar(count: count, top: top, in: bar, style: scrollbarStyle, lines: lines, into: &grid)
    }
  }

  /// Draws a scroll bar of one column; its thumb is as long as the part that is seen, at least one row.
  public static func drawScrollbar(
    count: Int, top: Int, in rect: Rect, style: Style, lines: BorderLines = .light, into grid: inout Grid
  ) {
    guard !rect.isEmpty, count > rect.height else { return }
    let length = max(1, Int(Double(rect.height) * Double(rect.height) / Double(count)))
    let share = Double(min(max(0, top), count - rect.height)) / Double(count - rect.height)
    let first = Int((share * Double(rect.height - length)).rounded())
    let visible = grid.clipped(rect)
    for row in visible.row..<visible.maxRow {
      let isThumb = (first..<first + length).contains(row - rect.row)
      grid.put(
        isThumb ? lines.thumb : lines.vertical, row: row, column: rect.column, style: style, maxWidth: 1)
    }
  }
}
