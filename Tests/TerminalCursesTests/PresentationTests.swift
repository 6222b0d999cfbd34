import TerminalCore
import TerminalCurses
import TerminalTesting
import Testing

extension CursesSuite {
  @Suite struct PresentationTests {
    @Test func wideCombiningAndStyledCellsArriveAsDrawn() throws {
      var grid = Grid(size: Size(rows: 6, columns: 20))
      grid.lay("日本 e\u{301}x ─│┌", row: 0, wide: ["日", "本"])
      grid.lay("bold", row: 1, style: Style(attributes: [.bold, .underline]))
      grid.lay("rev", row: 1, column: 6, style: Style(foreground: .indexed(208), attributes: .reverse))
      grid.lay("rgb", row: 2, style: Style(foreground: .rgb(255, 0, 0), background: .ansi(4)))
      grid.lay("it", row: 3, style: Style(attributes: .italic))
      grid.lay("👍!", row: 5, column: 17, wide: ["👍"])
      let terminal = try FileTerminal(rows: 6, columns: 20)
      terminal.present(grid)
      #expect(terminal.screen.goldenText == grid.goldenText)
      #expect(terminal.screen.cells.map { $0.map(\.width) } == grid.screenCells.map { $0.map(\.width) })
      #expect(
        terminal.screen.goldenStyles == """
          1: 0-3 [bu]  6-8 [r 208/-]
          2: 0-2 [196/4]
          3: 0-1 [i]

          """)
    }

    @Test func lowerRightCornerIsWrittenWithoutScrolling() throws {
      let grid = Grid.full(rows: 5, columns: 9)
      let terminal = try FileTerminal(rows: 5, columns: 9)
      terminal.present(grid)
      #expect(terminal.screen.goldenText == grid.goldenText)
    }

    @Test func controlsBidiAndJoinersNeverReachTheTerminal() throws {
      var grid = Grid(size: Size(rows: 2, columns: 12))
      let hostile = [
        "\u{1b}", "\u{7}", "\n", "\u{9b}", "\u{202e}", "\u{200d}", "\u{301}", "a\u{202e}", "b\u{1b}",
      ]
      for (column, text) in hostile.enumerated() { grid[0, column] = Cell(text: text) }
      grid.lay("after", row: 1)
      let terminal = try FileTerminal(rows: 2, columns: 12)
      let before = terminal.takeOutput()
      terminal.device.present(grid, cursor: nil)
      let bytes = terminal.takeOutput()
      let text = String(decoding: bytes, as: UTF8.self)
      for scalar in ["\u{7}", "\u{9b}", "\u{202e}", "\u{200d}", "\u{301}"] as [Unicode.Scalar] {
        #expect(!text.unicodeScalars.contains(scalar))
      }
      #expect(!before.isEmpty)
      #expect(terminal.screen.text(row: 0) == String(repeating: "\u{FFFD}", count: 7) + "ab")
      #expect(terminal.screen.text(row: 1) == "after")
    }

    @Test func brokenGridsDoNotShiftTheLine() throws {
      var grid = Grid(size: Size(rows: 4, columns: 6))
      grid[0, 5] = Cell(text: "日", width: 2)  // No room for its second half.
      grid[1, 0] = Cell(text: "", width: 0)  // A covered half without a wide character.
      grid.lay("xy", row: 1, column: 1)
      grid[2, 0] = Cell(text: "日", width: 2)  // Its second half is taken.
      grid.lay("zz", row: 2, column: 1)
      grid[3, 0] = Cell(text: "日", width: 1)  // Wider than it says.
      grid.lay("ok", row: 3, column: 1)
      let terminal = try FileTerminal(rows: 4, columns: 6)
      terminal.present(grid)
      #expect(terminal.screen.lines == ["", " xy", " zz", "\u{FFFD}ok"])
    }

    @Test func wideCharactersReplacedByNarrowOnesLeaveNothing() throws {
      let terminal = try FileTerminal(rows: 2, columns: 10)
      var first = Grid(size: Size(rows: 2, columns: 10))
      first.lay("日本語ab", row: 0, wide: ["日", "本", "語"])
      first.lay("ab日本", row: 1, wide: ["日", "本"])
      terminal.present(first)
      var second = Grid(size: Size(rows: 2, columns: 10))
      second.lay("x日本ab", row: 0, wide: ["日", "本"])
      second.lay("a日b本", row: 1, wide: ["日", "本"])
      terminal.present(second)
      #expect(terminal.screen.goldenText == second.goldenText)
      terminal.present(first)
      #expect(terminal.screen.goldenText == first.goldenText)
    }

