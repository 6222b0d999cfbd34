import Testing

@testable import TerminalCore

struct GridDrawingTests {
  private func grid(_ rows: Int, _ columns: Int) -> Grid { Grid(size: Size(rows: rows, columns: columns)) }

  /// Every wide cell has its covered cell and no covered cell is alone.
  private func isSound(_ grid: Grid) -> Bool {
    for row in 0..<grid.size.rows {
      for column in 0..<grid.size.columns {
        let cell = grid[row, column]
        switch cell.width {
        case 0:
          guard column > 0, grid[row, column - 1].width == 2, cell.text.isEmpty else { return false }
        case 1: guard DisplayText.width(cell.text) == 1 else { return false }
        case 2:
          guard column + 1 < grid.size.columns, grid[row, column + 1].width == 0,
            DisplayText.width(cell.text) == 2
          else { return false }
        default: return false
        }
      }
    }
    return true
  }

  @Test func wideCharactersAreCutToBlanks() {
    var grid = grid(1, 6)
    #expect(grid.put("日本語", row: 0, column: 1, style: .plain) == 5)
    #expect(grid.text(row: 0) == " 日本 ")
    #expect(grid.put("x", row: 0, column: 2, style: .plain) == 1)
    #expect(grid.text(row: 0) == "  x本 ")
    #expect(grid.put("y", row: 0, column: 3, style: .plain) == 1)
    #expect(grid.text(row: 0) == "  xy  ")
    #expect(grid.put("日本", row: 0, column: 0, style: .plain, maxWidth: 3) == 3)
    #expect(grid.text(row: 0) == "日 y  ")
    #expect(grid.put("日本", row: 0, column: -1, style: .plain) == 4)
    #expect(grid.text(row: 0) == " 本y  ")
  }

  @Test func nothingIsDrawnOutside() {
    var grid = grid(2, 3)
    for (row, column) in [(-1, 0), (2, 0), (0, 3), (0, 99), (.max, .max), (0, -5)] {
      grid.put("abc", row: row, column: column, style: .plain)
    }
    #expect(grid == self.grid(2, 3))
    #expect(grid.put("abcdef", row: 0, column: -2, style: .plain) == 5)
    #expect(grid.text(row: 0) == "cde")
    #expect(grid.put("abc", row: 1, column: 0, style: .plain, maxWidth: 0) == 0)
  }

  @Test func symbolsShowWithoutColour() {
    var grid = grid(1, 4)
    grid.put("a\u{1b}", row: 0, column: 0, style: .plain)
    #expect(grid[0, 1] == Cell(text: "␛", style: Style(attributes: .reverse)))
    grid.put("\u{1b}", row: 0, column: 0, style: Style(attributes: .reverse))
    #expect(grid[0, 0] == Cell(text: "␛", style: .plain))
  }

  @Test func emptyTextChangesNothing() {
    var grid = grid(1, 4)
    grid.put("日", row: 0, column: 0, style: .plain)
    let before = grid
    #expect(grid.put("", row: 0, column: 1, style: .plain) == 0)
    #expect(grid == before)
  }

  @Test func neighboursStayWhole() {
    var generator = SeededGenerator(seed: 7)
    for round in 0..<3_000 {
      var grid = grid(1, Int.random(in: 1...12, using: &generator))
      grid.put("日本語日本語", row: 0, column: round % 2, style: .plain)
      let before = grid
      let column = Int.random(in: -6...13, using: &generator)
      let limit = Int.random(in: 0...8, using: &generator)
      let text = HostileText.random(using: &generator)
      let used = grid.put(text, row: 0, column: column, style: Style(attributes: .bold), maxWidth: limit)
      #expect(isSound(grid))
      #expect(used >= 0 && used <= limit)
      // One cell on each side may lose its other half; everything further off is as it was.
      for other in 0..<grid.size.columns where other < column - 1 || other > column + used {
        #expect(grid[0, other] == before[0, other])
      }
    }
  }

  @Test func fillCutsWideNeighbours() {
    var grid = grid(1, 6)
    grid.put("日本語", row: 0, column: 0, style: .plain)
    grid.fill(Rect(row: 0, column: 1, height: 1, width: 2), with: Cell(text: "#"))
    #expect(grid.text(row: 0) == " ## 語")
    #expect(isSound(grid))
  }

  @Test func frames() {
    var grid = grid(4, 12)
    grid.frame(Rect(grid.size), style: .plain, title: [Span(text: " a long title ")])
    #expect(
      (0..<4).map(grid.text(row:)) == ["┌ a long t…┐", "│          │", "│          │", "└──────────┘"])
    grid.frame(Rect(row: 1, column: 2, height: 2, width: 4), style: .plain, lines: .ascii)
    #expect((1..<3).map(grid.text(row:)) == ["│ +--+     │", "│ +--+     │"])
    grid.frame(Rect(row: 1, column: 1, height: 1, width: 3), style: .plain)
    grid.frame(Rect(row: 1, column: 9, height: 2, width: 1), style: .plain)
    #expect((1..<3).map(grid.text(row:)) == ["│───-+   │ │", "│ +--+   │ │"])
  }

  @Test func anyRectangleSurvives() {
    let edges = [-7, -1, 0, 1, 2, 5, 9, 1_000_000]
    for rows in [0, 1, 3] {
      for columns in [0, 1, 5] {
        for row in edges {
          for column in edges {
            for extent in edges {
              var grid = grid(rows, columns)
              let rect = Rect(row: row, column: column, height: extent, width: 9 - extent)
              grid.fill(rect, style: Style(attributes: .bold))
              grid.frame(rect, style: .plain, title: [Span(text: "日本語")])
              #expect(isSound(grid))
            }
          }
        }
      }
    }
  }
}
