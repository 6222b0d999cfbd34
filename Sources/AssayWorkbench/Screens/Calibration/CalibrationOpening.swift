import AssayCalibration
import AssayModel
import AssayStatistics
import TerminalWidgets

// From a figure to the examples behind it.

/// Shows in Review exactly the examples behind the figure under the cursor.
func openFigure(_ state: inout AppState) -> [Effect] {
  guard let picture = state.calibration.picture, let shown = state.calibration.shown else {
    state.message = Message(.info, "Nothing to open yet")
    return []
  }
  let place = choiceText(picture.choice, state)
  switch state.calibration.pane {
  case .matrix, .rule, .curve:
    let cell = state.calibration.pane == .matrix ? state.calibration.cell : .falsePositive
    let examples = picture.rows.filter { row in
      guard !row.scores.isEmpty, let isKept = shown.rule.keeps(row.scores) else { return false }
      return ConfusionCell(accepted: row.truth.verdict == .accept, kept: isKept) == cell
    }.map(\.example)
    return open(examples, "\(cell.title), \(place)", &state)
  case .dimensions:
    guard picture.dimensions.indices.contains(state.calibration.dimension) else { return [] }
    let dimension = picture.dimensions[state.calibration.dimension]
    let size = dimension.matrix.categories
    let (row, column) = (state.calibration.scoreCell / size, state.calibration.scoreCell % size)
    let lowest = dimension.dimension.minimum
    let words = "\(dimension.dimension.name) you \(lowest + row) judge \(lowest + column), \(place)"
    return open(dimension.cells[state.calibration.scoreCell], words, &state)
  case .progress:
    let lines = progressRows(picture.counts, state)
    guard lines.indices.contains(state.calibration.line) else { return [] }
    let line = lines[state.calibration.line].line
    return open(line.examples, line.name, &state)
  case .history:
    state.message = Message(.info, "The history keeps figures, not examples")
    return []
  }
}

private func open(_ examples: [ExampleID], _ words: String, _ state: inout AppState) -> [Effect] {
  guard !examples.isEmpty else {
    state.message = Message(.info, "No example is behind this figure")
    return []
  }
  return openInReview(examples, words, from: .calibration, at: nil, &state)
}

/// "once", "3 times"
func timesText(_ count: Int) -> String { count == 1 ? "once" : "\(count) times" }

/// "12 days ago": clocks of other places and summer times need not be known.
func agoText(_ at: Int64, now: Int64) -> String {
  let minutes = max(0, now - at) / 60_000
  let (hours, days) = (minutes / 60, minutes / 1_440)
  if days >= 2 { return "\(grouped(Int(days))) days ago" }
  if hours >= 2 { return "\(hours) h ago" }
  return minutes < 1 ? "just now" : "\(minutes) min ago"
}
