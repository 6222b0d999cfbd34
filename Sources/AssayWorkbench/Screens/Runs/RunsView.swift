import AssayModel
import TerminalCore
import TerminalWidgets

/// Draws the runs, the one under the cursor in full, and the batches.
func drawRuns(_ canvas: inout Canvas) {
  let layout = RunsLayout(canvas.state)
  // From above: a shared border has the title of what is below it.
  if let frame = layout.list { drawRunList(&canvas, frame, layout) }
  if let frame = layout.batches { drawBatches(&canvas, frame, layout) }
  if let frame = layout.detail { drawRunDetail(&canvas, frame, layout) }
  joinRunBorders(&canvas, layout)
}

/// Puts the signs where frames share a border.
private func joinRunBorders(_ canvas: inout Canvas, _ layout: RunsLayout) {
  guard let list = layout.list, let detail = layout.detail else { return }
  let style = canvas.style("border")
  let lines = canvas.lines
  if detail.column > list.column {
    canvas.grid.put(lines.teeDown, row: detail.row, column: detail.column, style: style)
    canvas.grid.put(lines.teeUp, row: detail.maxRow - 1, column: detail.column, style: style)
    if let batches = layout.batches {
      canvas.grid.put(lines.teeRight, row: batches.row, column: batches.column, style: style)
      canvas.grid.put(lines.teeLeft, row: batches.row, column: batches.maxColumn - 1, style: style)
    }
  } else {
    canvas.grid.put(lines.teeRight, row: detail.row, column: detail.column, style: style)
    canvas.grid.put(lines.teeLeft, row: detail.row, column: detail.maxColumn - 1, style: style)
  }
}

// MARK: The list

private func drawRunList(_ canvas: inout Canvas, _ frame: Rect, _ layout: RunsLayout) {
  let runs = canvas.state.runs
  let title = " Runs\(runs.runs.isEmpty ? "" : canvas.separator + grouped(runs.runs.count)) "
  drawPaneFrame(&canvas, frame, title: title, isFocused: runs.pane == .list)
  guard let rect = layout.listRows, !rect.isEmpty else { return }
  if runs.runs.isEmpty {
    drawNoRuns(&canvas, frame.inset())
    return
  }
  let columns = RunColumns(runs: runs.runs, width: rect.width)
  canvas.put(
    columns.heading, row: rect.row - 1, column: rect.column, role: "field.name", width: rect.width)
  for line in 0..<rect.height where runs.top + line < runs.runs.count {
    drawRunRow(
      &canvas, runs.top + line, columns,
      Rect(row: rect.row + line, column: rect.column, height: 1, width: rect.width))
  }
}

private func drawNoRuns(_ canvas: inout Canvas, _ rect: Rect) {
  let state = canvas.state
  let start = state.bindings.shown(for: .startRun, screen: .runs) ?? ":judge"
  let lines =
    state.runs.isRead
    ? [
      "Nothing has run yet",
      state.task.usableJudges.isEmpty
        ? "A judge is described in assay.toml: [models.NAME] and [judge]" : "\(start) starts judging",
    ] : ["Reading " + state.appearance.pending]
  putQuietly(lines, rect, &canvas)
}

/// Sentences that stand where there is nothing else, wrapped.
func putQuietly(_ sentences: [String], _ rect: Rect, _ canvas: inout Canvas) {
  let style = canvas.style("text.dim")
  let lines = sentences.flatMap {
    TextLayout.wrap([Span(text: $0, style: style)], width: max(1, rect.width - 2))
  }
  for (index, line) in lines.enumerated() where index < rect.height {
    canvas.grid.put(spans: line, row: rect.row + index, column: rect.column + 1, maxWidth: rect.width - 1)
  }
}

/// What of a run has a column; its title takes what is left.
private struct RunColumns {
  let done: Int
  let hasStart: Bool
  let hasCost: Bool

  init(runs: [Run], width: Int) {
    done = max(4, runs.map { Self.done($0).count }.max() ?? 4)
    hasStart = width >= 50
    hasCost = width >= 62
  }

  static func done(_ run: Run) -> String {
    "\(grouped(run.progress.done))/\(grouped(run.progress.total))"
  }

  var heading: String {
    "   " + "done".leftPadded(to: done) + (hasStart ? "  started     " : "") + (hasCost ? "    cost" : "")
      + "  run"
  }
}

private func drawRunRow(_ canvas: inout Canvas, _ position: Int, _ columns: RunColumns, _ rect: Rect) {
  let state = canvas.state
  let run = state.runs.runs[position]
  let row = ListRow(
    &canvas, rect, isCurrent: position == state.runs.cursor, isFocused: state.runs.pane == .list)
  var spans = [
    row.span(row.arrow, "text"),
    row.span(run.sign(ascii: canvas.isASCII) + " ", run.role),
    row.span(RunColumns.done(run).leftPadded(to: columns.done), "text"),
  ]
  if columns.hasStart { spans.append(row.span("  " + startText(run, now: state.now), "text.dim")) }
  if columns.hasCost {
    let cost = run.progress.traffic.cost.map(costText) ?? "?"
    spans.append(row.span(cost.leftPadded(to: 8), "text.dim"))
  }
  let used = spans.reduce(0) { $0 + DisplayText.width($1.text) }
  let title = canvas.truncate(DisplayText.singleLine(run.title), to: max(0, rect.width - used - 2))
  spans.append(row.span("  " + title, "text"))
  canvas.grid.put(spans: spans, row: rect.row, column: rect.column, maxWidth: rect.width)
}

