import CNcursesw
import TerminalCore

/// Puts grids into the curses window. Curses itself compares the window with what the terminal shows and
/// writes the difference; this compares grids, so that an unchanged row costs nothing.
struct ScreenWriter {
  private var styles: StyleTable
  private var shown: Grid?
  private var rowBuffer: [cchar_t] = []
  private var scalarBuffer: [wchar_t] = []

  init(styles: StyleTable) {
    self.styles = styles
  }

  /// Forgets the last grid.
  mutating func invalidate() { shown = nil }

  /// Copies what changed since the last call into `window`, clipped to its `size`.
  mutating func put(_ grid: Grid, into window: UnsafeMutablePointer<WINDOW>, size: Size) {
    var previous = shown
    if previous?.size != grid.size {
      previous = nil
      werase(window)
    }
    shown = nil  // One reference each, so that nothing is copied.
    let rows = min(grid.size.rows, size.rows)
    let columns = min(grid.size.columns, size.columns)
    rowBuffer.reserveCapacity(columns)
    let width = grid.size.columns
    grid.cells.withUnsafeBufferPointer { cells in
      for row in 0..<rows {
        let line = UnsafeBufferPointer(rebasing: cells[row * width..<row * width + columns])
        guard let changed = changedColumns(of: line, row: row, width: width, since: previous) else {
          continue
        }
        putRun(line, changed, row: row, into: window)
      }
    }
    shown = grid
  }

  /// From the first to the last column that differs, nil when none does.
  private func changedColumns(
    of line: UnsafeBufferPointer<Cell>, row: Int, width: Int, since previous: Grid?
  ) -> Range<Int>? {
    guard let previous else { return line.isEmpty ? nil : 0..<line.count }
    return previous.cells.withUnsafeBufferPointer { old -> Range<Int>? in
      let start = row * width
      guard var first = line.indices.first(where: { line[$0] != old[start + $0] }) else { return nil }
      var last = line.count - 1
      while last > first, line[last] == old[start + last] { last -= 1 }
      // A run must not begin in the covered half of a wide character, nor end before it.
      while first > 0, line[first].width == 0 { first -= 1 }
      while last + 1 < line.count, line[last + 1].width == 0 { last += 1 }
      return first..<last + 1
    }
  }

  private mutating func putRun(
    _ line: UnsafeBufferPointer<Cell>, _ columns: Range<Int>, row: Int,
    into window: UnsafeMutablePointer<WINDOW>
  ) {
    rowBuffer.removeAll(keepingCapacity: true)
    var column = columns.lowerBound
    while column < columns.upperBound {
      let covers = column + 1 < line.count && line[column + 1].width == 0
      append(line[column], hasRoomForTwo: covers)
      column += covers && line[column].width == 2 ? 2 : 1
    }
    cur_put_cells(window, Int32(row), Int32(columns.lowerBound), rowBuffer, Int32(rowBuffer.count))
  }

  private mutating func append(_ cell: Cell, hasRoomForTwo: Bool) {
    let entry = styles.entry(for: cell.style)
    let isWide = cell.width == 2 && hasRoomForTwo
    fillScalars(cell, isWide: isWide)
    var filled = cchar_t()
    cur_fill_cell(&filled, scalarBuffer, entry.attributes, entry.pair)
    rowBuffer.append(filled)
    // What the machine's tables take for narrow is given its second column as a blank.
    if isWide, scalarBuffer[0] < 0x80 || cur_scalar_width(UInt32(scalarBuffer[0])) != 2 {
      var blank = cchar_t()
      cur_fill_cell(&blank, [0x20, 0], entry.attributes, entry.pair)
      rowBuffer.append(blank)
    }
  }

  /// The cell's text as curses takes it: at most five scalars and a zero. What the machine counts as
  /// wider than the cell, as invisible or as a control becomes a replacement character: it would shift
  /// the line or reach the terminal as a command.
  private mutating func fillScalars(_ cell: Cell, isWide: Bool) {
    scalarBuffer.removeAll(keepingCapacity: true)
    let bytes = cell.text.utf8
    if let byte = bytes.first, byte >= 0x20, byte < 0x7f, bytes.count == 1 {
      scalarBuffer.append(wchar_t(byte))
    } else if bytes.isEmpty || (cell.width == 2 && !isWide) {
      scalarBuffer.append(0x20)
    } else {
      for scalar in cell.text.unicodeScalars.prefix(5) {
        let width = cur_scalar_width(scalar.value)
        if scalarBuffer.isEmpty {
          let fits = width == 1 || (width == 2 && isWide)
          scalarBuffer.append(fits ? wchar_t(scalar.value) : 0xFFFD)
        } else if width == 0, !scalar.properties.isBidiControl, scalar.value != 0x200D {
          scalarBuffer.append(wchar_t(scalar.value))
        }
      }
    }
    scalarBuffer.append(0)
  }
}
