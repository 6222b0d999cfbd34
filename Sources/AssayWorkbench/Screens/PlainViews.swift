import AssayModel
import TerminalCore
import TerminalWidgets

// The judge and runs screens: a table each.

/// Draws a framed table with one heading line; `row` gives the cells of a line.
private func drawTable(
  _ canvas: inout Canvas, title: String, heading: String, count: Int, top: Int, cursor: Int, empty: String,
  row: (Int) -> String
) {
  let rect = FrameLayout(size: canvas.state.size).body
  drawPaneFrame(&canvas, rect, title: title, isFocused: true)
  let inner = rect.inset()
  guard !inner.isEmpty else { return }
  canvas.put(heading, row: inner.row, column: inner.column + 2, role: "field.name", width: inner.width - 2)
  if count == 0, inner.height > 1 {
    canvas.put(empty, row: inner.row + 1, column: inner.column + 2, role: "text.dim", width: inner.width - 2)
  }
  for line in 0..<max(0, inner.height - 1) where top + line < count {
    let isCurrent = top + line == cursor
    let style =
      isCurrent ? canvas.style("text").overlaid(with: canvas.style("selection")) : canvas.style("text")
    let at = inner.row + 1 + line
    if isCurrent {
      canvas.grid.fill(Rect(row: at, column: inner.column, height: 1, width: inner.width), style: style)
    }
    let marker = isCurrent ? (canvas.isASCII ? "> " : "▸ ") : "  "
    canvas.grid.put(
      canvas.truncate(marker + row(top + line), to: inner.width), row: at, column: inner.column, style: style,
      maxWidth: inner.width)
  }
}

/// The first line of the table on this screen.
func tableTop(_ state: AppState) -> Int {
  max(0, state.plainCursor[state.screen, default: 0] - plainListHeight(state) + 1)
}

func drawJudges(_ canvas: inout Canvas) {
  let state = canvas.state
  let judges = state.workspace.judges
  let separator = canvas.separator
  let cursor = state.plainCursor[.judge, default: 0]
  let sign = canvas.isASCII ? "  *  " : "  ●  "
  drawTable(
    &canvas, title: " Judge versions\(canvas.separator)\(judges.count) ",
    heading: "shown  scored     version\(canvas.separator)dimensions",
    count: judges.count, top: tableTop(state), cursor: cursor,
    empty: "No judge has scored anything yet: import judgements (docs/schema.md)"
  ) { position in
    let judge = judges[position]
    let shown = judge.id == state.judge?.id ? sign : "     "
    return shown + "  " + grouped(judge.count).leftPadded(to: 9) + "  " + DisplayText.singleLine(judge.name)
      + separator
      + DisplayText.singleLine(judge.dimensions.joined(separator: ", "))
  }
}

func drawRuns(_ canvas: inout Canvas) {
  let state = canvas.state
  let batches = state.workspace.batches
  let separator = canvas.separator
  let cursor = state.plainCursor[.runs, default: 0]
  drawTable(
    &canvas, title: " Batches\(canvas.separator)\(batches.count) ",
    heading: " examples  batch\(canvas.separator)technique",
    count: batches.count,
    top: tableTop(state), cursor: cursor,
    empty: "Nothing has been imported yet: assay import FILE"
  ) { position in
    let batch = batches[position]
    return grouped(batch.count).leftPadded(to: 9) + "  " + DisplayText.singleLine(batch.name)
      + (batch.shownTechnique.map { separator + DisplayText.singleLine($0) } ?? "")
  }
}
