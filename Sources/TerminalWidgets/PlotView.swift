import TerminalCore

/// A plot of points with whole numbers as coordinates, in braille characters: two dots beside and four above each other
/// in a cell.
public struct PlotView: Sendable {
  /// Columns and rows of cells.
  public let width: Int
  public let height: Int
  private var dots: [UInt8]

  public init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
    dots = [UInt8](repeating: 0, count: self.width * self.height)
  }

  /// Dots beside each other.
  public var columns: Int { width * 2 }
  /// Dots above each other.
  public var rows: Int { height * 4 }

  /// Sets one dot, counted from the lower left corner; outside nothing happens.
  public mutating func dot(_ x: Int, _ y: Int) {
    guard x >= 0, x < columns, y >= 0, y < rows else { return }
    let down = rows - 1 - y
    let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
    dots[down / 4 * width + x / 2] |= bits[down % 4][x % 2]
  }

  /// Sets the dots on a straight line (Bresenham 1965).
  public mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int)) {
    var (x, y) = start
    let (dx, dy) = (abs(end.x - x), -abs(end.y - y))
    let (stepX, stepY) = (x < end.x ? 1 : -1, y < end.y ? 1 : -1)
    var error = dx + dy
    while true {
      dot(x, y)
      if x == end.x, y == end.y { return }
      let double = 2 * error
      if double >= dy {
        error += dy
        x += stepX
      }
      if double <= dx {
        error += dx
        y += stepY
      }
    }
  }

  /// One row of cells, from above; without braille `*` stands where there is a dot.
  public func text(row: Int, ascii: Bool = false) -> String {
    guard row >= 0, row < height else { return "" }
    return String(
      String.UnicodeScalarView(
        dots[row * width..<(row + 1) * width].map { bits in
          if bits == 0 { return " " }
          return ascii ? "*" : Unicode.Scalar(0x2800 + UInt32(bits)) ?? " "
        }))
  }
}

/// A row of numbers as bars of one cell each: `▂▄▅█`.
public enum Sparkline {
  /// - Parameter range: what the lowest and the highest bar stand for.
  public static func text(_ values: [Double], in range: ClosedRange<Double>, ascii: Bool = false) -> String {
    let signs = Array(ascii ? "_.-=#" : "▁▂▃▄▅▆▇█")
    let length = range.upperBound - range.lowerBound
    return String(
      values.map { value in
        guard value.isFinite, length > 0 else { return " " }
        let share = min(1, max(0, (value - range.lowerBound) / length))
        return signs[Int((share * Double(signs.count - 1)).rounded())]
      })
  }
}
