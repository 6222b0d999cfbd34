import TerminalCore

/// Panes side by side. Neighbours share the column of the border between them.
public struct SplitLayout: Hashable, Sendable {
  /// What is under a point.
  public enum Hit: Hashable, Sendable {
    /// A pane, counted from the left.
    case pane(Int)
    /// The border at the right of a pane.
    case border(Int)
  }

  /// What is split.
  public let rect: Rect
  /// From left to right, borders included; together they cover `rect`.
  public let panes: [Rect]

  /// Splits a rectangle by shares, whatever their sum. A pane gets its minimum of columns, borders
  /// included, as long as there is room for the minimums of all; else all are as wide as each other.
  public init(_ rect: Rect, shares: [Double], minimums: [Int] = []) {
    self.rect = rect
    let count = shares.count
    guard count > 0 else {
      panes = []
      return
    }
    // Each border between two panes belongs to both.
    let columns = rect.width + count - 1
    let minimums = shares.indices.map { max(0, minimums.indices.contains($0) ? minimums[$0] : 0) }
    let widths = Self.widths(columns, shares: shares.map { $0.isFinite ? max(0, $0) : 0 }, minimums: minimums)
    var panes: [Rect] = []
    var column = rect.column
    for width in widths {
      // In a rectangle narrower than its borders the last panes are empty.
      let visible = max(0, min(width, rect.maxColumn - column))
      panes.append(Rect(row: rect.row, column: column, height: rect.height, width: visible))
      column = min(max(column, column + width - 1), rect.maxColumn)
    }
    self.panes = panes
  }

  /// What is under a point; nil outside.
  public func hit(_ point: Point) -> Hit? {
    guard rect.contains(point) else { return nil }
    for (index, pane) in panes.enumerated() where pane.contains(point) {
      return index < panes.count - 1 && point.column == pane.maxColumn - 1 ? .border(index) : .pane(index)
    }
    return nil
  }

  /// The shares after the border at the right of pane `index` was dragged to a column; only the two panes
  /// beside it change.
  public func shares(movingBorder index: Int, to column: Int) -> [Double] {
    var widths = panes.map { Double($0.width) }
    guard index >= 0, index + 1 < panes.count else { return widths }
    let left = panes[index]
    let right = panes[index + 1]
    let border = min(max(column, left.column), max(left.column, right.maxColumn - 1))
    widths[index] = Double(border - left.column + 1)
    widths[index + 1] = Double(max(0, right.maxColumn - border))
    return widths
  }

  /// Widths that sum up to `columns`.
  private static func widths(_ columns: Int, shares: [Double], minimums: [Int]) -> [Int] {
    let needed = minimums.reduce(0, +)
    guard needed <= columns else { return evenWidths(columns, count: shares.count) }
    let total = shares.reduce(0, +)
    let weights =
      total > 0 && total.isFinite ? shares.map { $0 / total } : shares.map { _ in 1 / Double(shares.count) }
    var widths = weights.indices.map { max(minimums[$0], Int((weights[$0] * Double(columns)).rounded())) }
    // What rounding and minimums took too much or too little, from those that can spare it most.
    var excess = widths.reduce(0, +) - columns
    while excess > 0 {
      let spare = widths.indices.max { widths[$0] - minimums[$0] < widths[$1] - minimums[$1] } ?? 0
      let taken = min(excess, max(1, (widths[spare] - minimums[spare]) / 2))
      widths[spare] -= taken
      excess -= taken
    }
    if excess < 0 { widths[widths.count - 1] -= excess }
    return widths
  }

  private static func evenWidths(_ columns: Int, count: Int) -> [Int] {
    (0..<count).map { columns * ($0 + 1) / count - columns * $0 / count }
  }
}
