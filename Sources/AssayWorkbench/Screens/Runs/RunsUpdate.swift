import AssayModel
import TerminalCore
import TerminalWidgets

/// What the keys of the runs screen do.
func performRuns(_ command: CommandID, _ state: inout AppState) -> [Effect] {
  switch command {
  case .open: return openRun(&state)
  case .startRun: return openJudging(&state)
  case .pauseRun, .cancelRun, .concurrencyUp, .concurrencyDown, .concurrencyReset:
    return steerRun(command, &state)
  case .resumeRun: return resumeRun(&state)
  case .nextPane: return turnRunsPane(by: 1, &state)
  case .previousPane: return turnRunsPane(by: -1, &state)
  case .zoomPane:
    state.runs.isZoomed.toggle()
    scrollRuns(&state)
    return []
  case .cancel: return leaveRunsPane(&state)
  default: return moveInRuns(command, &state)
  }
}

private func turnRunsPane(by step: Int, _ state: inout AppState) -> [Effect] {
  let panes = RunsState.Pane.allCases
  state.runs.pane = panes[(state.runs.pane.rawValue + step + panes.count) % panes.count]
  scrollRuns(&state)
  return []
}

private func leaveRunsPane(_ state: inout AppState) -> [Effect] {
  if state.runs.isZoomed {
    state.runs.isZoomed = false
  } else if state.runs.pane != .list {
    state.runs.pane = .list
  } else {
    state.screen = .review
  }
  scrollRuns(&state)
  return []
}

// MARK: Moving

private func moveInRuns(_ command: CommandID, _ state: inout AppState) -> [Effect] {
  let layout = RunsLayout(state)
  switch state.runs.pane {
  case .list:
    guard let distance = distance(of: command, page: max(2, layout.listRows?.height ?? 2)) else { return [] }
    moveRunCursor(to: target(from: state.runs.cursor, distance), &state)
  case .detail:
    guard let distance = distance(of: command, page: max(2, layout.detailRows?.height ?? 2)) else {
      return []
    }
    moveRunLine(to: target(from: state.runs.line, distance), &state)
  case .batches:
    guard let distance = distance(of: command, page: max(2, layout.batchRows?.height ?? 2)) else { return [] }
    let last = max(0, state.workspace.batches.count - 1)
    state.runs.batchCursor = min(max(0, target(from: state.runs.batchCursor, distance)), last)
  }
  scrollRuns(&state)
  return []
}

func moveRunCursor(to position: Int, _ state: inout AppState) {
  let before = state.runs.cursor
  state.runs.cursor = min(max(0, position), max(0, state.runs.runs.count - 1))
  if state.runs.cursor != before { state.runs.resetLines() }
}

func moveRunLine(to line: Int, _ state: inout AppState) {
  state.runs.line = min(max(0, line), max(0, linesOfRun(state).count - 1))
}

/// The lines of the run under the cursor, as they are in sight.
func linesOfRun(_ state: AppState) -> [RunLine] {
  guard let run = state.runs.current, let rect = RunsLayout(state).detailRows else { return [] }
  return runLines(run, width: rect.width, Canvas(state: state, theme: .fallback))
}

/// Keeps every cursor in sight.
func scrollRuns(_ state: inout AppState) {
  let layout = RunsLayout(state)
  if let height = layout.listRows?.height, height > 0 {
    state.runs.top = ListView.scrolledTop(
      cursor: state.runs.cursor, top: state.runs.top, height: height, count: state.runs.runs.count)
  }
  if let height = layout.batchRows?.height, height > 0 {
    state.runs.batchTop = ListView.scrolledTop(
      cursor: state.runs.batchCursor, top: state.runs.batchTop, height: height,
      count: state.workspace.batches.count)
  }
  if state.runs.pane == .detail, let height = layout.detailRows?.height, height > 0 {
    let count = linesOfRun(state).count
    state.runs.line = min(state.runs.line, max(0, count - 1))
    state.runs.lineTop = ListView.scrolledTop(
      cursor: state.runs.line, top: state.runs.lineTop, height: height, count: count)
  }
}

// MARK: Opening

private func openRun(_ state: inout AppState) -> [Effect] {
  switch state.runs.pane {
  case .list:
    return open(state.runs.current?.mainTarget ?? .judged, &state)
  case .detail:
    let lines = linesOfRun(state)
    guard lines.indices.contains(state.runs.line), let target = lines[state.runs.line].target else {
      state.message = Message(
        .info, "This line stands for no examples; those with examples, failures or probes do")
      return []
    }
    return open(target, &state)
  case .batches:
    let batches = state.workspace.batches
    guard batches.indices.contains(state.runs.batchCursor) else { return [] }
    return openBatch(batches[state.runs.batchCursor].name, &state)
  }
}

private func openBatch(_ name: String, _ state: inout AppState) -> [Effect] {
  guard state.workspace.batches.contains(where: { $0.name == name }) else {
    state.message = Message(.info, "This run has brought no examples yet")
    return []
  }
  state.screen = .review
  state.review.pane = .list
  return apply(filter: ExampleFilter([.batch(name)]), &state)
}

/// The judge version whose scores a run has brought, by its title: "judge v3 · qwen2.5-14b".
func judge(of run: Run, _ state: AppState) -> JudgeVersion? {
  state.workspace.judges.filter { run.title == $0.name || run.title.hasPrefix($0.name + " · ") }
    .max { $0.name.count < $1.name.count }
}

/// Shows in Review what a line of a run stands for, as its judge sees it.
private func open(_ target: RunTarget, _ state: inout AppState) -> [Effect] {
  guard let run = state.runs.current else { return [] }
  if case .batch(let name) = target { return openBatch(name, &state) }
  guard let judge = judge(of: run, state) else {
    state.message = Message(.info, "This run has brought no scores yet")
    return []
  }
  var effects: [Effect] = []
  if judge.id != state.judge?.id { effects += show(judge, &state) }
  state.message = nil
  state.screen = .review
  state.review.pane = .list
  switch target {
  case .batch: break
  case .judged: effects += apply(filter: ExampleFilter([.judged(.scored)]), &state)
  case .failed: effects += apply(filter: ExampleFilter([.judged(.failed), .judged(.none)]), &state)
  case .misses(let examples):
    guard !examples.isEmpty else {
      state.screen = .runs
      state.message = Message(.info, "No known-bad probe was missed")
      return effects
    }
    state.review.marks = Set(examples)
    effects += apply(filter: ExampleFilter([.marked]), &state)
  }
  return effects
}
