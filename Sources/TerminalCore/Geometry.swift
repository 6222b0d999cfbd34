/// A place on the screen, counted from the upper left corner.
public struct Point: Hashable, Sendable {
  public var row: Int
  public var column: Int
  public init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}

/// A number of rows and columns; either may be zero.
public struct Size: Hashable, Sendable {
  public var rows: Int
  public var columns: Int
  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }
}

/// A part of the screen. A negative height or width counts as none.
public struct Rect: Hashable, Sendable {
  public var row: Int
  public var column: Int
  public var height: Int
  public var width: Int

  public init(row: Int, column: Int, height: Int, width: Int) {
    self.row = row
    self.column = column
    self.height = max(0, height)
    self.width = max(0, width)
  }

  /// The whole of a screen.
  public init(_ size: Size) { self.init(row: 0, column: 0, height: size.rows, width: size.columns) }

  public var isEmpty: Bool { height == 0 || width == 0 }
  public var maxRow: Int { row + height }
  public var maxColumn: Int { column + width }

  public func contains(_ point: Point) -> Bool {
    point.row >= row && point.row < maxRow && point.column >= column && point.column < maxColumn
  }

  /// The rectangle without its outermost `amount` rows and columns.
  public func inset(by amount: Int = 1) -> Rect {
    Rect(
      row: row + amount, column: column + amount, height: height - 2 * amount,
      width: width - 2 * amount)
  }
}
