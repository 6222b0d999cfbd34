import AssayModel

/// What the keys of the calibration screen do: a cursor on the cells of the matrix, and the examples behind them.
func performCalibration(_ command: CommandID, _ state: inout AppState) -> [Effect] {
  let cursor = state.plainCursor[.calibration, default: 0]
  let last = ConfusionCell.allCases.count - 1
  switch command {
  case .open:
    guard ConfusionCell.allCases.indices.contains(cursor) else { return [] }
    state.screen = .review
    return apply(filter: ConfusionCell.allCases[cursor].filter, &state)
  case .nextJudge: return showNextJudge(&state)
  case .cancel:
    state.screen = .review
    return []
  default:
    guard let distance = distance(of: command, page: last + 1) else { return [] }
    state.plainCursor[.calibration] = min(max(0, target(from: cursor, distance)), last)
    return []
  }
}
