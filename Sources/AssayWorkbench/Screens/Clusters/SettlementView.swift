import AssayModel
import TerminalCore
import TerminalWidgets

/// y or Enter does it, anything else leaves it.
func handleSettlement(_ chord: KeyChord, _ plan: Settlement.Plan, _ state: inout AppState) -> [Effect] {
  state.overlay = nil
  let isYes = chord.key == .enter || chord == KeyChord(.character("y"))
  guard isYes else {
    state.message = Message(.info, "Nothing was settled")
    return []
  }
  guard !plan.decisions.isEmpty else { return [] }
  return appendSettlement(plan.decisions, &state)
}

/// The lines of the preview: a table of the kinds, why clusters are left alone, the keys.
func settlementLines(_ plan: Settlement.Plan, _ state: AppState) -> [String] {
  let width = plan.rows.map { $0.kind.phrase.count }.max() ?? 0
  var lines = [
    "".padded(to: width) + "  clusters   accepted   rejected   left alone"
  ]
  for row in plan.rows {
    let skipped = row.skipped.values.reduce(0, +)
    lines.append(
      row.kind.phrase.padded(to: width) + grouped(row.clusters).leftPadded(to: 10)
        + grouped(row.accepted).leftPadded(to: 11) + grouped(row.rejected).leftPadded(to: 11)
        + grouped(skipped).leftPadded(to: 13))
  }
  let skipped = plan.rows.map(\.skipped).reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
  let reasons = Settlement.Plan.Obstacle.allCases.compactMap { obstacle in
    skipped[obstacle].map { "\(grouped($0)) \(obstacle.phrase)" }
  }
  if !reasons.isEmpty { lines.append("Left alone: " + reasons.joined(separator: ", ")) }
  lines.append("")
  if plan.decisions.isEmpty {
    lines.append("Nothing to settle; any key closes")
  } else {
    let undo = state.bindings.shown(for: .undo, screen: .clusters) ?? ":undo"
    lines.append(
      ["y settle", "Esc leave it", "one \(undo) takes all of it back"].joined(
        separator: state.appearance.separator))
  }
  return lines
}

func drawSettlement(_ canvas: inout Canvas, _ plan: Settlement.Plan) {
  let texts = settlementLines(plan, canvas.state)
  let lines = texts.enumerated().map { index, text in
    let isQuiet = index == 0 || index == texts.count - 1
    return [Span(text: text, style: isQuiet ? canvas.popupStyle("text.dim") : canvas.style("popup"))]
  }
  Popup.draw(
    title: "Settle: accept the representative, reject the rest", lines: lines, in: Rect(canvas.state.size),
    styles: popupStyles(canvas), borders: canvas.lines, into: &canvas.grid)
}

extension Settlement.Plan.Obstacle {
  fileprivate var phrase: String {
    switch self {
    case .decided: "decided already"
    case .representativeRejected: "with the representative rejected"
    case .labelsDiffer: "with different labels"
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
