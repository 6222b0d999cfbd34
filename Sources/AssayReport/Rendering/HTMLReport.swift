/// A report as one page that needs nothing else: no script, no picture, no font and no style from anywhere, and a
/// policy in its head that forbids a browser to fetch any. It is well-formed XML too.
public struct HTMLReport: Sendable {
  let document: ReportDocument
  /// Charts in the order of the page, which names them.
  private let places: [Chart: Int]

  public init(_ document: ReportDocument) {
    self.document = document
    var places: [Chart: Int] = [:]
    for block in document.summary + document.sections.flatMap(\.blocks) {
      guard case .charts(let charts) = block else { continue }
      for chart in charts where places[chart] == nil { places[chart] = places.count + 1 }
    }
    self.places = places
  }

  /// The whole file, with a line break at its end.
  public var text: String {
    let title = MarkupText.line(document.title)
    var lines = [
      "<!DOCTYPE html>", "<html lang=\"en\">", "<head>", "<meta charset=\"utf-8\"/>",
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>",
      "<meta name=\"color-scheme\" content=\"light dark\"/>",
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>",
      "<title>\(title)</title>", "<style>", ReportStyle.css, "</style>", "</head>", "<body>", "<header>",
      "<h1>\(title)</h1>", "<p class=\"subtitle\">\(MarkupText.line(document.subtitle))</p>", "</header>",
      "<main>",
    ]
    lines += document.summary.flatMap(html)
    lines += contents
    for section in document.sections {
      lines.append("<section id=\"\(section.id)\" aria-labelledby=\"\(section.id)-h\">")
      lines.append("<h2 id=\"\(section.id)-h\">\(MarkupText.line(section.title))</h2>")
      lines += section.blocks.flatMap(html)
      lines.append("</section>")
    }
    lines += ["</main>", "<footer><p>\(MarkupText.line(document.footer))</p></footer>", "</body>", "</html>"]
    return lines.joined(separator: "\n") + "\n"
  }

  private var contents: [String] {
    ["<nav aria-label=\"Contents\">", "<ol>"]
      + document.sections.map { "<li><a href=\"#\($0.id)\">\(MarkupText.line($0.title))</a></li>" }
      + ["</ol>", "</nav>"]
  }

  private func html(_ block: ReportDocument.Block) -> [String] {
    switch block {
    case .heading(let text): return ["<h3>\(MarkupText.line(text))</h3>"]
    case .text(let text): return ["<p>\(MarkupText.line(text))</p>"]
    case .facts(let facts):
      return ["<dl>"]
        + facts.map {
          "<div><dt>\(MarkupText.line($0.term))</dt><dd>\(MarkupText.line($0.value))</dd></div>"
        } + ["</dl>"]
    case .keyFigures(let figures): return ["<div class=\"keys\">"] + figures.map(key) + ["</div>"]
    case .table(let table): return HTMLTable(table).lines
    case .tables(let tables):
      return ["<div class=\"beside\">"] + tables.flatMap { HTMLTable($0).lines } + ["</div>"]
    case .charts(let charts): return ["<div class=\"beside\">"] + charts.flatMap(figure) + ["</div>"]
    case .list(let items):
      return ["<ul>"] + items.map { "<li>\(MarkupText.line($0))</li>" } + ["</ul>"]
    case .notice(let notice):
      return ["<p class=\"notice \(notice.tone.rawValue)\">\(MarkupText.line(notice.text))</p>"]
    case .source(let title, let text):
      return [
        "<details>", "<summary>\(MarkupText.line(title))</summary>", "<pre>\(MarkupText.block(text))</pre>",
        "</details>",
      ]
    }
  }

  private func key(_ figure: ReportDocument.KeyFigure) -> String {
    "<div class=\"key \(figure.tone.rawValue)\"><p class=\"name\">\(MarkupText.line(figure.name))</p>"
      + "<p class=\"value\">\(MarkupText.line(figure.value))</p>" + (figure.strip?.svg ?? "")
      + "<p class=\"detail\">\(MarkupText.line(figure.detail))</p></div>"
  }

  private func figure(_ chart: Chart) -> [String] {
    let legend = chart.legend.map {
      "<span class=\"legend\"><span class=\"swatch \($0.tone.rawValue)\"></span>\(MarkupText.line($0.text))</span>"
    }
    return [
      "<figure>", "<p class=\"title\">\(MarkupText.line(chart.title))</p>",
      SVGChart(chart, id: "chart-\(places[chart] ?? 0)").svg,
      "<figcaption>" + (legend + [MarkupText.line(chart.summary)]).joined(separator: " ") + "</figcaption>",
      "</figure>",
    ]
  }
}
