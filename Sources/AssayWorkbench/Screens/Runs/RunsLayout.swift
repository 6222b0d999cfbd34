import TerminalCore
import TerminalWidgets

/// Where the parts of the runs screen are. From 110 columns on: the runs above the batches, and one run in full beside
/// them. From 70 on: the runs above the one in full, or the batches. Else, or with one pane zoomed: that one.
struct RunsLayout {
  /// Frames; nil: not in sight.
  let list: Rect?
  let detail: Rect?
  let batches: Rect?

  static let wide = 110
  static let narrow = 70

  init(_ state: AppState) {
    let body = FrameLayout(size: state.size).body
    let pane = state.runs.pane
    if state.runs.isZoomed || body.width < Self.narrow || body.height < 14 {
      list = pane == .list ? body : nil
      detail = pane == .detail ? body : nil
      batches = pane == .batches ? body : nil
    } else if body.width < Self.wide {
      guard pane != .batches else {
        (list, detail, batches) = (nil, nil, body)
        return
      }
      // As high as the runs need, a third at most: two borders and a heading come on top.
      let height = min(max(4, state.runs.runs.count + 3), body.height / 3)
      list = Rect(row: body.row, column: body.column, height: height, width: body.width)
      detail = Rect(
        row: body.row + height - 1, column: body.column, height: body.height - height + 1, width: body.width)
      batches = nil
    } else {
      let split = SplitLayout(body, shares: body.width < 160 ? [0.42, 0.58] : [0.36, 0.64])
      let left = split.panes[0]
      let below = min(state.workspace.batches.count + 3, max(5, left.height / 3))
      list = Rect(row: left.row, column: left.column, height: left.height - below + 1, width: left.width)
      batches = Rect(
        row: left.maxRow - below, column: left.column, height: below, width: left.width)
      detail = split.panes[1]
    }
  }

  /// Lines under the border and the heading.
  static func rows(in frame: Rect?) -> Rect? {
    guard let inner = frame?.inset() else { return nil }
    return Rect(
      row: inner.row + 1, column: inner.column, height: max(0, inner.height - 1), width: inner.width)
  }

  var listRows: Rect? { Self.rows(in: list) }
  var batchRows: Rect? { Self.rows(in: batches) }
  /// A blank column at the left, and one at the right for the arrows.
  var detailRows: Rect? {
    detail.map { frame in
      let inner = frame.inset()
      return Rect(
        row: inner.row, column: inner.column + 1, height: inner.height, width: max(0, inner.width - 2))
    }
  }

  func pane(at point: Point) -> RunsState.Pane? {
    // Neighbours share a border: it belongs to the one above or at the left.
    if list?.contains(point) == true { return .list }
    if batches?.contains(point) == true { return .batches }
    return detail?.contains(point) == true ? .detail : nil
  }
}
