import TerminalWidgets
import Testing

@Suite struct PlotViewTests {
  @Test func dotsStandWhereTheyAreSet() {
    var plot = PlotView(width: 2, height: 1)
    plot.dot(0, 0)
    plot.dot(3, 3)
    #expect(plot.text(row: 0) == "⡀⠈")
    #expect(plot.text(row: 0, ascii: true) == "**")
  }

  @Test func whatIsOutsideIsLeftOut() {
    var plot = PlotView(width: 1, height: 1)
    for (x, y) in [(-1, 0), (2, 0), (0, 4), (0, -1)] { plot.dot(x, y) }
    #expect(plot.text(row: 0) == " ")
    #expect(plot.text(row: 1) == "" && plot.text(row: -1) == "")
  }

  @Test func aLineHasADotInEachColumn() {
    var plot = PlotView(width: 3, height: 1)
    plot.line(from: (0, 0), to: (5, 3))
    #expect(!plot.text(row: 0).contains(" "))
    var level = PlotView(width: 2, height: 1)
    level.line(from: (3, 2), to: (0, 2))
    #expect(level.text(row: 0) == "⠒⠒")
  }

  @Test func nothingFitsIntoNothing() {
    var plot = PlotView(width: 0, height: -3)
    plot.line(from: (0, 0), to: (4, 4))
    #expect(plot.columns == 0 && plot.rows == 0 && plot.text(row: 0) == "")
  }

  @Test func barsRiseWithTheNumbers() {
    #expect(Sparkline.text([0, 0.5, 1, 2, .nan], in: 0...1) == "▁▅██ ")
    #expect(Sparkline.text([0, 1], in: 0...1, ascii: true) == "_#")
    #expect(Sparkline.text([1, 1], in: 1...1) == "  ")
  }
}
