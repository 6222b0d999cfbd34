extension Grid {
  /// Draws a frame along the inside of `rect`, with a title in its upper line. A rectangle of one row or
  /// column is a mere line.
  public mutating func frame(
    _ rect: Rect, style: Style, title: [Span] = [], lines: BorderLines = .light
  ) {
    guard !rect.isEmpty, !clipped(rect).isEmpty else { return }
    let isFlat = rect.height == 1
    drawEdge(
      rect, row: rect.row, style: style, left: isFlat ? lines.horizontal : lines.topLeft,
      right: isFlat ? lines.horizontal : lines.topRight, lines: lines)
    if !isFlat {
      drawEdge(
        rect, row: rect.maxRow - 1, style: style, left: lines.bottomLeft, right: lines.bottomRight,
        lines: lines)
    }
    for row in max(0, rect.row + 1)..<max(0, rect.row + 1, min(size.rows, rect.maxRow - 1)) {
      put(lines.vertical, row: row, column: rect.column, style: style)
      put(lines.vertical, row: row, column: rect.maxColumn - 1, style: style)
    }
    let room = rect.width - 2
    guard room > 0, !title.isEmpty else { return }
    put(
      spans: TextLayout.truncate(title, to: room, ellipsis: lines.ellipsis), row: rect.row,
      column: rect.column + 1, maxWidth: room)
  }

  private mutating func drawEdge(
    _ rect: Rect, row: Int, style: Style, left: String, right: String, lines: BorderLines
  ) {
    guard row >= 0, row < size.rows else { return }
    if rect.width == 1 {
      put(rect.height == 1 ? lines.horizontal : lines.vertical, row: row, column: rect.column, style: style)
      return
    }
    // Only what is on the grid: a rectangle may be far larger.
    let visible = clipped(rect)
    for column in visible.column..<visible.maxColumn {
      let text = column == rect.column ? left : column == rect.maxColumn - 1 ? right : lines.horizontal
      put(text, row: row, column: column, style: style)
    }
  }
}
