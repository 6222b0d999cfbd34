import AssayCalibration
import AssayModel
import TerminalCore
import TerminalWidgets

/// What the keys of the judge screen do.
func performJudges(_ command: CommandID, _ state: inout AppState) -> [Effect] {
  switch command {
  case .open: return openJudge(&state)
  case .startRun: return openJudging(&state)
  case .probes: return [.readProbes]
  case .judgeMark: return markJudge(&state)
  case .judgeNextTab: return showTab(by: 1, &state)
  case .judgePreviousTab: return showTab(by: -1, &state)
  case .judgeDifference: return show(.difference, &state)
  case .judgeExamples: return show(.examples, &state)
  case .judgeFigures: return show(.figures, &state)
  case .judgeEdit: return editJudge(&state)
  case .judgeMeasure: return measureJudge(on: .dev, &state)
  case .judgeMeasureTest: return askForTest(&state)
  case .judgeAdopt: return askForReason(&state)
  case .judgeTune: return askForLimits(&state)
  case .zoomPane: state.judges.isZoomed.toggle()
  case .nextPane, .previousPane:
    state.judges.pane = state.judges.pane == .list ? .detail : .list
  case .cancel: return cancelJudges(&state)
  default: moveInJudges(command, &state)
  }
  return []
}

private func cancelJudges(_ state: inout AppState) -> [Effect] {
  if state.judges.isZoomed {
    state.judges.isZoomed = false
  } else if state.judges.pane == .detail {
    state.judges.pane = .list
  } else if state.judges.marked != nil {
    state.judges.marked = nil
    return compareJudges(&state)
  } else {
    state.screen = .review
  }
  return []
}

/// From the list to the version's scores in Review; from the examples to these in Review.
private func openJudge(_ state: inout AppState) -> [Effect] {
  if state.judges.pane == .detail, state.judges.tab == .examples { return openContrast(&state) }
  if state.judges.pane == .detail {
    state.judges.pane = .list
    return []
  }
  return judgeUnderCursor(state).map { show($0, &state) } ?? []
}

// MARK: Moving

func moveInJudges(_ command: CommandID, _ state: inout AppState) {
  let layout = JudgesLayout(state)
  if state.judges.pane == .list {
    let page = max(2, layout.listRows?.height ?? 2)
    guard let distance = distance(of: command, page: page) else { return }
    moveJudgeCursor(to: target(from: state.judges.cursor, distance), &state)
  } else if state.judges.tab == .examples {
    let page = max(2, layout.exampleRows?.height ?? 2)
    guard let distance = distance(of: command, page: page) else { return }
    moveExampleCursor(to: target(from: state.judges.exampleCursor, distance), &state)
  } else {
    let page = max(2, layout.detailRows?.height ?? 2)
    guard let distance = distance(of: command, page: page) else { return }
    scrollDetail(to: target(from: state.judges.scroll, distance), &state)
  }
}

func moveJudgeCursor(to position: Int, _ state: inout AppState) {
  let before = state.judges.cursor
  let count = state.workspace.judges.count
  state.judges.cursor = min(max(0, position), max(0, count - 1))
  if state.judges.cursor != before { forgetDetail(&state) }
  if let height = JudgesLayout(state).listRows?.height, height > 0 {
    state.judges.top = ListView.scrolledTop(
      cursor: state.judges.cursor, top: state.judges.top, height: height, count: count)
  }
}

func moveExampleCursor(to position: Int, _ state: inout AppState) {
  let count = state.judges.contrast?.cases.count ?? 0
  state.judges.exampleCursor = min(max(0, position), max(0, count - 1))
  if let height = JudgesLayout(state).exampleRows?.height, height > 0 {
    state.judges.exampleTop = ListView.scrolledTop(
      cursor: state.judges.exampleCursor, top: state.judges.exampleTop, height: height, count: count)
  }
}

func scrollDetail(to line: Int, _ state: inout AppState) {
  guard let rect = JudgesLayout(state).detailRows else { return }
  let count = judgeDetailLines(width: rect.width, Canvas(state: state, theme: .fallback)).count
  state.judges.scroll = min(max(0, line), max(0, count - rect.height))
}

