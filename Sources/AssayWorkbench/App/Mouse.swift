import AssayModel
import TerminalCore
import TerminalWidgets

/// Clicks, wheel and drags; never needed, always there. What can be clicked is where the views say.
func handle(_ mouse: MouseEvent, _ state: inout AppState) -> [Effect] {
  if state.overlay != nil { return handleOverOverlay(mouse, &state) }
  if mouse.kind == .press, let command = command(under: mouse.at, state) { return perform(command, &state) }
  if mouse.kind == .press, mouse.at.row == 0 { return [] }
  return switch state.screen {
  case .review: handleInReview(mouse, &state)
  case .calibration: handleInCalibration(mouse, &state)
  case .clusters: handleInClusters(mouse, &state)
  case .judge: handleInJudges(mouse, &state)
  case .runs: handleInRuns(mouse, &state)
  }
}

/// The screen's name in the title or the hint in the footer.
private func command(under point: Point, _ state: AppState) -> CommandID? {
  if point.row == 0 {
    return titleTabs(state).first { $0.columns.contains(point.column) }.map { command(showing: $0.screen) }
  }
  guard point.row == state.size.rows - 1, FrameLayout(size: state.size).hasStatus else { return nil }
  return footerHints(state).first { $0.columns.contains(point.column) }?.command
}

/// The wheel moves, a click on an item chooses it, a click beside the box closes it.
private func handleOverOverlay(_ mouse: MouseEvent, _ state: inout AppState) -> [Effect] {
  let key: KeyChord.Key
  switch mouse.kind {
  case .wheelUp: key = .up
  case .wheelDown: key = .down
  case .press:
    // As any key does.
    if case .help = state.overlay { state.overlay = nil }
    guard case .picker(let choice) = state.overlay else { return [] }
    let screen = FrameLayout(size: state.size).overlay
    if let index = choice.picker.item(at: mouse.at, in: screen) { return choose(index, choice, &state) }
    guard !choice.picker.box(in: screen).contains(mouse.at) else { return [] }
    key = .escape
  case .doubleClick, .drag, .release: return []
  }
  if case .prompt = state.overlay { return [] }
  return handleOverlay(KeyChord(key), &state)
}
