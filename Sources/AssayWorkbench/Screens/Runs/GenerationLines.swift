import AssayModel
import TerminalCore
import TerminalWidgets

// What a run has generated, as lines of the run in full.

private let nameWidth = 18
private let ofAsked = " of asked"

/// Each step with its count and a bar; the share is that of what was asked for.
func funnelLines(
  _ steps: [GenerationFigures.Step], batch: String, width: Int, _ canvas: Canvas
) -> [RunLine] {
  guard let asked = steps.first?.count, asked > 0 else { return [] }
  let digits = max(3, steps.map { grouped($0.count).count }.max() ?? 3)
  // The base of all shares is what was asked for, and is said where there is room.
  let base = width >= nameWidth + digits + 9 + ofAsked.count ? ofAsked : ""
  let room = min(40, width - nameWidth - digits - 9 - base.count)
  // A model may give more than it was asked for.
  let longest = steps.map(\.count).max() ?? asked
  return steps.map { step in
    let share = Double(step.count) / Double(asked)
    let indent = step.kind == .stage ? "" : "  "
    let role = step.kind == .loss || step.count == 0 ? "text.dim" : "text"
    let nameRole = step.kind == .part ? "message.warning" : step.kind == .loss ? "text.dim" : "field.name"
    var spans = [
      Span(text: DisplayText.pad(indent + step.name, to: nameWidth), style: canvas.style(nameRole)),
      Span(text: grouped(step.count).leftPadded(to: digits) + " ", style: canvas.style(role)),
    ]
    if room >= 6 {
      let barRole = step.kind == .stage ? "histogram.counted" : role
      spans.append(
        Span(
          text: fineBar(Double(step.count) / Double(longest), width: room, canvas),
          style: canvas.style(barRole)))
    }
    if step.name != "asked" {
      spans.append(
        Span(text: "\(Int((share * 100).rounded())) %".leftPadded(to: 6) + base, style: canvas.style(role)))
    }
    return RunLine(spans: spans, target: step.name == "taken" || step.kind == .part ? .batch(batch) : nil)
  }
}

// MARK: Quotas

private let cellWidth = 38
private let mostCellRows = 4

/// The emptiest cells, beside each other where there is room, and how many more there are.
func quotaLines(_ cells: [GenerationFigures.Cell], width: Int, _ canvas: Canvas) -> [RunLine] {
  guard !cells.isEmpty else { return [] }
  let columns = max(1, min(3, width / cellWidth))
  let room = columns == 1 ? min(width, 2 * cellWidth) : width / columns
  let shown = Array(cells.prefix(columns * mostCellRows))
  let digits = shown.map { "\(grouped($0.got))/\(grouped($0.wanted))".count }.max() ?? 3
  let rows = (shown.count + columns - 1) / columns
  var lines = (0..<rows).map { row in
    RunLine(
      spans: (0..<columns).flatMap { column -> [Span] in
        // Down the first column, then down the next: the emptiest stand together.
        let index = column * rows + row
        return shown.indices.contains(index) ? cellSpans(shown[index], digits, width: room, canvas) : []
      })
  }
  if cells.count > shown.count {
    lines.append(
      RunLine(spans: [
        Span(text: "  and \(grouped(cells.count - shown.count)) more", style: canvas.style("text.dim"))
      ]))
  }
  return lines
}

private func cellSpans(
  _ cell: GenerationFigures.Cell, _ digits: Int, width: Int, _ canvas: Canvas
) -> [Span] {
  let bar = 8
  let name = max(6, width - digits - bar - 5)
  let shown = canvas.truncate(DisplayText.singleLine(cell.name), to: name)
  let count = "\(grouped(cell.got))/\(grouped(cell.wanted))".leftPadded(to: digits)
  return [
    Span(text: "  " + DisplayText.pad(shown, to: name) + " ", style: canvas.style("label")),
    Span(text: count + " ", style: canvas.style("text")),
    Span(
      text: BarView.text(value: cell.share, maximum: 1, width: bar, lines: canvas.lines),
      style: canvas.style("histogram.counted")),
    Span(text: " ", style: canvas.style("text")),
  ]
}

// MARK: Diversity

/// A table: the last batch beside all so far, and which way is more varied where there is room for it.
func diversityLines(
  _ measures: [GenerationFigures.Measure], width: Int, _ canvas: Canvas
) -> [RunLine] {
  guard !measures.isEmpty else { return [] }
  let (name, column) = (22, 11)
  let hasNotes = width >= name + 2 * column + 22
  func line(_ cells: (String, String, String), note: String, _ role: String, _ head: String) -> RunLine {
    RunLine(spans: [
      Span(text: DisplayText.pad(cells.0, to: name), style: canvas.style(head)),
      Span(text: cells.1.leftPadded(to: column) + cells.2.leftPadded(to: column), style: canvas.style(role)),
      Span(text: hasNotes ? "  " + note : "", style: canvas.style("text.dim")),
    ])
  }
  return [
    line(("diversity", "last batch", "all so far"), note: "", "field.name", "field.name")
  ]
    + measures.map {
      line(("  " + $0.name, $0.last ?? "-", $0.all ?? "-"), note: $0.note, "text", "text")
    }
}