/// Another version is under the cursor: its detail begins at the top.
func forgetDetail(_ state: inout AppState) {
  state.judges.scroll = 0
  state.judges.exampleCursor = 0
  state.judges.exampleTop = 0
}

// MARK: Tabs

private func showTab(by distance: Int, _ state: inout AppState) -> [Effect] {
  let count = JudgesState.Tab.allCases.count
  let next = (state.judges.tab.rawValue + distance + count) % count
  return show(JudgesState.Tab.allCases[next], &state)
}

func show(_ tab: JudgesState.Tab, _ state: inout AppState) -> [Effect] {
  state.judges.tab = tab
  forgetDetail(&state)
  // One of two panes is in sight: the one that was asked for.
  if JudgesLayout(state).detail == nil { state.judges.pane = .detail }
  return []
}

// MARK: What is missing

/// The making of the versions in sight, how they do, and on what two of them differ.
func missingJudgeReads(_ state: AppState) -> [Effect] {
  let rows = judgeRows(state)
  let height = JudgesLayout(state).listRows?.height ?? 1
  let top = min(state.judges.top, rows.count)
  var wanted = rows[top..<min(rows.count, top + max(1, height))].map(\.judge.id)
  wanted += [judgeUnderCursor(state)?.id, judgeToCompare(state)?.id].compactMap { $0 }
  var seen: Set<JudgeID> = []
  let effects: [Effect] = wanted.filter {
    state.judges.facts[$0] == nil && seen.insert($0).inserted
  }.map { .readDefinition($0) }
  return effects + missingContrastReads(state)
}

private func missingContrastReads(_ state: AppState) -> [Effect] {
  guard state.judges.tab == .examples, let second = judgeUnderCursor(state)?.id,
    let first = judgeToCompare(state)?.id
  else { return [] }
  guard let contrast = state.judges.contrast, contrast.first == first, contrast.second == second else {
    return [.readContrast(first: first, second: second)]
  }
  let height = JudgesLayout(state).exampleRows?.height ?? 0
  let start = min(state.judges.exampleTop, contrast.cases.count)
  let ids = contrast.cases[start..<min(contrast.cases.count, start + height)].map(\.example)
  let missing = ids.filter { state.review.rows[$0] == nil }
  return missing.isEmpty ? [] : [.readRows(missing)]
}

// MARK: Mouse

/// A click chooses, a double click shows, the wheel moves in the pane under it.
func handleInJudges(_ mouse: MouseEvent, _ state: inout AppState) -> [Effect] {
  let layout = JudgesLayout(state)
  let isInList = layout.list?.contains(mouse.at) == true
  guard isInList || layout.detail?.contains(mouse.at) == true else { return [] }
  switch mouse.kind {
  case .press, .doubleClick:
    if let tab = judgeTab(at: mouse.at, state) {
      state.judges.pane = .detail
      return show(tab, &state)
    }
    state.judges.pane = isInList ? .list : .detail
    guard chooseRow(at: mouse.at, layout, &state) else { return [] }
    return mouse.kind == .doubleClick ? perform(.open, &state) : []
  case .wheelUp, .wheelDown:
    let before = state.judges.pane
    state.judges.pane = isInList ? .list : .detail
    let isLine = isInList || state.judges.tab == .examples
    for _ in 0..<(isLine ? 1 : 3) { moveInJudges(mouse.kind == .wheelUp ? .up : .down, &state) }
    state.judges.pane = before
    return []
  case .release, .drag: return []
  }
}

/// Puts the cursor on the row under a point; false: there is none.
private func chooseRow(at point: Point, _ layout: JudgesLayout, _ state: inout AppState) -> Bool {
  if let rect = layout.listRows, rect.contains(point), state.judges.pane == .list {
    let position = state.judges.top + point.row - rect.row
    guard position < state.workspace.judges.count else { return false }
    moveJudgeCursor(to: position, &state)
    return true
  }
  guard state.judges.tab == .examples, let rect = layout.exampleRows, rect.contains(point) else {
    return false
  }
  let position = state.judges.exampleTop + point.row - rect.row
  guard position < state.judges.contrast?.cases.count ?? 0 else { return false }
  moveExampleCursor(to: position, &state)
  return true
}
