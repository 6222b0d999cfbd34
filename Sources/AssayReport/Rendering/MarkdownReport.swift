/// A report as Markdown with tables, for a pull request: charts are said in words.
public struct MarkdownReport: Sendable {
  let document: ReportDocument

  public init(_ document: ReportDocument) { self.document = document }

  /// The whole file, with a line break at its end.
  public var text: String {
    var blocks = ["# " + MarkdownText.line(document.title), MarkdownText.line(document.subtitle)]
    blocks += document.summary.map(markdown)
    for section in document.sections {
      blocks.append("## " + MarkdownText.line(section.title))
      blocks += section.blocks.map(markdown)
    }
    blocks += ["---", MarkdownText.line(document.footer)]
    return blocks.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private func markdown(_ block: ReportDocument.Block) -> String {
    switch block {
    case .heading(let text): "### " + MarkdownText.line(text)
    case .text(let text): MarkdownText.line(text)
    case .facts(let facts):
      facts.map { "- **\(MarkdownText.line($0.term)):** \(MarkdownText.line($0.value))" }.joined(
        separator: "\n")
    case .keyFigures(let figures):
      figures.map {
        "- **\(MarkdownText.line($0.name)): \(MarkdownText.line($0.value))** \(MarkdownText.line($0.detail))"
      }.joined(separator: "\n")
    case .table(let table): markdown(table)
    case .tables(let tables): tables.map(markdown).joined(separator: "\n\n")
    case .charts(let charts):
      charts.map { "- **\(MarkdownText.line($0.title)):** \(MarkdownText.line($0.summary))" }
        .joined(separator: "\n")
    case .list(let items): items.map { "- " + MarkdownText.line($0) }.joined(separator: "\n")
    case .notice(let notice): "> " + MarkdownText.line(notice.text)
    case .source(let title, let text):
      (["<details>", "<summary>\(MarkupText.line(title))</summary>", ""] + MarkdownText.fenced(text)
        + ["", "</details>"]).joined(separator: "\n")
    }
  }

  private func markdown(_ table: ReportTable) -> String {
    let head = table.columns.map { MarkdownText.line($0.title) }
    // Columns that hold only pictures have nothing to say here.
    let shown = table.filledColumns(seesStrips: false)
    var lines = ["**\(MarkdownText.line(table.caption))**", ""]
    lines.append(row(shown.map { head[$0] }))
    lines.append(row(shown.map { table.columns[$0].isNumber ? "---:" : "---" }))
    for cells in table.rows { lines.append(row(shown.map { $0 < cells.count ? text(cells[$0]) : "" })) }
    if let note = table.note { lines += ["", MarkdownText.line(note)] }
    return lines.joined(separator: "\n")
  }

  private func text(_ cell: ReportTable.Cell) -> String {
    let text = MarkdownText.line(cell.text)
    let shown = cell.emphasis == .costly ? "**\(text)**" : text
    return cell.detail.map { shown + " (" + MarkdownText.line($0) + ")" } ?? shown
  }

  private func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
}
