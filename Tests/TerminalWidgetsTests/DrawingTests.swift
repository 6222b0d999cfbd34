import TerminalCore
import TerminalWidgets
import Testing

struct DrawingTests {
  private let styles = PopupStyles(
    border: .plain, title: .plain, text: .plain, dim: .plain, selection: Style(attributes: .reverse))

  private func grid(_ rows: Int, _ columns: Int) -> Grid { Grid(size: Size(rows: rows, columns: columns)) }

  private func text(_ grid: Grid) -> [String] { (0..<grid.size.rows).map(grid.text(row:)) }

  @Test func bars() {
    #expect(BarView.text(value: 4, maximum: 5, width: 5) == "████░")
    #expect(BarView.text(value: 2, maximum: 5, width: 5, lines: .ascii) == "##...")
    for value in [-1, 0, 0.5, 1, 7, .nan, .infinity, -.infinity] {
      for maximum in [-1, 0, 1, .nan, .infinity] {
        #expect(BarView.text(value: value, maximum: maximum, width: 6).count == 6)
      }
    }
    #expect(BarView.text(value: 1, maximum: 1, width: -2).isEmpty)
  }

  @Test func pagerSaysWhereThereIsMore() {
    let lines = (0..<5).map { [Span(text: "line \($0)")] }
    var grid = grid(3, 8)
    Pager.draw(lines, in: Rect(grid.size), from: 1, into: &grid)
    #expect(text(grid) == ["line 1 ↑", "line 2  ", "line 3 ↓"])
    grid = self.grid(3, 8)
    Pager.draw(lines, in: Rect(grid.size), from: 2, lines: .ascii, into: &grid)
    #expect(text(grid) == ["line 2 ^", "line 3  ", "line 4  "])
  }

  @Test func popupShowsThePlace() {
    let lines = (1...9).map { [Span(text: "line \($0)")] }
    var grid = grid(5, 14)
    let inner = Popup.draw(
      title: "Keys", lines: lines, scroll: 99, in: Rect(grid.size), styles: styles, into: &grid)
    #expect(inner.height == 3)
    #expect(
      text(grid) == [
        "  ┌ Keys ──┐  ", "  │ line 7 │  ", "  │ line 8 │  ", "  │ line 9 │  ", "  └─ 7-9/9 ┘  ",
      ])
    #expect(Popup.lastScroll(lineCount: 9, in: Rect(grid.size)) == 6)
    #expect(Popup.lastScroll(lineCount: 2, in: Rect(grid.size)) == 0)
  }

  @Test func everythingSurvivesAnyRectangle() {
    let lines = ["", "日本語 text", "\u{1b}[2J", "👨‍👩‍👧"].map { [Span(text: $0)] }
    let picker = Picker(title: "日本語", items: ["一二三", "\u{202e}x", ""], details: ["d"])
    let input = TextInput(text: "日本\u{202e}")
    for rows in [0, 1, 2, 6] {
      for columns in [0, 1, 2, 3, 9] {
        for row in [-3, -1, 0, 1, 7] {
          for column in [-3, -1, 0, 1, 10] {
            for extent in [-2, 0, 1, 2, 3, 5, 30] {
              var grid = grid(rows, columns)
              let rect = Rect(row: row, column: column, height: extent, width: extent)
              Popup.draw(title: "日本語", lines: lines, scroll: extent, in: rect, styles: styles, into: &grid)
              Pager.draw(lines, in: rect, from: row, into: &grid)
              BarView.draw(value: 1, maximum: 2, in: rect, style: .plain, into: &grid)
              let points = [
                picker.draw(in: rect, styles: styles, into: &grid),
                input.draw(in: rect, style: .plain, into: &grid),
              ]
              for point in points.compactMap({ $0 }) {
                #expect(rect.contains(point) && Rect(grid.size).contains(point))
              }
              ListView.draw(count: 9, top: row, in: rect, into: &grid) { index, rect, grid in
                #expect((0..<9).contains(index))
                grid.put("日\(index)", row: rect.row, column: rect.column, style: .plain, maxWidth: rect.width)
              }
              // Nothing is drawn outside of the rectangle.
              for row in 0..<rows {
                for column in 0..<columns where !rect.contains(Point(row: row, column: column)) {
                  #expect(grid[row, column] == .blank)
                }
              }
            }
          }
        }
      }
    }
  }
}
