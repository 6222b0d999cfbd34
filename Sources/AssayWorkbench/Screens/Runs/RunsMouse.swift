import TerminalCore

/// A click chooses, a double click opens, the wheel moves in the pane under it.
func handleInRuns(_ mouse: MouseEvent, _ state: inout AppState) -> [Effect] {
  let layout = RunsLayout(state)
  guard let pane = layout.pane(at: mouse.at) else { return [] }
  switch mouse.kind {
  case .press, .doubleClick:
    state.runs.pane = pane
    // The frames of a stack move with the pane only between batches and the rest: the row is still the same.
    let isHit = press(mouse.at, pane, layout, &state)
    scrollRuns(&state)
    return isHit && mouse.kind == .doubleClick ? perform(.open, &state) : []
  case .wheelUp, .wheelDown:
    let before = state.runs.pane
    state.runs.pane = pane
    for _ in 0..<3 { _ = perform(mouse.kind == .wheelUp ? .up : .down, &state) }
    state.runs.pane = before
    return []
  case .release, .drag: return []
  }
}

private func press(
  _ point: Point, _ pane: RunsState.Pane, _ layout: RunsLayout, _ state: inout AppState
) -> Bool {
  switch pane {
  case .list:
    guard let rect = layout.listRows, rect.contains(point) else { return false }
    let position = state.runs.top + point.row - rect.row
    guard position < state.runs.runs.count else { return false }
    moveRunCursor(to: position, &state)
  case .detail:
    guard let rect = layout.detailRows, rect.contains(point) else { return false }
    let line = state.runs.lineTop + point.row - rect.row
    guard line < linesOfRun(state).count else { return false }
    moveRunLine(to: line, &state)
  case .batches:
    guard let rect = layout.batchRows, rect.contains(point) else { return false }
    let position = state.runs.batchTop + point.row - rect.row
    guard position < state.workspace.batches.count else { return false }
    state.runs.batchCursor = position
  }
  return true
}
