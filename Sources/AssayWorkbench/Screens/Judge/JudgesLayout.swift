import TerminalCore

/// Where the parts of the judge screen are: the versions above, what one is made of below; where there is no room for
/// both, the one in use.
struct JudgesLayout {
  /// Frames; nil: not in sight.
  let list: Rect?
  let definition: Rect?

  init(_ state: AppState) {
    let body = FrameLayout(size: state.size).body
    guard body.height >= 14 else {
      list = state.judges.pane == .list ? body : nil
      definition = state.judges.pane == .definition ? body : nil
      return
    }
    let height = min(max(5, state.workspace.judges.count + 3), body.height * 2 / 5)
    list = Rect(row: body.row, column: body.column, height: height, width: body.width)
    definition = Rect(
      row: body.row + height - 1, column: body.column, height: body.height - height + 1, width: body.width)
  }

  /// Under the border and the heading.
  var listRows: Rect? { RunsLayout.rows(in: list) }
  var definitionRows: Rect? {
    definition.map { frame in
      let inner = frame.inset()
      return Rect(
        row: inner.row, column: inner.column + 1, height: inner.height, width: max(0, inner.width - 2))
    }
  }
}
