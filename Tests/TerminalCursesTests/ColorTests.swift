import TerminalCore
import TerminalTesting
import Testing

@testable import TerminalCurses

extension CursesSuite {
  @Suite struct ColorTests {
    private func show(_ style: Style, terminalName: String, depth: ColorDepth) throws -> ScreenCell {
      let terminal = try FileTerminal(rows: 2, columns: 10, terminalName: terminalName, colorDepth: depth)
      var grid = Grid(size: Size(rows: 2, columns: 10))
      grid.lay("x", row: 0, style: style)
      terminal.present(grid)
      return terminal.screen.cell(0, 0)
    }

    @Test func noColourLeavesAttributesOnly() throws {
      let style = Style(foreground: .ansi(1), background: .rgb(9, 9, 9), attributes: [.bold, .reverse])
      let cell = try show(style, terminalName: "xterm-256color", depth: ColorDepth.none)
      #expect(cell.styleCode == "br")
      #expect(cell.text == "x")
    }

    @Test func sixteenColoursTakeTheNearestNamedOne() throws {
      let style = Style(foreground: .rgb(250, 10, 5), background: .indexed(21))
      let cell = try show(style, terminalName: "xterm-256color", depth: .sixteen)
      #expect(cell.foreground == .palette(9))
      #expect(cell.background == .palette(4))
    }

    @Test func eightColoursShowTheBrightOnesBold() throws {
      let cell = try show(Style(foreground: .ansi(12)), terminalName: "xterm", depth: .trueColor)
      #expect(cell.foreground == .palette(4))
      #expect(cell.isBold)
    }

    @Test func aTerminalWithoutColoursShowsNone() throws {
      let style = Style(foreground: .ansi(2), background: .ansi(3), attributes: .reverse)
      let cell = try show(style, terminalName: "vt220", depth: .trueColor)
      #expect(cell.styleCode == "r")
    }

    @Test func paletteTakesCubeAndGreys() throws {
      let style = Style(foreground: .rgb(135, 95, 0), background: .rgb(40, 39, 38))
      let cell = try show(style, terminalName: "xterm-256color", depth: .trueColor)
      #expect(cell.foreground == .palette(94))
      #expect(cell.background == .palette(235))
    }

    @Test func moreStylesThanPairsDoNotFail() throws {
      let terminal = try FileTerminal(rows: 16, columns: 16, terminalName: "xterm")
      var grid = Grid(size: Size(rows: 16, columns: 16))
      for row in 0..<16 {
        for column in 0..<16 {
          grid[row, column] = Cell(
            text: "x", style: Style(foreground: .ansi(UInt8(row)), background: .ansi(UInt8(column))))
        }
      }
      terminal.present(grid)
      #expect(terminal.screen.goldenText == grid.goldenText)
    }
  }
}

@Suite struct ColorMappingTests {
  @Test func depthFollowsTheTerminalAndTheLimit() {
    #expect(ColorMapping.depth(colorCount: 0, limit: nil) == .none)
    #expect(ColorMapping.depth(colorCount: -1, limit: nil) == .none)
    #expect(ColorMapping.depth(colorCount: 8, limit: nil) == .sixteen)
    #expect(ColorMapping.depth(colorCount: 256, limit: .trueColor) == .palette)
    #expect(ColorMapping.depth(colorCount: 256, limit: .sixteen) == .sixteen)
    #expect(ColorMapping.depth(colorCount: 16_777_216, limit: nil) == .trueColor)
    #expect(ColorMapping.depth(colorCount: 16_777_216, limit: ColorDepth.none) == .none)
  }

  @Test func directColourKeepsNamedNumbersApart() {
    let mapping = ColorMapping(depth: .trueColor, colorCount: 16_777_216)
    #expect(mapping.choice(for: .ansi(3)).number == 3)
    #expect(mapping.choice(for: .ansi(9)).number == 0xFF0000)
    #expect(mapping.choice(for: .rgb(0, 0, 5)).number == 8)
    #expect(mapping.choice(for: .rgb(0, 0, 0)).number == 0)
    #expect(mapping.choice(for: .rgb(1, 2, 3)).number == 0x010203)
    #expect(mapping.choice(for: .indexed(196)).number == 0xFF0000)
    #expect(mapping.choice(for: .terminalDefault).number == -1)
  }

  @Test func everyPaletteColourIsItsOwnNearest() {
    let mapping = ColorMapping(depth: .palette, colorCount: 256)
    for index in 16..<256 {
      let rgb = Palette.rgb(index)
      let choice = mapping.choice(for: .rgb(UInt8(rgb.red), UInt8(rgb.green), UInt8(rgb.blue)))
      #expect(Palette.rgb(Int(choice.number)) == rgb)
      #expect(mapping.choice(for: .indexed(UInt8(index))).number == Int32(index))
    }
  }
}
