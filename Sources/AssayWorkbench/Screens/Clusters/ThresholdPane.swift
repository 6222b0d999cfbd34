import AssayModel
import Foundation
import TerminalCore
import TerminalWidgets

/// Where the threshold cuts the pairs of one method, in columns of the screen.
struct HistogramLayout {
  let histogram: SimilarityHistogram
  /// Columns of each hundredth, or hundredths in each column: one of the two is 1.
  let columnsPerStep: Int
  let stepsPerColumn: Int
  let width: Int

  init(_ histogram: SimilarityHistogram, width room: Int) {
    self.histogram = histogram
    let steps = max(1, histogram.counts.count)
    let room = max(1, room)
    columnsPerStep = max(1, min(3, room / steps))
    stepsPerColumn = steps <= room ? 1 : (steps + room - 1) / room
    width = columnsPerStep * ((steps + stepsPerColumn - 1) / stepsPerColumn)
  }

  /// The column of a similarity in hundredths.
  func column(of hundredths: Int) -> Int {
    min(width - 1, max(0, hundredths - histogram.floor) / stepsPerColumn * columnsPerStep)
  }

  /// Pairs in a column.
  func count(at column: Int) -> Int {
    let first = column / columnsPerStep * stepsPerColumn
    return histogram.counts.dropFirst(first).prefix(stepsPerColumn).reduce(0, +)
  }

  /// Heights of all columns in eighths of a row, on a logarithmic scale: a thousand copies must not hide the few
  /// pairs about which the threshold decides. Anything above nothing shows.
  func heights(rows: Int) -> [Int] {
    let counts = (0..<width).map(count(at:))
    let highest = log1p(Double(counts.max() ?? 0))
    return counts.map { count in
      count == 0 ? 0 : max(1, Int((log1p(Double(count)) / highest * Double(rows * 8)).rounded()))
    }
  }
}

/// Draws how similar the pairs are, where the threshold cuts, and what comes of it.
func drawThreshold(_ canvas: inout Canvas, _ rect: Rect) {
  let state = canvas.state
  let clusters = state.clusters
  guard let method = clusters.method, let histogram = clusters.pairs?.histogram(method) else {
    // Copies have no threshold.
    canvas.put(
      "Copies only: no threshold to move", row: rect.row, column: rect.column + 1, role: "text.dim",
      width: rect.width - 1)
    return
  }
  let threshold = clusters.threshold(method).hundredths
  let inside = Rect(row: rect.row, column: rect.column + 1, height: rect.height, width: rect.width - 2)
  drawCounts(&canvas, inside, histogram, threshold)
  let floor = "no pairs kept below \(hundredthsText(histogram.floor))"
  let outcome = outcomeText(clusters)
  let isOnOneLine = DisplayText.width(outcome) + 3 + floor.count <= inside.width
  let barRows = rect.height - (isOnOneLine || rect.height < 8 ? 3 : 4)
  guard barRows > 0 else { return }
  let layout = HistogramLayout(histogram, width: inside.width)
  drawBars(
    &canvas, layout, Rect(row: inside.row + 1, column: inside.column, height: barRows, width: layout.width),
    threshold)
  drawAxis(&canvas, layout, row: inside.row + 1 + barRows, column: inside.column, threshold)
  let row = inside.row + 2 + barRows
  canvas.put(outcome, row: row, column: inside.column, role: "text", width: inside.width)
  if isOnOneLine {
    let column = inside.column + DisplayText.width(outcome)
    canvas.put(canvas.separator + floor, row: row, column: column, role: "text.dim")
  } else if rect.height >= 8 {
    canvas.put(floor, row: row + 1, column: inside.column, role: "text.dim", width: inside.width)
  }
}

/// "shared words from 0.70: 1,204 pairs, 311 below"
private func drawCounts(
  _ canvas: inout Canvas, _ rect: Rect, _ histogram: SimilarityHistogram, _ threshold: Int
) {
  let above = histogram.count(from: threshold)
  var column = rect.column
  func put(_ text: String, _ role: String) {
    column += canvas.put(
      text, row: rect.row, column: column, role: role, width: max(0, rect.maxColumn - column))
  }
  put("\(histogram.method.word) ", "field.name")
  put("from \(hundredthsText(threshold))", "histogram.cut")
  put(": ", "text.dim")
  put(counted(above, "pair"), "histogram.counted")
  put(", \(grouped(histogram.total - above)) below", "text.dim")
}

private let eighths = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

private func drawBars(_ canvas: inout Canvas, _ layout: HistogramLayout, _ rect: Rect, _ threshold: Int) {
  let heights = layout.heights(rows: rect.height)
  let cut = layout.column(of: threshold)
  for (column, height) in heights.enumerated() where column < rect.width {
    let role = column < cut ? "histogram.left" : "histogram.counted"
    for row in 0..<rect.height {
      let filled = min(8, max(0, height - row * 8))
      guard filled > 0 else { continue }
      // Without colour the two sides still differ.
      let sign =
        canvas.isASCII ? (column < cut ? "." : filled >= 4 ? "#" : ":") : eighths[filled]
      canvas.put(sign, row: rect.maxRow - 1 - row, column: rect.column + column, role: role)
    }
  }
}

/// The scale under the bars, with a mark where the threshold cuts.
private func drawAxis(
  _ canvas: inout Canvas, _ layout: HistogramLayout, row: Int, column: Int, _ threshold: Int
) {
  let ascii = canvas.isASCII
  let cut = layout.column(of: threshold)
  canvas.put(
    String(repeating: canvas.lines.horizontal, count: layout.width), row: row, column: column, role: "border")
  let floor = hundredthsText(layout.histogram.floor)
  if layout.width >= 14 {
    canvas.put("1.00", row: row, column: column + layout.width - 4, role: "text.dim")
    if cut > 5 { canvas.put(floor, row: row, column: column, role: "text.dim") }
  }
  canvas.put(ascii ? "^" : "▲", row: row, column: column + cut, role: "histogram.cut")
}

/// "1,161 clusters, 2,310 duplicates"
private func outcomeText(_ clusters: ClustersState) -> String {
  guard let snapshot = clusters.snapshot else { return "" }
  return counted(snapshot.clusters.count, "cluster") + ", " + counted(snapshot.duplicateCount, "duplicate")
}

/// A number with its noun.
private func counted(_ number: Int, _ noun: String) -> String {
  "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
}

/// A number of hundredths as a decimal: 0.70, 1.00.
func hundredthsText(_ hundredths: Int) -> String {
  let sign = hundredths < 0 ? "-" : ""
  let digits = String(abs(hundredths) % 100)
  return "\(sign)\(abs(hundredths) / 100)." + (digits.count < 2 ? "0" : "") + digits
}
