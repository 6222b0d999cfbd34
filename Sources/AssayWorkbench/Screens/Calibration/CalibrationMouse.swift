import AssayModel
import TerminalCore

/// A click chooses a part, a cell, a slider's place or a line; a double click opens it; the wheel moves the cursor.
func handleInCalibration(_ mouse: MouseEvent, _ state: inout AppState) -> [Effect] {
  let layout = CalibrationLayout(state)
  let canvas = Canvas(state: state, theme: .fallback)
  guard let pane = layout.pane(at: mouse.at, canvas) else { return [] }
  switch mouse.kind {
  case .press, .doubleClick:
    goTo(pane, &state)
    guard let rect = layout.inside(of: pane), rect.contains(mouse.at), put(mouse.at, in: pane, rect, &state)
    else {
      return []
    }
    return mouse.kind == .doubleClick ? performCalibration(.open, &state) : []
  case .drag:
    if pane == .rule, let rect = layout.inside(of: .rule), rect.contains(mouse.at) {
      _ = put(mouse.at, in: .rule, rect, &state)
    }
    return []
  case .wheelDown, .wheelUp:
    goTo(pane, &state)
    return performCalibration(mouse.kind == .wheelDown ? .down : .up, &state)
  case .release: return []
  }
}

/// Puts the cursor of a part on what is at a point; false: nothing that can be opened.
private func put(
  _ point: Point, in pane: CalibrationState.Pane, _ rect: Rect, _ state: inout AppState
) -> Bool {
  guard let picture = state.calibration.picture, let shown = state.calibration.shown else { return false }
  switch pane {
  case .matrix:
    guard
      let cell = MatrixPane.cell(
        line: point.row - rect.row, column: point.column - rect.column, width: rect.width)
    else { return false }
    state.calibration.cell = cell
    return true
  case .rule:
    let sliders = shown.rule.sliders(picture.subject.dimensions)
    let index = point.row - rect.row - firstSliderLine(height: rect.height)
    guard sliders.indices.contains(index) else { return false }
    state.calibration.slider = index
    let track = SliderTrack(sliders, width: rect.width)
    let column = point.column - rect.column - track.start
    if (0..<track.width).contains(column) {
      moveSlider(by: track.step(column, sliders[index]) - sliders[index].step, &state)
    }
    return false
  case .dimensions:
    let layout = DimensionsLayout(
      picture.dimensions, in: rect, current: state.calibration.dimension, cell: state.calibration.scoreCell)
    guard let (dimension, cell) = layout.cell(at: point, picture.dimensions) else { return false }
    state.calibration.dimension = dimension
    if cell >= 0 { state.calibration.scoreCell = cell }
    return cell >= 0
  case .curve, .progress, .history: return false
  }
}
