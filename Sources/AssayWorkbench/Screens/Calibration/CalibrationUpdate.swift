import AssayCalibration
import AssayModel
import AssayStatistics
import TerminalCore
import TerminalWidgets

/// What the keys of the calibration screen do.
func performCalibration(_ command: CommandID, _ state: inout AppState) -> [Effect] {
  switch command {
  case .calibrationNext: return turnCalibrationPane(by: 1, &state)
  case .calibrationPrevious: return turnCalibrationPane(by: -1, &state)
  case .zoomPane: state.calibration.isZoomed.toggle()
  case .nextJudge: return showNextJudge(&state)
  case .split: return nextSplit(&state)
  case .openTest: return askToOpenTest(&state)
  case .filter: return openCalibrationRows(&state)
  case .clearFilter: return choose(&state) { ($0.label, $0.batch, $0.reviewer) = (nil, nil, nil) }
  case .ruleKind: return onRule(&state, nextRuleKind)
  case .ruleFit: return onRule(&state, fitRule)
  case .ruleBest:
    return onRule(&state) {
      moveSliderToOptimum(&$0)
      return []
    }
  case .ruleReset:
    return onRule(&state) {
      resetRule(&$0)
      return []
    }
  case .ruleApply: return onRule(&state, applyRule)
  case .ruleBefore: return onRule(&state, restoreRule)
  case .farLeft:
    return onRule(&state) {
      moveSlider(by: -farSteps($0), &$0)
      return []
    }
  case .farRight:
    return onRule(&state) {
      moveSlider(by: farSteps($0), &$0)
      return []
    }
  case .calibrationLeft: moveSideways(by: -1, &state)
  case .calibrationRight: moveSideways(by: 1, &state)
  case .open: return openFigure(&state)
  case .cancel: cancelCalibration(&state)
  default: moveInCalibration(command, &state)
  }
  return []
}

/// Keys that change the rule show it as well.
private func onRule(_ state: inout AppState, _ body: (inout AppState) -> [Effect]) -> [Effect] {
  state.calibration.pane = .rule
  let effects = body(&state)
  clampCalibrationCursors(&state)
  return effects
}

private func farSteps(_ state: AppState) -> Int {
  guard let picture = state.calibration.picture, let rule = state.calibration.shown?.rule else { return 1 }
  let sliders = rule.sliders(picture.subject.dimensions)
  return sliders.indices.contains(state.calibration.slider) ? sliders[state.calibration.slider].far : 1
}

// MARK: Moving

private func turnCalibrationPane(by step: Int, _ state: inout AppState) -> [Effect] {
  let panes = CalibrationState.Pane.allCases
  goTo(panes[(state.calibration.pane.rawValue + step + panes.count) % panes.count], &state)
  return []
}

func goTo(_ pane: CalibrationState.Pane, _ state: inout AppState) {
  guard pane != state.calibration.pane else { return }
  state.calibration.pane = pane
  (state.calibration.line, state.calibration.top) = (0, 0)
}

private func moveSideways(by step: Int, _ state: inout AppState) {
  switch state.calibration.pane {
  case .matrix:
    let (row, column) = (state.calibration.cell.rawValue / 2, state.calibration.cell.rawValue % 2)
    state.calibration.cell =
      ConfusionCell(rawValue: row * 2 + min(1, max(0, column + step))) ?? .falsePositive
  case .rule: moveSlider(by: step, &state)
  case .dimensions: moveScoreCell(rows: 0, columns: step, &state)
  case .curve:
    state.calibration.pane = .rule
    moveSlider(by: step, &state)
    state.calibration.pane = .curve
  case .progress, .history: break
  }
}

private func moveInCalibration(_ command: CommandID, _ state: inout AppState) {
  guard let distance = distance(of: command, page: 10) else { return }
  switch state.calibration.pane {
  case .matrix:
    let (row, column) = (state.calibration.cell.rawValue / 2, state.calibration.cell.rawValue % 2)
    let target = min(1, max(0, target(from: row, distance)))
    state.calibration.cell = ConfusionCell(rawValue: target * 2 + column) ?? .falsePositive
  case .rule, .curve:
    state.calibration.slider = max(0, target(from: state.calibration.slider, distance))
    clampCalibrationCursors(&state)
  case .dimensions: moveScoreCell(rows: distance, columns: 0, &state)
  case .progress, .history:
    let last = max(0, calibrationLineCount(state) - 1)
    state.calibration.line = min(last, max(0, target(from: state.calibration.line, distance)))
    scrollCalibration(&state)
  }
}

