/// An interval on a line, drawn beside the numbers that say the same.
public struct IntervalStrip: Hashable, Sendable {
  public var value: Double
  public var low: Double?
  public var high: Double?
  /// The ends of the line.
  public var range: ClosedRange<Double>
  /// What the lower end should reach, or where chance is.
  public var bar: Double?

  public init(
    value: Double, low: Double?, high: Double?, range: ClosedRange<Double> = 0...1, bar: Double? = nil
  ) {
    self.value = value
    self.low = low
    self.high = high
    self.range = range
    self.bar = bar
  }

  /// As SVG, hidden from those who have the numbers read to them.
  public var svg: String {
    let width = 120.0
    func x(_ value: Double) -> String {
      let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
      return SVGChart.number(4 + max(0, min(1, share)) * (width - 8))
    }
    var parts = [
      "<svg class=\"strip\" viewBox=\"0 0 120 14\" width=\"120\" height=\"14\" aria-hidden=\"true\">",
      "<path class=\"axis\" d=\"M4 7H116\"/>",
    ]
    if let bar { parts.append("<path class=\"bar\" d=\"M\(x(bar)) 1V13\"/>") }
    if let low, let high { parts.append("<path class=\"range\" d=\"M\(x(low)) 7H\(x(high))\"/>") }
    parts.append("<circle class=\"dot\" cx=\"\(x(value))\" cy=\"7\" r=\"3.5\"/></svg>")
    return parts.joined()
  }
}
