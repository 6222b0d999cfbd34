import AssayModel
import TerminalCore
import TerminalWidgets

/// Where the panes of the review screen are: three from 110 columns, two from 70, else the one in use.
struct ReviewLayout: Equatable {
  let panes: [ReviewState.Pane]
  let split: SplitLayout

  init(_ state: AppState) {
    let body = FrameLayout(size: state.size).body
    let review = state.review
    if review.isZoomed || body.width < 70 {
      panes = [review.pane]
    } else if body.width < 110 {
      panes = [.list, review.pane == .cluster ? .cluster : .example]
    } else {
      panes = [.list, .example, .cluster]
    }
    split = SplitLayout(
      body, shares: panes.map { review.shares[$0.rawValue] }, minimums: panes.map { _ in 14 })
  }

  func rect(of pane: ReviewState.Pane) -> Rect? {
    panes.firstIndex(of: pane).map { split.panes[$0] }
  }

  /// The pane under a point; a border belongs to the pane on its left.
  func pane(at point: Point) -> ReviewState.Pane? {
    switch split.hit(point) {
    case .pane(let index), .border(let index): panes[index]
    case nil: nil
    }
  }

  /// The pane whose right border, shared with its neighbour, is under the point.
  func border(at point: Point) -> ReviewState.Pane? {
    if case .border(let index) = split.hit(point) { panes[index] } else { nil }
  }

  /// The shares after the right border of a pane was dragged to a column: those in sight share what they
  /// had together.
  func shares(movingBorderOf pane: ReviewState.Pane, to column: Int, in old: [Double]) -> [Double] {
    guard let index = panes.firstIndex(of: pane) else { return old }
    let widths = split.shares(movingBorder: index, to: column)
    let together = panes.reduce(0) { $0 + old[$1.rawValue] }
    let total = widths.reduce(0, +)
    guard total > 0 else { return old }
    var shares = old
    for (pane, width) in zip(panes, widths) { shares[pane.rawValue] = max(0.05, width / total * together) }
    return shares
  }
}
