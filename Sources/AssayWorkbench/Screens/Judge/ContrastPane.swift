import AssayCalibration
import AssayModel
import AssayStatistics
import TerminalCore
import TerminalWidgets

/// The examples on which two versions differ: which of them keeps each, and what the person says.
enum ContrastPane {
  /// Lines above the examples: how many there are, who is right, the heading.
  static let headHeight = 3

  /// Draws the examples; false: there are none to draw, and ``emptyLines(width:_:)`` says why.
  static func draw(_ canvas: inout Canvas, _ layout: JudgesLayout) -> Bool {
    let state = canvas.state
    guard let rect = layout.detailRows, let rows = layout.exampleRows,
      let (contrast, first, second) = current(state),
      !contrast.cases.isEmpty
    else { return false }
    let summary = summary(contrast, first, second, width: rect.width)
    for (index, line) in summary.prefix(min(2, rect.height)).enumerated() {
      canvas.put(line, row: rect.row + index, column: rect.column, role: "text", width: rect.width)
    }
    let columns = Columns(first, second, width: rect.width)
    if rect.height > 2 {
      canvas.put(
        columns.heading(first, second, canvas), row: rect.row + 2, column: rect.column, role: "field.name",
        width: rect.width)
    }
    for line in 0..<rows.height where state.judges.exampleTop + line < contrast.cases.count {
      let place = state.judges.exampleTop + line
      draw(
        contrast.cases[place], place, columns,
        Rect(row: rows.row + line, column: rows.column, height: 1, width: rows.width), &canvas)
    }
    return true
  }

  /// Why there are no examples to show.
  static func emptyLines(width: Int, _ canvas: Canvas) -> [[Span]] {
    let state = canvas.state
    guard let other = judgeToCompare(state), let judge = judgeUnderCursor(state) else {
      return quietLines(noComparison(state), width: width, canvas)
    }
    guard let (contrast, _, _) = current(state) else {
      return quietLines("Comparing " + state.appearance.pending, width: width, canvas)
    }
    let text =
      contrast.compared == 0
      ? "\(other.name) and \(judge.name) have scored no example in common"
      : "\(other.name) and \(judge.name) keep the same of the \(grouped(contrast.compared)) examples that both scored"
    return quietLines(text + sealedText(contrast), width: width, canvas)
  }

  /// What was read of the two versions in sight.
  private static func current(_ state: AppState) -> (VersionContrast, JudgeVersion, JudgeVersion)? {
    guard let first = judgeToCompare(state), let second = judgeUnderCursor(state),
      let contrast = state.judges.contrast, contrast.first == first.id, contrast.second == second.id
    else { return nil }
    return (contrast, first, second)
  }

  // MARK: How many

  /// Each line in the longest form that fits: names are left out before figures are cut off.
  private static func summary(
    _ contrast: VersionContrast, _ first: JudgeVersion, _ second: JudgeVersion, width: Int
  ) -> [String] {
    let (one, other) = (DisplayText.singleLine(first.name), DisplayText.singleLine(second.name))
    func fitting(_ forms: [String]) -> String {
      forms.first { DisplayText.width($0) <= width } ?? forms.last ?? ""
    }
    let differ = "\(grouped(contrast.cases.count)) of \(grouped(contrast.compared)) differ: "
    let more =
      "keeps \(grouped(contrast.secondKeeps)) more, drops \(grouped(contrast.firstKeeps)) more\(sealedText(contrast))"
    let counts = fitting(["\(differ)\(other) \(more)", "\(differ)this one \(more)", differ + more])
    let test = contrast.onDev
    guard test.discordant > 0 else { return [counts, "On dev no person has decided one of them"] }
    let p = test.cannotTell() ? "too few to tell" : "p = \(fixedText(test.pValue, decimals: 3))"
    return [
      counts,
      fitting([
        "On dev \(other) alone is right on \(test.onlySecond), \(one) alone on \(test.onlyFirst): \(p)",
        "On dev this one alone is right on \(test.onlySecond), the other alone on \(test.onlyFirst): \(p)",
        "On dev right alone: this \(test.onlySecond), the other \(test.onlyFirst): \(p)",
      ]),
    ]
  }

