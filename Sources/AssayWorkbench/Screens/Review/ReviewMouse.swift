import AssayModel
import TerminalCore

/// A click chooses, a double click opens, borders can be dragged.
func handleInReview(_ mouse: MouseEvent, _ state: inout AppState) -> [Effect] {
  let layout = ReviewLayout(state)
  if mouse.kind == .drag {
    guard let border = state.review.draggedBorder else { return [] }
    state.review.shares = layout.shares(movingBorderOf: border, to: mouse.at.column, in: state.review.shares)
    return []
  }
  state.review.draggedBorder = mouse.kind == .press ? layout.border(at: mouse.at) : nil
  guard state.review.draggedBorder == nil, let pane = layout.pane(at: mouse.at),
    let rect = layout.rect(of: pane)
  else { return [] }
  switch mouse.kind {
  case .press, .doubleClick:
    let member = pane == .cluster ? clusterMember(atRow: mouse.at.row, in: rect, state) : nil
    state.review.pane = pane
    let line = mouse.at.row - rect.row - 1
    if pane == .list, line >= 0, line < reviewListHeight(state) {
      moveCursor(to: state.review.top + line, &state)
    } else if let member {
      state.review.clusterCursor = member
    }
    return mouse.kind == .doubleClick ? perform(.open, &state) : []
  case .wheelUp, .wheelDown:
    let step = mouse.kind == .wheelUp ? -3 : 3
    if pane == .example {
      scrollExample(by: step, &state)
    } else {
      let before = state.review.pane
      state.review.pane = pane
      for _ in 0..<abs(step) { _ = perform(step < 0 ? .up : .down, &state) }
      state.review.pane = before
    }
    return []
  case .release, .drag: return []
  }
}
