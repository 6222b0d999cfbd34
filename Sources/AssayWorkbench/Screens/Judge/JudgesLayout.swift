import TerminalCore

/// Where the parts of the judge screen are: the versions above, one of them in full below; where there is no room for
/// both, or with one pane zoomed, the one in use.
struct JudgesLayout {
  /// Frames; nil: not in sight.
  let list: Rect?
  let detail: Rect?

  init(_ state: AppState) {
    let body = FrameLayout(size: state.size).body
    guard body.height >= 14, !state.judges.isZoomed else {
      list = state.judges.pane == .list ? body : nil
      detail = state.judges.pane == .detail ? body : nil
      return
    }
    let height = min(max(5, state.workspace.judges.count + 3), body.height * 2 / 5)
    list = Rect(row: body.row, column: body.column, height: height, width: body.width)
    detail = Rect(
      row: body.row + height - 1, column: body.column, height: body.height - height + 1, width: body.width)
  }

  /// Under the border and the heading.
  var listRows: Rect? { RunsLayout.rows(in: list) }

  /// A blank column at the left, and one at the right for the arrows.
  var detailRows: Rect? {
    detail.map { frame in
      let inner = frame.inset()
      return Rect(
        row: inner.row, column: inner.column + 1, height: inner.height, width: max(0, inner.width - 2))
    }
  }

  /// The examples on which two versions differ, under the lines that say how many there are.
  var exampleRows: Rect? {
    detailRows.map { rect in
      let head = min(rect.height, ContrastPane.headHeight)
      return Rect(
        row: rect.row + head, column: rect.column, height: rect.height - head, width: rect.width)
    }
  }
}
