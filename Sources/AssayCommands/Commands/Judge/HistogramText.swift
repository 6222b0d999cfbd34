import AssayModel

/// How often each score was given, in small bars.
enum HistogramText {
  private static let bars = Array("▁▂▃▄▅▆▇█")
  /// A scale with more scores than this has its counts left out.
  private static let longest = 11

  /// One line for each dimension, `clarity   1 ▁ 2   2 ▃ 14   3 █ 40`.
  static func lines(_ histograms: [RunProgress.Histogram]) -> [String] {
    let shown = histograms.filter { $0.counts.contains { $0 > 0 } }
    let width = shown.map(\.dimension.count).max() ?? 0
    return shown.map { histogram in
      "  " + histogram.dimension + String(repeating: " ", count: width - histogram.dimension.count) + "  "
        + text(histogram)
    }
  }

  private static func text(_ histogram: RunProgress.Histogram) -> String {
    let most = max(1, histogram.counts.max() ?? 1)
    let bars = histogram.counts.map { bar($0, most: most) }
    guard histogram.counts.count <= longest else {
      let last = histogram.minimum + histogram.counts.count - 1
      return "\(histogram.minimum) \(bars.joined()) \(last)"
    }
    return zip(histogram.counts, bars).enumerated().map { position, pair in
      "\(histogram.minimum + position) \(pair.1) \(Figures.grouped(pair.0))"
    }.joined(separator: "   ")
  }

  /// A score that was never given has no bar at all; one that was given once has the smallest.
  private static func bar(_ count: Int, most: Int) -> String {
    if count == 0 { return " " }
    return String(bars[(count * (bars.count - 1) + most / 2) / most])
  }
}
