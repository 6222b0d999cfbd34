/// One column of the screen.
public struct Cell: Hashable, Sendable {
  /// What is drawn: one base character with its combining marks, always safe to send to a terminal;
  /// empty in a cell that a wide neighbour on its left covers.
  public var text: String
  /// 1, or 2 for a wide character; 0 for the covered cell after it.
  public var width: UInt8
  public var style: Style

  public init(text: String = " ", width: UInt8 = 1, style: Style = .plain) {
    self.text = text
    self.width = width
    self.style = style
  }

  public static let blank = Cell()
}

/// A screenful of cells. Everything that is drawn outside is cut off.
public struct Grid: Equatable, Sendable {
  public let size: Size
  public internal(set) var cells: [Cell]

  public init(size: Size, fill: Cell = .blank) {
    self.size = Size(rows: max(0, size.rows), columns: max(0, size.columns))
    cells = Array(repeating: fill, count: self.size.rows * self.size.columns)
  }

  public subscript(row: Int, column: Int) -> Cell {
    get { cells[row * size.columns + column] }
    set { cells[row * size.columns + column] = newValue }
  }

  /// The characters of one row, without styles; trailing blanks are kept.
  public func text(row: Int) -> String {
    var text = ""
    for column in 0..<size.columns { text += self[row, column].text }
    return text
  }
}
