import AssayReport
import Testing

@Suite struct SVGChartTests {
  private func chart(_ layers: [Chart.Layer], title: String = "ROC") -> Chart {
    Chart(
      title: title, summary: "Area 0.9 & more", x: .share("bad ones kept"), y: .share("good ones kept"),
      layers: layers, isSquare: true)
  }

  @Test func itIsWellFormedAndNamed() {
    let svg = SVGChart(
      chart(
        [
          .guide(from: .init(0, 0), to: .init(1, 1)), .line([.init(0, 0), .init(0.5, 1)], .main),
          .steps([.init(0, 0), .init(1, 1)], .bad), .points([.init(0.5, 0.5, low: 0.2, high: 0.9)], .good),
          .bars([.init(0...0.5, to: 0.3)], .muted), .mark(x: 0.4, label: "in force"),
          .level(y: 0.8, label: "bar"), .spot(.init(1, 1), label: "<here>"),
        ], title: "a \"b\" <c>"), id: "chart-7"
    ).svg
    let page = PageReader(svg)
    #expect(page.problem == nil)
    #expect(page.elements.first?.attributes["role"] == "img")
    #expect(page.elements.first?.attributes["aria-labelledby"] == "chart-7-t chart-7-d")
    #expect(page.elements(named: "title").first?.attributes["id"] == "chart-7-t")
    #expect(page.elements(named: "desc").first?.attributes["id"] == "chart-7-d")
    #expect(page.text.contains("a \"b\" <c>") && page.text.contains("<here>"))
  }

  @Test func valuesLieWhereTheirAxesSay() {
    let svg = SVGChart(chart([.line([.init(0, 0), .init(1, 1)], .main)]), id: "c").svg
    // The plot begins 45 units from the left under ticks of five letters, and ends 16 before the right.
    #expect(svg.contains("class=\"line main\" d=\"M45 "))
    #expect(svg.contains("L364 30\""))
  }

  @Test func stepsAreLevelBackToThePointBefore() {
    let svg = SVGChart(chart([.steps([.init(0, 0), .init(1, 1)], .main)]), id: "c").svg
    #expect(svg.contains("V30H364\""))
  }

  @Test func numbersThatAreNoneBreakNothing() {
    let svg = SVGChart(chart([.line([.init(.nan, .infinity)], .main), .line([], .main)]), id: "c").svg
    #expect(PageReader(svg).problem == nil && !svg.contains("nan") && !svg.contains("inf"))
  }

  @Test func anIntervalOnALineHasItsEndsInside() {
    let strip = IntervalStrip(value: 0.5, low: -1, high: 2, bar: 0.8)
    #expect(PageReader(strip.svg).problem == nil)
    #expect(strip.svg.contains("M4 7H116\"/><path class=\"bar\" d=\"M93.6"))
    #expect(strip.svg.contains("class=\"range\" d=\"M4 7H116\""))
    #expect(IntervalStrip(ReportFigure(value: nil, n: 0)) == nil)
  }
}
