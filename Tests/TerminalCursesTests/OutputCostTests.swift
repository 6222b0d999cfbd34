import TerminalCore
import TerminalCurses
import TerminalTesting
import Testing

extension CursesSuite {
  /// Bytes are what a slow connection waits for.
  @Suite struct OutputCostTests {
    private let selected = Style(foreground: .ansi(15), background: .indexed(24), attributes: .bold)

    @Test func movingASelectionInAFullScreenIsCheap() throws {
      let terminal = try FileTerminal(rows: 50, columns: 200)
      var grid = Grid.full(rows: 50, columns: 200)
      for column in 0..<60 { grid[10, column].style = selected }
      terminal.present(grid)
      for column in 0..<60 {
        grid[10, column].style = .plain
        grid[11, column].style = selected
      }
      let bytes = terminal.present(grid)
      #expect(bytes.count < 400)
      #expect(terminal.screen.goldenText == grid.goldenText)
      #expect(terminal.screen.cell(11, 59).isBold)
      #expect(!terminal.screen.cell(10, 59).isBold)
    }

    @Test func movingOnlyTheCursorTakesAFewBytes() throws {
      let terminal = try FileTerminal(rows: 50, columns: 200)
      let grid = Grid.full(rows: 50, columns: 200)
      terminal.present(grid, cursor: Point(row: 10, column: 5))
      #expect(terminal.present(grid, cursor: Point(row: 11, column: 5)).count < 12)
    }

    @Test func goingBackToPlainTextTakesFiveBytesAtMost() throws {
      let terminal = try FileTerminal(rows: 2, columns: 200)
      var grid = Grid(size: Size(rows: 2, columns: 200))
      terminal.present(grid)
      let label = Style(foreground: .indexed(111))
      for column in stride(from: 0, to: 200, by: 10) {
        grid.put("label", row: 0, column: column, style: label)
        grid.put("value", row: 0, column: column + 5, style: .plain)
      }
      let bytes = terminal.present(grid)
      // 200 letters; each time 11 bytes for the colour and 5 for the way back; the cursor.
      #expect(bytes.count <= 200 + 20 * (11 + 5) + 20)
      #expect(terminal.screen.goldenStyles == grid.goldenStyles)
    }

    @Test func theSecondCharacterSetIsNeverTouched() throws {
      for name in ["xterm-256color", "screen-256color", "linux"] {
        let terminal = try FileTerminal(rows: 3, columns: 40, terminalName: name)
        var grid = Grid.full(rows: 3, columns: 40)
        terminal.present(grid)
        grid.put("bold", row: 1, column: 3, style: Style(attributes: .bold))
        grid.put("blue", row: 1, column: 9, style: Style(foreground: .ansi(4), attributes: .underline))
        let text = String(decoding: terminal.present(grid), as: UTF8.self)
        #expect(text.contains("bold") && text.contains("blue"))
        for waste in ["\u{1b}(B", "\u{0f}", "%?"] { #expect(!text.contains(waste), "\(name)") }
      }
    }

    @Test func theSameGridWritesNothing() throws {
      let terminal = try FileTerminal(rows: 50, columns: 200)
      let grid = Grid.full(rows: 50, columns: 200)
      terminal.present(grid)
      #expect(terminal.present(grid).isEmpty)
    }

    @Test func scrollingALongListByOneRowDoesNotRepaintIt() throws {
      let terminal = try FileTerminal(rows: 50, columns: 200)
      let all = Grid.full(rows: 51, columns: 200)
      func window(from first: Int) -> Grid {
        var grid = Grid(size: Size(rows: 50, columns: 200))
        for row in 0..<50 { for column in 0..<200 { grid[row, column] = all[row + first, column] } }
        return grid
      }
      terminal.present(window(from: 0))
      let bytes = terminal.present(window(from: 1))
      #expect(bytes.count < 600)
      #expect(terminal.screen.goldenText == window(from: 1).goldenText)
    }

    @Test func invalidateRepaintsWhatAnotherProgramSpoiled() throws {
      let terminal = try FileTerminal(rows: 10, columns: 40)
      let grid = Grid.full(rows: 10, columns: 40)
      terminal.present(grid)
      terminal.screen.write("\u{1b}[3;3Hnoise of another program")
      #expect(terminal.screen.goldenText != grid.goldenText)
      terminal.device.invalidate()
      #expect(terminal.present(grid).count >= 400)
      #expect(terminal.screen.goldenText == grid.goldenText)
    }
  }
}