    @Test func manyRandomChangesEndInTheSameScreenAsTheGrid() throws {
      let terminal = try FileTerminal(rows: 12, columns: 30)
      var seed: UInt64 = 7
      func random(_ bound: Int) -> Int {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(seed >> 33) % bound
      }
      let styles = [
        Style.plain, Style(attributes: .bold), Style(foreground: .ansi(1)), Style(background: .indexed(236)),
      ]
      var grid = Grid(size: Size(rows: 12, columns: 30))
      for _ in 0..<60 {
        for _ in 0..<8 {
          let words = ["日本", "word", "e\u{301}a", "a日b", "    "]
          let word = random(words.count)
          // A blank in bold is a blank: curses may leave the attribute out.
          let style = word == 4 ? styles[random(2) * 3] : styles[random(4)]
          grid.lay(words[word], row: random(12), column: random(24), style: style, wide: ["日", "本"])
        }
        repair(&grid)
        terminal.present(grid)
        #expect(terminal.screen.goldenText == grid.goldenText)
        #expect(terminal.screen.goldenStyles == grid.goldenStyles)
      }
    }

    /// Overwriting leaves halves behind; the grid's own drawing helpers blank them, and so does this.
    private func repair(_ grid: inout Grid) {
      for row in 0..<grid.size.rows {
        for column in 0..<grid.size.columns {
          let cell = grid[row, column]
          let next = column + 1 < grid.size.columns ? grid[row, column + 1].width : 1
          if cell.width == 2, next != 0 { grid[row, column] = .blank }
          if cell.width == 0, column == 0 || grid[row, column - 1].width != 2 { grid[row, column] = .blank }
        }
      }
    }

    @Test func cursorIsShownWhereAskedAndHiddenOtherwise() throws {
      let terminal = try FileTerminal(rows: 4, columns: 10)
      terminal.present(Grid(size: Size(rows: 4, columns: 10)), cursor: Point(row: 2, column: 3))
      #expect(terminal.screen.isCursorVisible)
      #expect(terminal.screen.cursor == Point(row: 2, column: 3))
      terminal.present(Grid(size: Size(rows: 4, columns: 10)), cursor: nil)
      #expect(!terminal.screen.isCursorVisible)
      terminal.present(Grid(size: Size(rows: 4, columns: 10)), cursor: Point(row: 9, column: 3))
      #expect(!terminal.screen.isCursorVisible)
    }

    @Test(arguments: [Size(rows: 3, columns: 4), Size(rows: 9, columns: 30), Size(rows: 0, columns: 0)])
    func gridsOfAnotherSizeAreClipped(size: Size) throws {
      let terminal = try FileTerminal(rows: 5, columns: 10)
      terminal.present(.full(rows: 5, columns: 10))
      let grid = Grid.full(rows: size.rows, columns: size.columns)
      terminal.present(grid)
      for row in 0..<5 {
        let expected = row < size.rows ? String(grid.text(row: row).prefix(10)) : ""
        #expect(terminal.screen.text(row: row) == expected)
      }
    }

    @Test func closeLeavesTheScreenAsItWasAndMayBeCalledTwice() throws {
      let terminal = try FileTerminal(rows: 5, columns: 10, mouse: true)
      terminal.present(.full(rows: 5, columns: 10))
      #expect(terminal.screen.isAlternateScreen)
      terminal.device.close()
      terminal.device.close()
      let last = String(decoding: terminal.takeOutput(), as: UTF8.self)
      #expect(!terminal.screen.isAlternateScreen)
      #expect(terminal.screen.isCursorVisible)
      #expect(last.contains("\u{1b}[?2004l"))
      #expect(last.contains("\u{1b}[?1002l"))
      #expect(last.contains("\u{1b}[?1000l"))
      terminal.present(.full(rows: 5, columns: 10))
      #expect(terminal.takeOutput().isEmpty)
    }
  }
}
