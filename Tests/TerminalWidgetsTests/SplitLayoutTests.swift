import TerminalCore
import TerminalWidgets
import Testing

struct SplitLayoutTests {
  @Test func panesShareTheirBorders() {
    let layout = SplitLayout(
      Rect(row: 1, column: 0, height: 9, width: 120), shares: [3, 4, 3], minimums: [20, 30, 20])
    #expect(layout.panes.map(\.column) == [0, 36, 83])
    #expect(layout.panes.map(\.maxColumn) == [37, 84, 120])
    #expect(layout.hit(Point(row: 1, column: 0)) == .pane(0))
    #expect(layout.hit(Point(row: 1, column: 36)) == .border(0))
    #expect(layout.hit(Point(row: 9, column: 83)) == .border(1))
    #expect(layout.hit(Point(row: 9, column: 119)) == .pane(2))
    #expect(layout.hit(Point(row: 0, column: 5)) == nil)
    #expect(layout.hit(Point(row: 1, column: 120)) == nil)
  }

  @Test func minimumsHoldWhileThereIsRoom() {
    let layout = SplitLayout(
      Rect(row: 0, column: 0, height: 1, width: 60), shares: [1, 0, 0], minimums: [5, 20, 20])
    #expect(layout.panes.map(\.width) == [22, 20, 20])
    let narrow = SplitLayout(
      Rect(row: 0, column: 0, height: 1, width: 11), shares: [1, 0], minimums: [9, 9])
    #expect(narrow.panes.map(\.width) == [6, 6])
  }

  @Test func coversAnyRectangle() {
    for shares in [[], [1], [0, 0], [1, 2], [.nan, -3], [1, .infinity, 2], [0.2, 0.5, 0.3], [0, 0, 1]] {
      for minimum in [-3, 0, 1, 7] {
        for width in 0...40 {
          let rect = Rect(row: 0, column: 3, height: 2, width: width)
          let layout = SplitLayout(rect, shares: shares, minimums: shares.map { _ in minimum })
          #expect(layout.panes.count == shares.count)
          guard !shares.isEmpty, width > 0 else { continue }
          for column in rect.column..<rect.maxColumn {
            #expect(
              layout.panes.contains { $0.contains(Point(row: 0, column: column)) },
              "\(shares) \(minimum) \(width)")
          }
          #expect(layout.panes.allSatisfy { $0.column >= rect.column && $0.maxColumn <= rect.maxColumn })
        }
      }
    }
  }

  @Test func draggedBordersStay() {
    let rect = Rect(row: 0, column: 0, height: 1, width: 100)
    let layout = SplitLayout(rect, shares: [1, 1, 1])
    for column in 0..<67 {
      let moved = SplitLayout(rect, shares: layout.shares(movingBorder: 0, to: column))
      #expect(moved.panes[0].maxColumn - 1 == column)
      #expect(moved.panes[2] == layout.panes[2])
    }
    #expect(layout.shares(movingBorder: 2, to: 5) == layout.panes.map { Double($0.width) })
  }
}
