extension Grid {
  /// Draws text on one row, cut at the edges of the grid and after `maxWidth` columns. A wide character
  /// that does not fit at an edge, or of which half is overwritten, becomes blank. Escapes stand for what
  /// must not be drawn, in `Style.forSymbols`.
  ///
  /// - Returns: The columns from `column` on that are used, with those left of the grid; 0 on a row that
  ///   does not exist.
  @discardableResult
  public mutating func put(_ text: String, row: Int, column: Int, style: Style, maxWidth: Int = .max) -> Int {
    withRow(row, column: column, maxWidth: maxWidth) { writer in
      DisplayText.withScanner(text) { scanner in
        while writer.hasRoom, let glyph = scanner.next() { writer.put(glyph, style: style) }
      }
    }
  }

  /// Draws glyphs in one style; see `put(_:row:column:style:maxWidth:)`.
  @discardableResult
  public mutating func put(
    _ glyphs: some Sequence<Glyph>, row: Int, column: Int, style: Style, maxWidth: Int = .max
  ) -> Int {
    withRow(row, column: column, maxWidth: maxWidth) { writer in
      for glyph in glyphs where writer.hasRoom { writer.put(glyph, style: style) }
    }
  }

  /// Draws spans one after the other; see `put(_:row:column:style:maxWidth:)`.
  @discardableResult
  public mutating func put(spans: [Span], row: Int, column: Int, maxWidth: Int = .max) -> Int {
    withRow(row, column: column, maxWidth: maxWidth) { writer in
      for span in spans where writer.hasRoom {
        DisplayText.withScanner(span.text) { scanner in
          while writer.hasRoom, let glyph = scanner.next() { writer.put(glyph, style: span.style) }
        }
      }
    }
  }

  /// Makes the part of `rect` that is on the grid blank, in one style.
  public mutating func fill(_ rect: Rect, style: Style) { fill(rect, with: Cell(style: style)) }

  /// Fills the part of `rect` that is on the grid with a cell of one column; another one counts as blank.
  public mutating func fill(_ rect: Rect, with cell: Cell) {
    let cell = cell.width == 1 ? cell : Cell(style: cell.style)
    let rect = clipped(rect)
    guard !rect.isEmpty else { return }
    for row in rect.row..<rect.maxRow {
      let start = row * size.columns
      separateHalves(row: row, column: rect.column)
      separateHalves(row: row, column: rect.maxColumn)
      for index in start + rect.column..<start + rect.maxColumn { cells[index] = cell }
    }
  }

  /// The part of `rect` that is on the grid.
  public func clipped(_ rect: Rect) -> Rect {
    let row = max(0, rect.row)
    let column = max(0, rect.column)
    return Rect(
      row: row, column: column, height: min(size.rows, rect.maxRow) - row,
      width: min(size.columns, rect.maxColumn) - column)
  }

  /// Blanks a wide character that stands on both sides of the border left of `column`.
  private mutating func separateHalves(row: Int, column: Int) {
    guard column > 0, column < size.columns, self[row, column].width == 0 else { return }
    self[row, column] = Cell(style: self[row, column].style)
    self[row, column - 1] = Cell(style: self[row, column - 1].style)
  }

  private mutating func withRow(
    _ row: Int, column: Int, maxWidth: Int, _ body: (inout RowWriter) -> Void
  ) -> Int {
    guard row >= 0, row < size.rows, maxWidth > 0, column < size.columns else { return 0 }
    let columns = size.columns
    let limit = maxWidth < columns - column ? column + maxWidth : columns
    return cells.withUnsafeMutableBufferPointer { cells in
      let line = UnsafeMutableBufferPointer(rebasing: cells[row * columns..<(row + 1) * columns])
      var writer = RowWriter(cells: line, column: column, limit: limit)
      body(&writer)
      return writer.column - column
    }
  }
}
