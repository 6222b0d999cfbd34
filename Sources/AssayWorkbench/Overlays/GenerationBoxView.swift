import AssayModel
import TerminalCore
import TerminalWidgets

/// Draws what is about to be generated, and what it would take.
func drawGeneration(_ canvas: inout Canvas, _ box: GenerationBox) {
  let area = FrameLayout(size: canvas.state.size).overlay
  let width = min(72, max(8, area.width - 6))
  let text = canvas.style("popup")
  var lines: [[Span]] = [
    [
      Span(
        text: canvas.truncate(DisplayText.singleLine(box.origin), to: width),
        style: canvas.popupStyle("text.dim"))
    ], [],
  ]
  lines += box.choices.indices.map { choiceLine(box, $0, width: width, canvas) }
  lines += [[], countLine(box, canvas)]
  lines += planLines(box, width: width, canvas)
  lines.append([])
  let start = [
    Span(text: "Enter", style: canvas.popupStyle("footer.key")), Span(text: " starts it  ", style: text),
  ]
  lines.append(
    (box.canStart ? start : []) + [
      Span(text: "Esc", style: canvas.popupStyle("footer.key")), Span(text: " leaves it", style: text),
    ])
  // As wide as it may get, so that it does not jump as plans come.
  lines[1] = [Span(text: String(repeating: " ", count: width), style: text)]
  Popup.draw(
    title: box.choices.count > 1 ? "Generate" : "Generate \(grouped(box.count))", lines: lines, scroll: 0,
    in: area, styles: popupStyles(canvas), borders: canvas.lines, into: &canvas.grid)
  if let picker = box.picker {
    canvas.cursor = picker.draw(
      in: area, styles: popupStyles(canvas), lines: canvas.lines, into: &canvas.grid)
  }
}

private func choiceLine(_ box: GenerationBox, _ index: Int, width: Int, _ canvas: Canvas) -> [Span] {
  let choice = box.choices[index]
  let isHere = index == box.selected
  let arrow = isHere ? (canvas.isASCII ? "> " : "▸ ") : "  "
  var title = choice.title
  if !choice.asksFor.isEmpty, let label = box.label { title = "the opposite label: \(label)" }
  let style =
    isHere
    ? canvas.popupStyle("selection")
    : choice.refusal == nil ? canvas.style("popup") : canvas.popupStyle("text.dim")
  if let refusal = choice.refusal { title += " - not to be had, \(refusal)" }
  let key = choice.key.map { "\($0)  " } ?? ""
  let shown = canvas.truncate(DisplayText.singleLine(title), to: max(1, width - 2 - key.count))
  let keyStyle = isHere ? style : canvas.popupStyle("footer.key")
  return [
    Span(text: arrow, style: style), Span(text: key, style: keyStyle),
    Span(text: isHere ? DisplayText.pad(shown, to: max(0, width - 2 - key.count)) : shown, style: style),
  ]
}

private func countLine(_ box: GenerationBox, _ canvas: Canvas) -> [Span] {
  let budget = box.budget.map { "\(canvas.separator)budget \(costText($0))" } ?? ""
  return [
    Span(
      text: "  \(box.count > 0 ? grouped(box.count) : "_") example\(box.count == 1 ? "" : "s")\(budget)",
      style: canvas.style("popup")),
    Span(text: "   type a number, + and - by ten", style: canvas.popupStyle("text.dim")),
  ]
}

private func planLines(_ box: GenerationBox, width: Int, _ canvas: Canvas) -> [[Span]] {
  func wrapped(_ text: String, _ role: String) -> [[Span]] {
    // What is to be written into a file stands on lines of its own.
    text.split(separator: "\n").flatMap { paragraph in
      let indent = 2 + min(4, paragraph.prefix { $0 == " " }.count)
      return TextLayout.wrap(
        [
          Span(
            text: DisplayText.singleLine(String(paragraph.drop { $0 == " " })), style: canvas.popupStyle(role)
          )
        ],
        width: max(8, width - indent), maxLines: 5
      ).map { [Span(text: String(repeating: " ", count: indent), style: canvas.style("popup"))] + $0 }
    }
  }
  guard case .ready(let plan) = box.plan else {
    return [[Span(text: "  \(canvas.state.appearance.pending)", style: canvas.popupStyle("text.dim"))]]
  }
  if let problem = plan.problem { return wrapped((canvas.isASCII ? "x " : "✗ ") + problem, "message.error") }
  return wrapped(plan.parts().joined(separator: canvas.separator), "message.info")
    + plan.warnings.flatMap { wrapped("! " + $0, "message.warning") }
    + plan.terms.flatMap { wrapped($0, "text.dim") }
}
