import TerminalCore
import TerminalWidgets

/// Where the parts of the clusters screen are: the list with the threshold under it, and the members beside it from
/// 110 columns on, else one of the two.
struct ClustersLayout {
  /// The frame around list and threshold; nil: not in sight.
  let listFrame: Rect?
  /// The frame around the members; nil: not in sight.
  let membersFrame: Rect?
  /// Lines for the threshold, without the divider above; 0: no room.
  let thresholdHeight: Int
  let split: SplitLayout

  static let wide = 110

  init(_ state: AppState) {
    let body = FrameLayout(size: state.size).body
    let clusters = state.clusters
    if clusters.isZoomed || body.width < Self.wide {
      split = SplitLayout(body, shares: [1])
      listFrame = clusters.pane == .list ? body : nil
      membersFrame = clusters.pane == .members ? body : nil
    } else {
      split = SplitLayout(body, shares: body.width < 160 ? [0.42, 0.58] : [0.36, 0.64])
      listFrame = split.panes[0]
      membersFrame = split.panes[1]
    }
    let inner = body.height - 2
    thresholdHeight = clusters.pairs == nil ? 0 : inner >= 30 ? 10 : inner >= 24 ? 8 : inner >= 16 ? 6 : 0
  }

  var areMembersInSight: Bool { membersFrame != nil }

  /// Lines of clusters, under the border and the heading.
  var list: Rect? {
    listFrame.map { frame in
      let inner = frame.inset()
      let divider = thresholdHeight > 0 ? thresholdHeight + 1 : 0
      return Rect(
        row: inner.row + 1, column: inner.column, height: max(0, inner.height - 1 - divider),
        width: inner.width)
    }
  }

  var threshold: Rect? {
    guard thresholdHeight > 0, let inner = listFrame?.inset() else { return nil }
    return Rect(
      row: inner.maxRow - thresholdHeight, column: inner.column, height: thresholdHeight, width: inner.width)
  }

  var members: Rect? { membersFrame?.inset() }

  /// Clusters in sight, also while the members are in the way.
  static func listHeight(_ state: AppState) -> Int {
    let layout = ClustersLayout(state)
    let inner = FrameLayout(size: state.size).body.height - 2
    return max(1, inner - 1 - (layout.thresholdHeight > 0 ? layout.thresholdHeight + 1 : 0))
  }
}
