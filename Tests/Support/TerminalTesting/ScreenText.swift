import TerminalCore

/// The two forms in which golden files keep a screen. A grid and a terminal that shows it give the same.
public enum ScreenText {
  /// One line per row, blanks at its end cut off.
  public static func lines(_ rows: [[ScreenCell]]) -> String {
    rows.map { trimmed($0.map(\.text).joined()) + "\n" }.joined()
  }

  /// One line per row that is not all plain: its number, then runs of equal style as
  /// `columns[first-last: style]`, plain ones left out.
  public static func styles(_ rows: [[ScreenCell]]) -> String {
    var text = ""
    for (number, row) in rows.enumerated() {
      let runs = styleRuns(row)
      if !runs.isEmpty { text += "\(number): " + runs.joined(separator: "  ") + "\n" }
    }
    return text
  }

  private static func styleRuns(_ row: [ScreenCell]) -> [String] {
    var runs: [String] = []
    var start = 0
    while start < row.count {
      let code = row[start].styleCode
      var end = start
      while end + 1 < row.count, row[end + 1].styleCode == code { end += 1 }
      if code != "-" { runs.append(start == end ? "\(start) [\(code)]" : "\(start)-\(end) [\(code)]") }
      start = end + 1
    }
    return runs
  }

  static func trimmed(_ text: String) -> String {
    var end = text.endIndex
    while end > text.startIndex, text[text.index(before: end)] == " " { end = text.index(before: end) }
    return String(text[..<end])
  }
}

extension Grid {
  /// The cells as a terminal without limits would show them.
  public var screenCells: [[ScreenCell]] {
    (0..<size.rows).map { row in
      (0..<size.columns).map { column in
        let cell = self[row, column]
        return ScreenCell(
          text: cell.text, width: Int(cell.width), attributes: cell.style.attributes,
          foreground: ScreenColor(cell.style.foreground), background: ScreenColor(cell.style.background))
      }
    }
  }

  /// The golden text form.
  public var goldenText: String { ScreenText.lines(screenCells) }
  /// The golden style form.
  public var goldenStyles: String { ScreenText.styles(screenCells) }
}
