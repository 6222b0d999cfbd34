import AssayCalibration
import AssayModel
import AssayStatistics
import TerminalCore
import TerminalWidgets

/// The columns of the list of versions: what there is no room for is left out, the model first.
struct VersionColumns {
  private let name: Int
  private let hasTest: Bool
  private let hasModel: Bool
  private let hasAuthor: Bool
  private let hasScored: Bool
  private let hasMade: Bool
  private let hasRule: Bool
  private let separator: String

  init(_ rows: [VersionTree.Row], width: Int, _ canvas: Canvas) {
    let longest =
      rows.map { DisplayText.width(DisplayText.singleLine($0.judge.name)) + 2 * $0.depth }.max() ?? 8
    hasTest = width >= 70
    let most = width >= 110 ? 34 : width >= 70 ? 20 : 16
    // Marks and figures, without the name.
    let others = 6 + 35 + (hasTest ? 14 : 0)
    hasModel = width - others - min(most, max(8, longest)) >= 10
    // Room that is too small for the model goes to the name.
    name = min(hasModel ? most : max(most, width - others), max(8, longest))
    hasAuthor = width >= 100
    hasScored = width >= 100
    hasMade = width >= 120
    hasRule = width >= 150
    separator = canvas.separator
  }

  var heading: String {
    var text = "      " + DisplayText.pad("version", to: name) + "  dev n  catch rate    kappa   cost"
    if hasTest { text += "  test catch  " }
    if hasAuthor { text += "  by        " }
    if hasMade { text += "  made      " }
    if hasScored { text += "     scored" }
    if hasRule { text += "  " + DisplayText.pad("rule", to: 24) }
    return hasModel ? text + "  model" : text
  }

  func draw(_ version: VersionTree.Row, isCurrent: Bool, _ rect: Rect, _ canvas: inout Canvas) {
    let state = canvas.state
    let row = ListRow(&canvas, rect, isCurrent: isCurrent, isFocused: state.judges.pane == .list)
    let judge = version.judge
    let facts = state.judges.facts[judge.id]
    var spans = [row.span(row.arrow, "text"), row.span(marks(judge, canvas), "mark")]
    let indent = String(repeating: " ", count: min(2 * version.depth, name / 2))
    let text = canvas.truncate(indent + DisplayText.singleLine(judge.name), to: name)
    spans.append(row.span(DisplayText.pad(text, to: name), "text"))
    spans += figures(judge.id, row, state)
    if hasAuthor { spans.append(row.span("  " + pad(author(judge, facts, state), 10), "kind")) }
    if hasMade { spans.append(row.span("  " + pad(facts?.at.map(dateText) ?? "", 10), "text.dim")) }
    if hasScored { spans.append(row.span(grouped(judge.count).leftPadded(to: 11), "text.dim")) }
    if hasRule {
      let rule = canvas.truncate(
        DisplayText.singleLine(KeepRuleText.of(keepRule(of: judge.id, state))), to: 24)
      spans.append(row.span("  " + pad(rule, 24), "text.dim"))
    }
    if hasModel {
      let model = facts?.definition?.modelText ?? (facts == nil ? state.appearance.pending : "imported")
      spans.append(row.span("  " + DisplayText.singleLine(model), "text"))
    }
    canvas.grid.put(
      spans: spans.truncated(to: rect.width, ellipsis: canvas.lines.ellipsis), row: rect.row,
      column: rect.column, maxWidth: rect.width)
  }

  private func pad(_ text: String, _ width: Int) -> String {
    DisplayText.pad(DisplayText.truncate(text, to: width, ellipsis: ""), to: width)
  }

  /// Marked to be compared, in use, shown in Review.
  private func marks(_ judge: JudgeVersion, _ canvas: Canvas) -> String {
    let state = canvas.state
    let marked = judge.id == state.judges.marked ? "+" : " "
    let adopted = judge.id == (state.judges.records?.adopted ?? state.workspace.adopted)
    let shown = judge.id == state.judge?.id
    return " " + marked + (adopted ? (canvas.isASCII ? "*" : "◆") : " ")
      + (shown ? (canvas.isASCII ? "o" : "●") : " ") + " "
  }

  private func author(_ judge: JudgeVersion, _ facts: JudgeFacts?, _ state: AppState) -> String {
    if let author = state.judges.records?.lineage(of: judge.id)?.author {
      return DisplayText.singleLine(author)
    }
    return facts.map { $0.definition == nil ? "" : "assay.toml" } ?? ""
  }

  private func figures(_ judge: JudgeID, _ row: ListRow, _ state: AppState) -> [Span] {
    guard let records = state.judges.records else {
      return [row.span("  " + DisplayText.pad(state.appearance.pending, to: hasTest ? 45 : 31), "text.dim")]
    }
    let dev = records.dev[judge]
    var spans = [
      row.span("\(dev?.n ?? 0)".leftPadded(to: 7), "text"),
      row.span("  " + DisplayText.pad(rate(dev?.catchRate), to: 12), role(of: dev?.catchRate, state)),
      row.span((dev?.kappa.map { fixedText($0, decimals: 2) } ?? "-").leftPadded(to: 7), "text"),
      row.span((dev?.expectedCost.map { fixedText($0, decimals: 2) } ?? "-").leftPadded(to: 7), "text"),
    ]
    if hasTest {
      let test = records.test(of: judge).map { Estimate($0.matrix.catchProportion) }
      spans.append(row.span("  " + DisplayText.pad(rate(test), to: 12), role(of: test, state)))
    }
    return spans
  }

  /// "83 % 61-94"; "-" where nothing was compared.
  private func rate(_ estimate: Estimate?) -> String {
    guard let value = estimate?.value, let interval = estimate?.interval else { return "-" }
    return "\(percentText(value)) \(intervalText(interval))"
  }

  /// The bar is reached by the lower end of the interval.
  private func role(of estimate: Estimate?, _ state: AppState) -> String {
    switch CatchRate.finding(estimate?.interval, bar: state.task.calibration.bar) {
    case .notMeasured: "text.dim"
    case .met: "score.high"
    case .missed, .notDecided: "text"
    }
  }
}
