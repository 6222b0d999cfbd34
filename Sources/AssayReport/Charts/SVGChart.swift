/// Draws a ``Chart`` as SVG for the inside of a page: colours and fonts come from the page's style, nothing from
/// elsewhere.
public struct SVGChart: Sendable {
  let chart: Chart
  /// Distinguishes it from the other charts of the page.
  let id: String
  let frame: Frame

  /// Where the plot lies inside the picture.
  struct Frame: Hashable, Sendable {
    var width: Double
    var height: Double
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double
    var plotWidth: Double { width - left - right }
    var plotHeight: Double { height - top - bottom }
  }

  /// - Parameter id: lower-case letters, digits and hyphens.
  public init(_ chart: Chart, id: String) {
    self.chart = chart
    self.id = id
    // Words of the ticks are set in 11 units, about 6.2 wide each.
    let widest = chart.y.ticks.map(\.text.count).max() ?? 0
    let left = 14 + 6.2 * Double(widest)
    var frame = Frame(width: 380, height: 262, left: left, right: 16, top: 30, bottom: 42)
    if chart.isSquare { frame.height = frame.plotWidth * 0.86 + frame.top + frame.bottom }
    self.frame = frame
  }

  /// One `svg` element.
  public var svg: String {
    let size = "0 0 \(Self.number(frame.width)) \(Self.number(frame.height))"
    var parts = [
      "<svg class=\"chart\" viewBox=\"\(size)\" role=\"img\" aria-labelledby=\"\(id)-t \(id)-d\">",
      "<title id=\"\(id)-t\">\(MarkupText.line(chart.title))</title>",
      "<desc id=\"\(id)-d\">\(MarkupText.line(chart.summary))</desc>",
      "<clipPath id=\"\(id)-c\"><rect x=\"\(Self.number(frame.left - 8))\" y=\"\(Self.number(frame.top - 8))\""
        + " width=\"\(Self.number(frame.plotWidth + 16))\" height=\"\(Self.number(frame.plotHeight + 16))\"/></clipPath>",
    ]
    parts += axes
    parts.append("<g clip-path=\"url(#\(id)-c)\">")
    parts += chart.layers.map(draw)
    parts.append("</g>")
    parts += chart.layers.flatMap(words)
    parts.append("</svg>")
    return parts.joined(separator: "\n")
  }

  // MARK: Places

  func x(_ value: Double) -> Double {
    let range = chart.x.range
    return frame.left + (value - range.lowerBound) / (range.upperBound - range.lowerBound) * frame.plotWidth
  }

  func y(_ value: Double) -> Double {
    let range = chart.y.range
    return frame.height - frame.bottom
      - (value - range.lowerBound) / (range.upperBound - range.lowerBound) * frame.plotHeight
  }

  /// At most two places, so that the same chart is the same text everywhere.
  static func number(_ value: Double) -> String {
    NumberText.trimmed(NumberText.plain(value.isFinite ? value : 0, 2))
  }

  static func pair(_ x: Double, _ y: Double) -> String { number(x) + " " + number(y) }
}
