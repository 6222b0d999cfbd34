extension SVGChart {
  /// Grid, ticks and the names of both axes, that of y lying above it where it can be read without turning the head.
  var axes: [String] {
    let (right, bottom) = (frame.width - frame.right, frame.height - frame.bottom)
    var parts: [String] = []
    for tick in chart.y.ticks {
      parts.append(
        "<path class=\"grid\" d=\"M\(Self.pair(frame.left, y(tick.value)))H\(Self.number(right))\"/>")
      parts.append(text(tick.text, x: frame.left - 7, y: y(tick.value) + 3.8, anchor: "end", kind: "tick"))
    }
    for tick in chart.x.ticks {
      parts.append("<path class=\"grid\" d=\"M\(Self.pair(x(tick.value), bottom))v4\"/>")
      parts.append(text(tick.text, x: x(tick.value), y: bottom + 16, anchor: "middle", kind: "tick"))
    }
    parts.append("<path class=\"axis\" d=\"M\(Self.pair(frame.left, bottom))H\(Self.number(right))\"/>")
    parts.append(text(chart.y.label, x: 2, y: 13, anchor: "start", kind: "name"))
    parts.append(text(chart.x.label, x: right, y: frame.height - 6, anchor: "end", kind: "name"))
    return parts
  }

  func draw(_ layer: Chart.Layer) -> String {
    switch layer {
    case .line(let points, let tone): path(points, tone, isStepped: false)
    case .steps(let points, let tone): path(points, tone, isStepped: true)
    case .points(let points, let tone): points.map { dot($0, tone) }.joined(separator: "\n")
    case .bars(let bars, let tone): bars.map { bar($0, tone) }.joined(separator: "\n")
    case .guide(let from, let to):
      "<path class=\"guide\" d=\"M\(Self.pair(x(from.x), y(from.y)))L\(Self.pair(x(to.x), y(to.y)))\"/>"
    case .mark(let value, _):
      "<path class=\"guide\" d=\"M\(Self.pair(x(value), frame.top))V\(Self.number(frame.height - frame.bottom))\"/>"
    case .level(let value, _):
      "<path class=\"guide\" d=\"M\(Self.pair(frame.left, y(value)))H\(Self.number(frame.width - frame.right))\"/>"
    case .spot(let point, _):
      "<circle class=\"spot\" cx=\"\(Self.number(x(point.x)))\" cy=\"\(Self.number(y(point.y)))\" r=\"5\"/>"
    }
  }

  /// The words of a layer, over everything that is drawn.
  func words(_ layer: Chart.Layer) -> [String] {
    switch layer {
    case .mark(let value, let label):
      return [beside(x(value), frame.top + 9, label)]
    case .level(let value, let label):
      let isHigh = y(value) - 5 < frame.top + 6
      return [
        text(
          label, x: frame.width - frame.right, y: y(value) + (isHigh ? 13 : -5), anchor: "end", kind: "word")
      ]
    case .spot(let point, let label):
      let above = y(point.y) > frame.top + 24
      return [beside(x(point.x), y(point.y) + (above ? -9 : 19), label)]
    default: return []
    }
  }

  /// To the right of a place, or to its left where the right has no room.
  private func beside(_ x: Double, _ y: Double, _ label: String) -> String {
    let isLeft = x + 8 + 6 * Double(label.count) > frame.width - frame.right + 8
    return text(label, x: x + (isLeft ? -7 : 7), y: y, anchor: isLeft ? "end" : "start", kind: "word")
  }

  // MARK: Marks

  private func path(_ points: [Chart.Point], _ tone: Chart.Tone, isStepped: Bool) -> String {
    guard let first = points.first else { return "" }
    var data = "M" + Self.pair(x(first.x), y(first.y))
    for point in points.dropFirst() {
      if isStepped {
        data += "V" + Self.number(y(point.y)) + "H" + Self.number(x(point.x))
      } else {
        data += "L" + Self.pair(x(point.x), y(point.y))
      }
    }
    return "<path class=\"line \(tone.rawValue)\" d=\"\(data)\"/>"
  }

  private func dot(_ point: Chart.Point, _ tone: Chart.Tone) -> String {
    var parts: [String] = []
    if let low = point.low, let high = point.high {
      parts.append(
        "<path class=\"whisker \(tone.rawValue)\" d=\"M\(Self.pair(x(point.x), y(low)))V\(Self.number(y(high)))\"/>"
      )
    }
    parts.append(
      "<circle class=\"dot \(tone.rawValue)\" cx=\"\(Self.number(x(point.x)))\" cy=\"\(Self.number(y(point.y)))\" r=\"3.5\"/>"
    )
    return parts.joined(separator: "\n")
  }

  /// A little narrower than its range, so that neighbours stay apart.
  private func bar(_ bar: Chart.Bar, _ tone: Chart.Tone) -> String {
    let (left, right) = (x(bar.range.lowerBound), x(bar.range.upperBound))
    let gap = min(1.5, (right - left) / 6)
    let (top, bottom) = (y(max(bar.from, bar.to)), y(min(bar.from, bar.to)))
    guard bottom > top else { return "" }
    return
      "<rect class=\"column \(tone.rawValue)\" x=\"\(Self.number(left + gap))\" y=\"\(Self.number(top))\""
      + " width=\"\(Self.number(right - left - 2 * gap))\" height=\"\(Self.number(bottom - top))\"/>"
  }

  private func text(_ text: String, x: Double, y: Double, anchor: String, kind: String) -> String {
    "<text class=\"\(kind)\" x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" text-anchor=\"\(anchor)\">"
      + MarkupText.line(text) + "</text>"
  }
}
