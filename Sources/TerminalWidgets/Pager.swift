import TerminalCore

/// A part of a long text.
public enum Pager {
  /// Draws lines, wrapped already, from `offset` on. In the last column an arrow says where there is more.
  public static func draw(
    _ text: [[Span]], in rect: Rect, from offset: Int, moreStyle: Style = .plain, lines: BorderLines = .light,
    into grid: inout Grid
  ) {
    guard !rect.isEmpty else { return }
    let first = min(max(0, offset), text.count)
    for (index, line) in text.dropFirst(first).prefix(rect.height).enumerated() {
      grid.put(spans: line, row: rect.row + index, column: rect.column, maxWidth: rect.width)
    }
    let column = rect.maxColumn - 1
    if first > 0 { grid.put(lines.arrowUp, row: rect.row, column: column, style: moreStyle) }
    if text.count - first > rect.height {
      grid.put(lines.arrowDown, row: rect.maxRow - 1, column: column, style: moreStyle)
    }
  }
}
