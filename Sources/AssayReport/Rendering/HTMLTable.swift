/// A ``ReportTable`` as HTML: a caption, headers that name their columns and rows.
struct HTMLTable: Sendable {
  let table: ReportTable

  init(_ table: ReportTable) {
    let shown = table.filledColumns(seesStrips: true)
    self.table = ReportTable(
      caption: table.caption, columns: shown.map { table.columns[$0] },
      rows: table.rows.map { row in shown.map { $0 < row.count ? row[$0] : "" } }, note: table.note,
      style: table.style)
  }

  var lines: [String] {
    ["<div class=\"wide\">", "<table class=\"\(table.style.rawValue)\">"]
      + ["<caption>\(MarkupText.line(table.caption))</caption>"] + head + body + ["</table>"]
      + (table.note.map { ["<p class=\"note\">\(MarkupText.line($0))</p>"] } ?? []) + ["</div>"]
  }

  private var head: [String] {
    let cells = table.columns.map { column in
      column.title.isEmpty
        ? "<td></td>"
        : "<th scope=\"col\"\(column.isNumber ? " class=\"number\"" : "")>\(MarkupText.line(column.title))</th>"
    }
    return ["<thead>", "<tr>" + cells.joined() + "</tr>", "</thead>"]
  }

  private var body: [String] {
    ["<tbody>"] + table.rows.map { "<tr>" + $0.enumerated().map(cell).joined() + "</tr>" } + ["</tbody>"]
  }

  private func cell(_ place: Int, _ cell: ReportTable.Cell) -> String {
    let content =
      MarkupText.line(cell.text) + (cell.strip?.svg ?? "")
      + (cell.detail.map { "<small>\(MarkupText.line($0))</small>" } ?? "")
    if place == 0 { return "<th scope=\"row\">\(content)</th>" }
    var classes: [String] = []
    if place < table.columns.count, table.columns[place].isNumber { classes.append("number") }
    if cell.emphasis != .plain { classes.append(cell.emphasis.rawValue) }
    if let heat = cell.heat { classes.append("h\(max(0, min(9, Int((heat * 9).rounded()))))") }
    return classes.isEmpty
      ? "<td>\(content)</td>" : "<td class=\"\(classes.joined(separator: " "))\">\(content)</td>"
  }
}