/// How long ago it was started, twelve columns wide: clocks of other places and summer times need not be known.
private func startText(_ run: Run, now: Int64) -> String {
  let seconds = Double(max(0, now - run.startedAt)) / 1_000
  let days = Int(seconds / 86_400)
  let text =
    days >= 2
    ? "\(grouped(days)) days ago" : seconds < 60 ? "just now" : "\(roughDuration(seconds)) ago"
  return DisplayText.pad(text, to: 12)
}

private func roughDuration(_ seconds: Double) -> String {
  seconds < 5_400 ? "\(Int(seconds / 60)) min" : "\(Int((seconds / 3_600).rounded())) h"
}

// MARK: One run

/// "judge v3 · qwen2.5-14b · running"
private func runTitle(_ canvas: Canvas) -> String {
  guard let run = canvas.state.runs.current else { return " Run " }
  let word = RunFigures(run: run, now: canvas.state.now).stateWord
  return " " + DisplayText.singleLine(run.title) + canvas.separator + word + " "
}

private func drawRunDetail(_ canvas: inout Canvas, _ frame: Rect, _ layout: RunsLayout) {
  let runs = canvas.state.runs
  let isFocused = runs.pane == .detail
  drawPaneFrame(&canvas, frame, title: runTitle(canvas), isFocused: isFocused)
  guard let run = runs.current, let rect = layout.detailRows, !rect.isEmpty else { return }
  let lines = runLines(run, width: rect.width, canvas)
  let top = min(runs.lineTop, max(0, lines.count - rect.height))
  for row in 0..<rect.height where top + row < lines.count {
    let isHere = isFocused && top + row == runs.line
    let at = rect.row + row
    var spans = lines[top + row].spans.truncated(to: rect.width, ellipsis: canvas.lines.ellipsis)
    if isHere {
      let selection = canvas.style("selection")
      let style = canvas.style("text").overlaid(with: selection)
      canvas.grid.fill(Rect(row: at, column: rect.column - 1, height: 1, width: rect.width + 2), style: style)
      canvas.grid.put(canvas.isASCII ? ">" : "▸", row: at, column: rect.column - 1, style: style)
      spans = spans.map { Span(text: $0.text, style: $0.style.overlaid(with: selection)) }
    }
    canvas.grid.put(spans: spans, row: at, column: rect.column, maxWidth: rect.width)
  }
  let arrow = rect.maxColumn
  if top > 0 { canvas.put(canvas.lines.arrowUp, row: rect.row, column: arrow, role: "text.dim") }
  if lines.count - top > rect.height {
    canvas.put(canvas.lines.arrowDown, row: rect.maxRow - 1, column: arrow, role: "text.dim")
  }
}

// MARK: Batches

private func drawBatches(_ canvas: inout Canvas, _ frame: Rect, _ layout: RunsLayout) {
  let state = canvas.state
  let batches = state.workspace.batches
  drawPaneFrame(
    &canvas, frame, title: " Batches\(canvas.separator)\(grouped(batches.count)) ",
    isFocused: state.runs.pane == .batches)
  guard let rect = layout.batchRows, !rect.isEmpty else { return }
  canvas.put(
    "   examples  batch\(canvas.separator)technique", row: rect.row - 1, column: rect.column,
    role: "field.name", width: rect.width)
  if batches.isEmpty {
    canvas.put(
      "Nothing has been imported yet: assay import FILE", row: rect.row, column: rect.column + 1,
      role: "text.dim", width: rect.width - 1)
  }
  for line in 0..<rect.height where state.runs.batchTop + line < batches.count {
    let position = state.runs.batchTop + line
    let batch = batches[position]
    let isCurrent = position == state.runs.batchCursor && state.runs.pane == .batches
    let style =
      isCurrent ? canvas.style("text").overlaid(with: canvas.style("selection")) : canvas.style("text")
    let row = Rect(row: rect.row + line, column: rect.column, height: 1, width: rect.width)
    if isCurrent { canvas.grid.fill(row, style: style) }
    let technique = batch.shownTechnique.map { canvas.separator + DisplayText.singleLine($0) } ?? ""
    let text =
      (isCurrent ? (canvas.isASCII ? "> " : "▸ ") : "  ") + grouped(batch.count).leftPadded(to: 9) + "  "
      + DisplayText.singleLine(batch.name) + technique
    canvas.grid.put(
      canvas.truncate(text, to: rect.width), row: row.row, column: row.column, style: style,
      maxWidth: rect.width)
  }
}
