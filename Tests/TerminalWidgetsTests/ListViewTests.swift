import TerminalCore
import TerminalWidgets
import Testing

struct ListViewTests {
  @Test func cursorIsAlwaysSeen() {
    for count in 0...9 {
      for height in -1...6 {
        for cursor in -1...10 {
          for top in -2...11 {
            for margin in 0...3 {
              let first = ListView.scrolledTop(
                cursor: cursor, top: top, height: height, count: count, margin: margin)
              #expect(first >= 0 && first <= max(0, count - max(1, height)))
              guard height > 0, count > 0 else { continue }
              let shown = min(max(0, cursor), count - 1)
              #expect((first..<first + height).contains(shown))
            }
          }
        }
      }
    }
  }

  @Test func scrollsNoFurtherThanNeeded() {
    #expect(ListView.scrolledTop(cursor: 5, top: 3, height: 5, count: 100) == 3)
    #expect(ListView.scrolledTop(cursor: 8, top: 3, height: 5, count: 100) == 4)
    #expect(ListView.scrolledTop(cursor: 2, top: 3, height: 5, count: 100) == 2)
    #expect(ListView.scrolledTop(cursor: 7, top: 3, height: 5, count: 100, margin: 1) == 4)
    #expect(ListView.scrolledTop(cursor: 99, top: 0, height: 5, count: 100, margin: 2) == 95)
  }

  @Test func drawsOnlyWhatIsSeen() {
    var grid = Grid(size: Size(rows: 4, columns: 8))
    var asked: [Int] = []
    ListView.draw(
      count: 1_000_000, top: 500_000, in: Rect(row: 1, column: 0, height: 3, width: 8), into: &grid
    ) {
      index, rect, grid in
      asked.append(index)
      grid.put("\(index) and more", row: rect.row, column: rect.column, style: .plain, maxWidth: rect.width)
    }
    #expect(asked == [500_000, 500_001, 500_002])
    #expect((0..<4).map(grid.text(row:)) == ["        ", "500000 │", "500001 █", "500002 │"])
  }

  @Test func shortListsHaveNoScrollbar() {
    var grid = Grid(size: Size(rows: 3, columns: 3))
    ListView.draw(count: 2, top: 0, in: Rect(grid.size), into: &grid) { index, rect, grid in
      #expect(rect.width == 3)
      grid.put("r\(index)", row: rect.row, column: 0, style: .plain)
    }
    #expect((0..<3).map(grid.text(row:)) == ["r0 ", "r1 ", "   "])
  }
}
