import TerminalCore

/// A box with a title over the middle of the screen.
public enum Popup {
  /// Draws lines from `scroll` on in a box as large as they need and `rect` allows; spans are drawn over
  /// the box's background. Where lines are hidden, the lower border says which are seen.
  ///
  /// - Returns: The inside of the box; empty when there was no room.
  @discardableResult
  public static func draw(
    title: String, lines: [[Span]], scroll: Int = 0, in rect: Rect, styles: PopupStyles,
    borders: BorderLines = .light, into grid: inout Grid
  ) -> Rect {
    let widest = lines.lazy.map(\.width).max() ?? 0
    let box = self.box(width: max(widest + 2, DisplayText.width(title) + 2), height: lines.count, in: rect)
    let inner = drawBox(box, title: title, in: rect, styles: styles, borders: borders, into: &grid)
    guard !inner.isEmpty else { return inner }
    let first = min(max(0, scroll), max(0, lines.count - inner.height))
    for (index, line) in lines.dropFirst(first).prefix(inner.height).enumerated() {
      grid.put(
        spans: line.truncated(to: inner.width, ellipsis: borders.ellipsis), row: inner.row + index,
        column: inner.column, maxWidth: inner.width)
    }
    if lines.count > inner.height {
      let place = " \(first + 1)-\(min(lines.count, first + inner.height))/\(lines.count) "
      let column = max(box.column + 1, box.maxColumn - 1 - place.utf8.count)
      let room = box.maxColumn - 1 - column
      if box.height > 1 {
        grid.put(place, row: box.maxRow - 1, column: column, style: styles.dim, maxWidth: room)
      }
    }
    return inner
  }

  /// The largest `scroll` that shows something else than the one before it.
  public static func lastScroll(lineCount: Int, in rect: Rect) -> Int {
    max(0, lineCount - max(1, min(lineCount, rect.height - 2)))
  }

  /// A box in the middle of `rect` around a content of some size, clipped to `rect`.
  static func box(width: Int, height: Int, in rect: Rect) -> Rect {
    let width = min(rect.width, width + 2)
    let height = min(rect.height, height + 2)
    return Rect(
      row: rect.row + (rect.height - height) / 2, column: rect.column + (rect.width - width) / 2,
      height: height,
      width: width)
  }

  /// Draws the empty box; returns its inside, with a blank column at both sides where there is room.
  static func drawBox(
    _ box: Rect, title: String, in rect: Rect, styles: PopupStyles, borders: BorderLines,
    into grid: inout Grid
  ) -> Rect {
    guard !box.isEmpty else { return box }
    grid.fill(box, style: styles.text)
    let heading = title.isEmpty ? [] : [Span(text: " \(title) ", style: styles.title)]
    grid.frame(box, style: styles.border, title: heading, lines: borders)
    let inner = box.inset()
    guard inner.width > 2 else { return inner }
    return Rect(row: inner.row, column: inner.column + 1, height: inner.height, width: inner.width - 2)
  }
}