/// Over the upper or lower edge of a matrix to that of the next dimension.
private func moveScoreCell(rows: Int, columns: Int, _ state: inout AppState) {
  guard let picture = state.calibration.picture, !picture.dimensions.isEmpty else { return }
  func size(_ dimension: Int) -> Int { picture.dimensions[dimension].matrix.categories }
  var dimension = state.calibration.dimension
  var (row, column) = (
    state.calibration.scoreCell / size(dimension), state.calibration.scoreCell % size(dimension)
  )
  column = min(size(dimension) - 1, max(0, column + columns))
  if rows == .min || rows == .max {
    dimension = rows == .min ? 0 : picture.dimensions.count - 1
    row = rows == .min ? 0 : size(dimension) - 1
  } else {
    row += rows
  }
  if row >= size(dimension) {
    let isLast = dimension == picture.dimensions.count - 1
    (dimension, row) = isLast ? (dimension, size(dimension) - 1) : (dimension + 1, 0)
  } else if row < 0 {
    (dimension, row) = dimension == 0 ? (0, 0) : (dimension - 1, size(dimension - 1) - 1)
  }
  state.calibration.dimension = dimension
  state.calibration.scoreCell = row * size(dimension) + min(column, size(dimension) - 1)
}

func scrollCalibration(_ state: inout AppState) {
  guard let height = CalibrationLayout(state).lines(of: state.calibration.pane)?.height, height > 0 else {
    return
  }
  state.calibration.top = ListView.scrolledTop(
    cursor: state.calibration.line, top: state.calibration.top, height: height,
    count: calibrationLineCount(state))
}

private func cancelCalibration(_ state: inout AppState) {
  if state.calibration.isZoomed {
    state.calibration.isZoomed = false
  } else {
    state.screen = .review
  }
}

// MARK: Which examples

/// Changes what is chosen; another reviewer's word is read anew, the rest is made from what is there.
func choose(_ state: inout AppState, _ change: (inout CalibrationChoice) -> Void) -> [Effect] {
  let before = state.calibration.choice
  change(&state.calibration.choice)
  guard state.calibration.choice != before else { return [] }
  // The data of another reviewer are asked for after every update.
  return state.calibration.choice.reviewer == before.reviewer ? measure(&state) : []
}

private func nextSplit(_ state: inout AppState) -> [Effect] {
  let isOpen = state.calibration.data?.isTestOpen == true
  let all = CalibrationChoice.Rows.allCases.filter { $0 != .test || isOpen }
  let index = all.firstIndex(of: state.calibration.choice.rows) ?? 0
  return choose(&state) { $0.rows = all[(index + 1) % all.count] }
}

private func askToOpenTest(_ state: inout AppState) -> [Effect] {
  guard let data = state.calibration.data else { return stillReading(&state) }
  if data.isTestOpen { return choose(&state) { $0.rows = .test } }
  guard !data.set.rows(in: .test).isEmpty else {
    state.message = Message(.info, "Nothing is in the test split yet")
    return []
  }
  state.overlay = .opening(nil)
  return []
}

/// The labels, batches and reviewers that there are; what is on is offered to be taken off.
private func openCalibrationRows(_ state: inout AppState) -> [Effect] {
  guard let data = state.calibration.data else { return stillReading(&state) }
  let active = state.calibration.choice.terms(state.workspace)
  let batches = Set(data.set.rows.map(\.batch)).sorted { $0.rawValue < $1.rawValue }
  var items = active.map { "- " + $0 }
  items += Set(data.set.rows.compactMap(\.label)).sorted().map { "label:\($0)" }
  items += batches.compactMap { state.workspace.batch($0)?.name }.map { "batch:\($0)" }
  items += Set(state.log.decisions.map(\.reviewer)).sorted().map { "reviewer:\($0)" }
  state.overlay = .picker(
    .init(
      .calibrationRows,
      picker: Picker(title: "Only examples with", items: items.filter { !active.contains($0) })))
  return []
}

/// Takes an item of the picker: "label:billing", or "- label:billing" to take it off.
func toggle(calibrationTerm text: String, _ state: inout AppState) -> [Effect] {
  let isRemoval = text.hasPrefix("- ")
  let term = isRemoval ? String(text.dropFirst(2)) : text
  guard let colon = term.firstIndex(of: ":") else {
    return unknown(term, "a choice: label:NAME, batch:NAME, reviewer:NAME", &state)
  }
  let value = String(term[term.index(after: colon)...])
  switch term[..<colon] {
  case "label": return choose(&state) { $0.label = isRemoval ? nil : value }
  case "batch":
    let batch = state.workspace.batches.first { $0.name == value }?.id
    return choose(&state) { $0.batch = isRemoval ? nil : batch }
  case "reviewer": return choose(&state) { $0.reviewer = isRemoval ? nil : value }
  default: return unknown(term, "a choice: label:NAME, batch:NAME, reviewer:NAME", &state)
  }
}

/// "dev · billing"
func choiceText(_ choice: CalibrationChoice, _ state: AppState) -> String {
  let parts = [
    choice.rows.rawValue, choice.label, choice.batch.flatMap { state.workspace.batch($0)?.name },
    choice.reviewer,
  ]
  return parts.compactMap { $0.map(DisplayText.singleLine) }.joined(separator: state.appearance.separator)
}

func calibrationChips(_ state: AppState) -> [String] {
  var chips: [String] = []
  if state.calibration.isReading { chips.append(state.appearance.pending) }
  chips.append(state.calibration.choice.rows.rawValue)
  chips += state.calibration.choice.terms(state.workspace)
  if state.calibration.draft != nil { chips.append("rule not in force") }
  return chips
}
