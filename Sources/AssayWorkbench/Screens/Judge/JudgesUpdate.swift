import AssayModel
import TerminalCore
import TerminalWidgets

/// What the keys of the judge screen do.
func performJudges(_ command: CommandID, _ state: inout AppState) -> [Effect] {
  switch command {
  case .open: return openJudge(&state)
  case .startRun: return openJudging(&state)
  case .probes: return [.readProbes]
  case .nextPane, .previousPane:
    state.judges.pane = state.judges.pane == .list ? .definition : .list
  case .cancel:
    if state.judges.pane == .definition { state.judges.pane = .list } else { state.screen = .review }
  default: moveInJudges(command, &state)
  }
  return []
}

private func openJudge(_ state: inout AppState) -> [Effect] {
  if state.judges.pane == .definition {
    state.judges.pane = .list
    return []
  }
  return judgeUnderCursor(state).map { show($0, &state) } ?? []
}

private func moveInJudges(_ command: CommandID, _ state: inout AppState) {
  let layout = JudgesLayout(state)
  if state.judges.pane == .list {
    let page = max(2, layout.listRows?.height ?? 2)
    guard let distance = distance(of: command, page: page) else { return }
    moveJudgeCursor(to: target(from: state.judges.cursor, distance), &state)
  } else {
    let page = max(2, layout.definitionRows?.height ?? 2)
    guard let distance = distance(of: command, page: page) else { return }
    scrollDefinition(to: target(from: state.judges.scroll, distance), &state)
  }
}

func moveJudgeCursor(to position: Int, _ state: inout AppState) {
  let before = state.judges.cursor
  let count = state.workspace.judges.count
  state.judges.cursor = min(max(0, position), max(0, count - 1))
  if state.judges.cursor != before { state.judges.scroll = 0 }
  if let height = JudgesLayout(state).listRows?.height, height > 0 {
    state.judges.top = ListView.scrolledTop(
      cursor: state.judges.cursor, top: state.judges.top, height: height, count: count)
  }
}

func scrollDefinition(to line: Int, _ state: inout AppState) {
  guard let rect = JudgesLayout(state).definitionRows else { return }
  let count = definitionLines(width: rect.width, Canvas(state: state, theme: .fallback)).count
  state.judges.scroll = min(max(0, line), max(0, count - rect.height))
}

/// The making of the versions in sight.
func missingJudgeReads(_ state: AppState) -> [Effect] {
  let judges = state.workspace.judges
  let height = JudgesLayout(state).listRows?.height ?? 1
  let top = min(state.judges.top, judges.count)
  var wanted = judges[top..<min(judges.count, top + max(1, height))].map(\.id)
  if let current = judgeUnderCursor(state)?.id { wanted.append(current) }
  var seen: Set<JudgeID> = []
  return wanted.filter { state.judges.facts[$0] == nil && seen.insert($0).inserted }.map {
    .readDefinition($0)
  }
}

/// A click chooses, a double click shows, the wheel moves in the pane under it.
func handleInJudges(_ mouse: MouseEvent, _ state: inout AppState) -> [Effect] {
  let layout = JudgesLayout(state)
  let isInList = layout.list?.contains(mouse.at) == true
  guard isInList || layout.definition?.contains(mouse.at) == true else { return [] }
  switch mouse.kind {
  case .press, .doubleClick:
    state.judges.pane = isInList ? .list : .definition
    guard isInList, let rect = layout.listRows, rect.contains(mouse.at) else { return [] }
    let position = state.judges.top + mouse.at.row - rect.row
    guard position < state.workspace.judges.count else { return [] }
    moveJudgeCursor(to: position, &state)
    return mouse.kind == .doubleClick ? perform(.open, &state) : []
  case .wheelUp, .wheelDown:
    let before = state.judges.pane
    state.judges.pane = isInList ? .list : .definition
    for _ in 0..<(isInList ? 1 : 3) { moveInJudges(mouse.kind == .wheelUp ? .up : .down, &state) }
    state.judges.pane = before
    return []
  case .release, .drag: return []
  }
}
