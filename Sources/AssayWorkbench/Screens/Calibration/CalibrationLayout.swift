import AssayCalibration
import AssayModel
import TerminalCore
import TerminalWidgets

/// Where the parts of the calibration screen are. Parts that share a frame are tabs in its border, and the one that was
/// used last is shown. Under 110 columns one frame holds all; from there two columns, from 170 on three.
struct CalibrationLayout {
  /// A frame with the parts that it can show.
  struct Group: Sendable {
    let frame: Rect
    let panes: [CalibrationState.Pane]
    let shown: CalibrationState.Pane
  }

  static let wide = 110
  static let widest = 170

  let groups: [Group]

  init(_ state: AppState) {
    let body = FrameLayout(size: state.size).body
    let calibration = state.calibration
    let all = CalibrationState.Pane.allCases
    func group(_ frame: Rect, _ panes: [CalibrationState.Pane]) -> Group {
      let shown =
        panes.first { $0 == calibration.pane } ?? panes.first { calibration.recent.contains($0) } ?? panes[0]
      return Group(frame: frame, panes: panes, shown: shown)
    }
    guard !calibration.isZoomed, body.width >= Self.wide else {
      groups = [group(body, all)]
      return
    }
    let columns = body.width >= Self.widest ? 3 : 2
    let widths = SplitLayout(body, shares: columns == 3 ? [0.36, 0.32, 0.32] : [0.52, 0.48]).panes
    func halves(_ rect: Rect, upper: Int) -> (Rect, Rect) {
      let upper = min(max(4, upper), rect.height - 3)
      return (
        Rect(row: rect.row, column: rect.column, height: upper, width: rect.width),
        Rect(
          row: rect.row + upper - 1, column: rect.column, height: rect.height - upper + 1, width: rect.width)
      )
    }
    let isLow = body.height < 32
    if columns == 3, !isLow {
      let left = halves(widths[0], upper: MatrixPane.height + 2)
      let middle = halves(widths[1], upper: body.height / 2 + 1)
      let right = halves(widths[2], upper: body.height / 2 + 1)
      groups = [
        group(left.0, [.matrix]), group(left.1, [.rule]), group(middle.0, [.dimensions]),
        group(middle.1, [.curve]), group(right.0, [.progress]), group(right.1, [.history]),
      ]
    } else if columns == 3 {
      groups = [
        group(widths[0], [.matrix, .progress]), group(widths[1], [.rule, .curve]),
        group(widths[2], [.dimensions, .history]),
      ]
    } else if isLow {
      groups = [
        group(widths[0], [.matrix, .progress, .history]), group(widths[1], [.rule, .dimensions, .curve]),
      ]
    } else {
      let left = halves(widths[0], upper: MatrixPane.height + 2)
      let right = halves(widths[1], upper: body.height / 2 + 1)
      groups = [
        group(left.0, [.matrix]), group(left.1, [.rule]), group(right.0, [.dimensions, .curve]),
        group(right.1, [.progress, .history]),
      ]
    }
  }

  /// The inside of a part's frame, a blank column at each side; nil: not in sight.
  func inside(of pane: CalibrationState.Pane) -> Rect? {
    guard let group = groups.first(where: { $0.shown == pane }) else { return nil }
    let inner = group.frame.inset()
    return Rect(
      row: inner.row, column: inner.column + 1, height: inner.height, width: max(0, inner.width - 2))
  }

  /// Where the lines of a list stand.
  func lines(of pane: CalibrationState.Pane) -> Rect? { inside(of: pane) }

  /// The part whose tab or inside is at a point.
  func pane(at point: Point, _ canvas: Canvas) -> CalibrationState.Pane? {
    // Neighbours share a border: the lower frame's title is drawn over it.
    for group in groups.reversed() where group.frame.contains(point) {
      guard point.row == group.frame.row else { return group.shown }
      return tabs(of: group, canvas).first { $0.columns.contains(point.column) }?.pane ?? group.shown
    }
    return nil
  }
}

extension CalibrationState.Pane {
  var title: String {
    switch self {
    case .matrix: "Matrix"
    case .rule: "Rule"
    case .dimensions: "Dimensions"
    case .curve: "Curve"
    case .progress: "Progress"
    case .history: "History"
    }
  }

  /// For frames with little room.
  fileprivate var shortTitle: String {
    switch self {
    case .dimensions: "Dims"
    default: title
    }
  }
}

/// A part's name in the border of its frame.
struct PaneTab {
  var pane: CalibrationState.Pane
  var text: String
  var column: Int
  var columns: Range<Int> { column..<column + DisplayText.width(text) }
}

/// The names of the parts of a frame; behind a single one, what it is of.
func tabs(of group: CalibrationLayout.Group, _ canvas: Canvas) -> [PaneTab] {
  let room = group.frame.width - 4
  let isLong = group.panes.reduce(0) { $0 + $1.title.count + 2 } <= room
  var column = group.frame.column + 2
  return group.panes.map { pane in
    let name = isLong ? pane.title : pane.shortTitle
    let detail = group.panes.count == 1 ? paneDetail(pane, canvas.state) : ""
    let text = canvas.truncate(" \(name)\(detail) ", to: max(0, group.frame.maxColumn - 2 - column))
    let tab = PaneTab(pane: pane, text: text, column: column)
    column = tab.columns.upperBound
    return tab
  }
}

/// What stands behind the name of a part that has its frame for itself.
private func paneDetail(_ pane: CalibrationState.Pane, _ state: AppState) -> String {
  guard let picture = state.calibration.picture, let data = state.calibration.data else { return "" }
  let separator = state.appearance.separator
  switch pane {
  case .matrix:
    return separator + DisplayText.singleLine(data.judge.name) + separator + choiceText(picture.choice, state)
  case .rule: return separator + (state.calibration.draft == nil ? "in force" : "tried, not in force")
  default: return ""
  }
}
