import AssayModel
import TerminalCore
import TerminalWidgets

/// Where the panes of the review screen are: three from 110 columns, two from 70, else the one in use.
struct ReviewLayout: Equatable {
  var list: Rect?
  var example: Rect?
  var cluster: Rect?

  init(_ state: AppState) {
    let body = FrameLayout(size: state.size).body
    let review = state.review
    let panes: [ReviewState.Pane] =
      if review.isZoomed || body.width < 70 {
        [review.pane]
      } else if body.width < 110 {
        [.list, review.pane == .cluster ? .cluster : .example]
      } else {
        [.list, .example, .cluster]
      }
    let rects = Self.split(body, shares: panes.map { review.shares[$0.rawValue] })
    for (pane, rect) in zip(panes, rects) {
      switch pane {
      case .list: list = rect
      case .example: example = rect
      case .cluster: cluster = rect
      }
    }
  }

  /// Side by side, sharing the border between them.
  private static func split(_ body: Rect, shares: [Double]) -> [Rect] {
    let total = shares.reduce(0, +)
    var rects: [Rect] = []
    var column = 0
    var sum = 0.0
    for (index, share) in shares.enumerated() {
      sum += share
      let end =
        index == shares.count - 1 ? body.width : max(column + 3, Int((sum / total * Double(body.width)).rounded()))
      rects.append(Rect(row: body.row, column: column, height: body.height, width: end - column))
      column = max(column, end - 1)
    }
    return rects
  }

  func rect(of pane: ReviewState.Pane) -> Rect? {
    switch pane {
    case .list: list
    case .example: example
    case .cluster: cluster
    }
  }

  /// The pane under a point.
  func pane(at point: Point) -> ReviewState.Pane? {
    ReviewState.Pane.allCases.first { rect(of: $0)?.contains(point) == true }
  }

  /// The pane whose right border, shared with its neighbour, is under the point.
  func border(at point: Point) -> ReviewState.Pane? {
    [ReviewState.Pane.list, .example].first { pane in
      guard let rect = rect(of: pane), rect.maxColumn < (cluster ?? example ?? rect).maxColumn else { return false }
      return point.column == rect.maxColumn - 1 && point.row >= rect.row && point.row < rect.maxRow
    }
  }
}