  private static func sealedText(_ contrast: VersionContrast) -> String {
    contrast.sealed == 0 ? "" : "; \(grouped(contrast.sealed)) of test stay sealed"
  }

  // MARK: One example

  /// The widths of the columns before the text.
  private struct Columns {
    let first: Int
    let second: Int

    init(_ first: JudgeVersion, _ second: JudgeVersion, width: Int) {
      let most = width >= 100 ? 18 : 10
      self.first = min(most, max(5, DisplayText.width(DisplayText.singleLine(first.name))))
      self.second = min(most, max(5, DisplayText.width(DisplayText.singleLine(second.name))))
    }

    func heading(_ first: JudgeVersion, _ second: JudgeVersion, _ canvas: Canvas) -> String {
      func name(_ judge: JudgeVersion, _ width: Int) -> String {
        DisplayText.pad(canvas.truncate(DisplayText.singleLine(judge.name), to: width), to: width)
      }
      return "  " + DisplayText.pad("person", to: 8) + "  " + name(first, self.first) + "  "
        + name(second, self.second) + "  split     text"
    }
  }

  private static func draw(
    _ item: VersionContrast.Case, _ place: Int, _ columns: Columns, _ rect: Rect, _ canvas: inout Canvas
  ) {
    let state = canvas.state
    let row = ListRow(
      &canvas, rect, isCurrent: place == state.judges.exampleCursor, isFocused: state.judges.pane == .detail)
    // That two versions differ tells of no direction; which of them keeps it does.
    let isHidden = isHidden(item.example, state)
    func verdict(_ keeps: Bool, _ width: Int) -> Span {
      if isHidden { return row.span("  " + DisplayText.pad("?", to: width), "text.dim") }
      let mark = item.human == nil || (item.human == .accept) == keeps ? "" : (canvas.isASCII ? " x" : " ✗")
      return row.span(
        "  " + DisplayText.pad((keeps ? "keep" : "drop") + mark, to: width),
        keeps ? "judge.keep" : "judge.drop")
    }
    let human = isHidden ? "?" : item.human.map { $0 == .accept ? "accept" : "reject" } ?? "-"
    let role =
      isHidden || item.human == nil ? "text.dim" : item.human == .accept ? "verdict.accept" : "verdict.reject"
    let text =
      state.review.rows[item.example]?.fields.map(\.text).joined(separator: " ") ?? state.appearance.pending
    let spans = [
      row.span(row.arrow + " ", "text"), row.span(DisplayText.pad(human, to: 8), role),
      verdict(!item.secondKeeps, columns.first), verdict(item.secondKeeps, columns.second),
      row.span("  " + DisplayText.pad(item.split?.rawValue ?? "-", to: 8), "text.dim"),
      row.span("  " + DisplayText.singleLine(String(text.prefix(400))), "text"),
    ]
    canvas.grid.put(
      spans: spans.truncated(to: rect.width, ellipsis: canvas.lines.ellipsis), row: rect.row,
      column: rect.column, maxWidth: rect.width)
  }
}

/// Opens exactly the examples on which the two versions differ in Review, on the one under the cursor.
func openContrast(_ state: inout AppState) -> [Effect] {
  guard let contrast = state.judges.contrast, !contrast.cases.isEmpty,
    let first = judgeToCompare(state), let second = judgeUnderCursor(state), contrast.second == second.id
  else { return [] }
  let examples = contrast.cases.map(\.example)
  let place = min(state.judges.exampleCursor, examples.count - 1)
  return openInReview(
    examples, "\(first.name) or \(second.name) alone keeps it", from: .judge, at: examples[place], &state)
}
