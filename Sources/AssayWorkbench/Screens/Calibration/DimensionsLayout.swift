import AssayModel
import AssayStatistics
import TerminalCore

/// Where the matrices of the dimensions stand. Scales of few points have wide cells; one of many points gets narrow ones,
/// and where even those have no room, the part of it that is around the cursor.
struct DimensionsLayout {
  /// A matrix, or the part of one that is in sight.
  struct Block {
    var index: Int
    var rect: Rect
    /// The person's scores and the judge's that are in sight, by their place on the scale.
    var rows: Range<Int>
    var columns: Range<Int>
  }

  let blocks: [Block]
  /// Of a cell, the blank behind it included.
  let cellWidth: Int
  /// Columns before the first cell.
  let gutter: Int

  /// Lines above the first cell.
  static let head = 3
  /// What the name and the line of figures take.
  static let leastWidth = 34
  static let cellWidths = (wide: 6, narrow: 4)

  /// - Parameters:
  ///   - current: the dimension under the cursor, and `cell` the cell, row after row.
  init(_ dimensions: [DimensionPicture], in rect: Rect, current: Int, cell: Int) {
    let size = dimensions.map(\.matrix.categories).max() ?? 5
    let highest = dimensions.map { $0.dimension.minimum + $0.matrix.categories - 1 }.max() ?? 5
    gutter = 2 + max(2, String(highest).count)
    let isWide = gutter + size * Self.cellWidths.wide <= rect.width
    cellWidth = isWide ? Self.cellWidths.wide : Self.cellWidths.narrow
    let width = max(Self.leastWidth, gutter + size * cellWidth)
    let height = Self.head + size + 1
    let across = max(1, (rect.width + 3) / (width + 3))
    let down = max(1, (rect.height + 1) / height)
    let perPage = across * down
    let first = current / perPage * perPage
    let room = (
      rows: max(1, rect.height - Self.head), columns: max(1, (rect.width - gutter) / cellWidth)
    )
    blocks = dimensions.indices.dropFirst(first).prefix(perPage).map { index in
      let place = index - first
      let row = rect.row + place / across * height
      let column = rect.column + place % across * (width + 3)
      let own = dimensions[index].matrix.categories
      let here = index == current ? cell : 0
      return Block(
        index: index,
        rect: Rect(
          row: row, column: column, height: min(height - 1, rect.maxRow - row),
          width: min(width, rect.maxColumn - column)),
        rows: Self.window(own, room: room.rows, around: here / own),
        columns: Self.window(own, room: room.columns, around: here % own))
    }
  }

  /// As many of `count` places as there is room for, one of them as near to the middle as can be.
  private static func window(_ count: Int, room: Int, around place: Int) -> Range<Int> {
    let shown = min(count, room)
    let first = min(count - shown, max(0, place - shown / 2))
    return first..<first + shown
  }

  /// The dimension and the cell at a point; -1: beside the cells.
  func cell(at point: Point, _ dimensions: [DimensionPicture]) -> (dimension: Int, cell: Int)? {
    guard let block = blocks.first(where: { $0.rect.contains(point) }) else { return nil }
    let size = dimensions[block.index].matrix.categories
    let (down, across) = (
      point.row - block.rect.row - Self.head, point.column - block.rect.column - gutter
    )
    guard down >= 0, across >= 0, block.rows.count > down, block.columns.count > across / cellWidth else {
      return (block.index, -1)
    }
    let (row, column) = (block.rows.lowerBound + down, block.columns.lowerBound + across / cellWidth)
    return (block.index, row * size + column)
  }
}
