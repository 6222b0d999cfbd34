import AssayModel
import TerminalCore

// The judge, runs and calibration screens: a cursor in a list, and what Enter does there.

func performPlain(_ command: CommandID, _ state: inout AppState) -> [Effect] {
  let cursor = state.plainCursor[state.screen, default: 0]
  switch command {
  case .open: return openPlain(at: cursor, &state)
  case .nextJudge: return showNextJudge(&state)
  case .cancel:
    state.screen = .review
    return []
  default:
    guard let distance = distance(of: command, page: plainListHeight(state)) else { return [] }
    let last = max(0, plainCount(state) - 1)
    state.plainCursor[state.screen] = min(max(0, target(from: cursor, distance)), last)
    return []
  }
}

/// Puts the cursor on the line at a row of the terminal; false: there is none.
func moveTableCursor(toRow row: Int, _ state: inout AppState) -> Bool {
  // Under the border and the heading.
  let line = row - FrameLayout(size: state.size).body.row - 2
  let index = tableTop(state) + line
  guard (0..<plainListHeight(state)).contains(line) else { return false }
  guard index < plainCount(state) else { return false }
  state.plainCursor[state.screen] = index
  return true
}

/// Lines of the list on this screen.
func plainCount(_ state: AppState) -> Int {
  switch state.screen {
  case .judge: state.workspace.judges.count
  case .runs: state.workspace.batches.count
  case .calibration: ConfusionCell.allCases.count
  case .review, .clusters: 0
  }
}

private func openPlain(at cursor: Int, _ state: inout AppState) -> [Effect] {
  switch state.screen {
  case .judge where state.workspace.judges.indices.contains(cursor):
    return show(state.workspace.judges[cursor], &state)
  case .runs where state.workspace.batches.indices.contains(cursor):
    state.screen = .review
    return apply(filter: ExampleFilter([.batch(state.workspace.batches[cursor].name)]), &state)
  case .calibration where ConfusionCell.allCases.indices.contains(cursor):
    state.screen = .review
    return apply(filter: ConfusionCell.allCases[cursor].filter, &state)
  default: return []
  }
}
