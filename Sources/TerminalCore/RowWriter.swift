/// Writes glyphs into a row of a grid, keeping the halves of wide characters together.
struct RowWriter {
  private let cells: UnsafeMutableBufferPointer<Cell>
  /// Where the next glyph goes; may be left of the grid.
  private(set) var column: Int
  /// The column before which to stop, at most the length of the row.
  private let limit: Int

  init(cells: UnsafeMutableBufferPointer<Cell>, column: Int, limit: Int) {
    self.cells = cells
    self.column = column
    self.limit = limit
  }

  var hasRoom: Bool { column < limit }

  /// Writes one glyph, for which there must be room; at an edge that cuts it in two, a blank.
  mutating func put(_ glyph: Glyph, style: Style) {
    let style = glyph.isSymbol ? style.forSymbols : style
    let end = column + glyph.width
    // The left half of a wide character that loses its right half.
    if column > 0, cells[column].width == 0 { cells[column - 1] = Self.blank(cells[column - 1]) }
    if column >= 0, end <= limit {
      cells[column] = Cell(text: glyph.text, width: UInt8(truncatingIfNeeded: glyph.width), style: style)
      if glyph.width == 2 { cells[column + 1] = Cell(text: "", width: 0, style: style) }
    } else {
      for index in max(0, column)..<max(0, column, min(end, limit)) { cells[index] = Cell(style: style) }
    }
    column = min(end, limit)
    // The right half of a wide character that lost its left half.
    if column > 0, column < cells.count, cells[column].width == 0 {
      cells[column] = Self.blank(cells[column])
    }
  }

  private static func blank(_ cell: Cell) -> Cell { Cell(style: cell.style) }
}
