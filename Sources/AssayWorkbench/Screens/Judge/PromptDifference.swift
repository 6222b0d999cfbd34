import AssayCalibration
import AssayModel
import AssayText
import TerminalCore
import TerminalWidgets

/// In what the version under the cursor differs from the marked one, or from the one that it was made from.
func versionDifferenceLines(width: Int, _ canvas: Canvas) -> [[Span]] {
  let state = canvas.state
  guard let judge = judgeUnderCursor(state) else { return [] }
  guard let other = judgeToCompare(state) else {
    return quietLines(noComparison(state), width: width, canvas)
  }
  let head = [
    [
      Span(
        text: canvas.truncate(
          "from \(DisplayText.singleLine(other.name)) to \(DisplayText.singleLine(judge.name))", to: width),
        style: canvas.style("title"))
    ], [],
  ]
  guard let newFacts = state.judges.facts[judge.id], let oldFacts = state.judges.facts[other.id] else {
    return head + quietLines("Reading " + state.appearance.pending, width: width, canvas)
  }
  guard let new = newFacts.definition, let old = oldFacts.definition else {
    let name = newFacts.definition == nil ? judge.name : other.name
    return head
      + quietLines(
        "\(name) came with imported data: it is not known what it is made of", width: width, canvas)
  }
  let changes = DefinitionChange.between(
    old, new, oldRule: keepRule(of: other.id, state), newRule: keepRule(of: judge.id, state))
  return head + changes.flatMap { changeLines($0, width: width, canvas) }
    + promptLines(from: old.template, to: new.template, hasFacts: !changes.isEmpty, width: width, canvas)
}

/// What to do so that two versions can be compared.
func noComparison(_ state: AppState) -> String {
  let mark = state.bindings.shown(for: .judgeMark, screen: .judge) ?? ":judge.mark"
  return state.workspace.judges.count < 2
    ? "There is only one version: nothing to compare it with"
    : "\(mark) marks a version; the one under the cursor is then compared with it"
}

func quietLines(_ text: String, width: Int, _ canvas: Canvas) -> [[Span]] {
  TextLayout.wrap(
    [Span(text: DisplayText.singleLine(text), style: canvas.style("text.dim"))], width: max(1, width))
}

/// "samples     1 → 3", each side as it was in its own colour.
private func changeLines(_ change: DefinitionChange, width: Int, _ canvas: Canvas) -> [[Span]] {
  let arrow = canvas.isASCII ? " -> " : " → "
  let spans = [
    Span(text: DisplayText.singleLine(change.old ?? "none"), style: canvas.style("judge.drop")),
    Span(text: arrow, style: canvas.style("text.dim")),
    Span(text: DisplayText.singleLine(change.new ?? "none"), style: canvas.style("judge.keep")),
  ]
  let name = canvas.truncate(DisplayText.singleLine(change.name), to: 11)
  return TextLayout.wrap(spans, width: max(8, width - 12), maxLines: 8).enumerated().map { index, line in
    [Span(text: DisplayText.pad(index == 0 ? name : "", to: 12), style: canvas.style("field.name"))] + line
  }
}

// MARK: The words of the prompt

/// Lines that are the same around a difference.
private let around = 2

private func promptLines(
  from old: String, to new: String, hasFacts: Bool, width: Int, _ canvas: Canvas
) -> [[Span]] {
  if old == new {
    return quietLines(
      hasFacts ? "The words of the prompt are the same" : "They are the same", width: width, canvas)
  }
  let lines = markedLines(LineDiff.segments(old: old, new: new), canvas)
  let gap = hasFacts ? [[]] : [[Span]]()
  return gap + folded(lines, canvas).flatMap { TextLayout.wrap($0, width: max(1, width), keepShape: true) }
}

/// A line of the prompt with what changed in it.
private struct MarkedLine {
  var spans: [Span] = []
  var isChanged = false
}

/// What was taken out in [-…-] and what was put in in {+…+}, as wdiff marks it: colours alone say nothing to some.
private func markedLines(_ segments: [WordDiff.Segment], _ canvas: Canvas) -> [MarkedLine] {
  var lines = [MarkedLine()]
  func add(_ text: String, _ role: String, open: String = "", close: String = "") {
    let isChange = !open.isEmpty
    for (index, part) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { lines.append(MarkedLine()) }
      if isChange { lines[lines.count - 1].isChanged = true }
      guard !part.isEmpty else { continue }
      lines[lines.count - 1].spans.append(Span(text: open + part + close, style: canvas.style(role)))
    }
  }
  for segment in segments {
    guard segment.kind == .changed else {
      add(segment.text, "text")
      continue
    }
    if !segment.removed.isEmpty {
      // A line that was taken out whole stands on a line of its own.
      add(segment.removed.trimmingEnd, "judge.drop", open: "[-", close: "-]")
      if segment.removed.hasSuffix("\n"), segment.text.isEmpty || segment.text.hasSuffix("\n") {
        lines.append(MarkedLine())
      }
    }
    let end = segment.text.reversed().prefix { $0.isWhitespace }.count
    add(String(segment.text.dropLast(end)), "judge.keep", open: "{+", close: "+}")
    add(String(segment.text.suffix(end)), "text")
  }
  return lines
}

/// Without the lines that are far from any difference; how many they are stands in their place.
private func folded(_ lines: [MarkedLine], _ canvas: Canvas) -> [[Span]] {
  let changed = lines.indices.filter { lines[$0].isChanged }
  var shown = [Bool](repeating: false, count: lines.count)
  for place in changed {
    for near in max(0, place - around)...min(lines.count - 1, place + around) { shown[near] = true }
  }
  var result: [[Span]] = []
  var hidden = 0
  func close() {
    guard hidden > 0 else { return }
    let text = hidden == 1 ? "one line as before" : "\(hidden) lines as before"
    result.append([
      Span(text: "\(canvas.lines.ellipsis) \(text)", style: canvas.style("text.dim"))
    ])
    hidden = 0
  }
  for (index, line) in lines.enumerated() {
    guard shown[index] else {
      hidden += 1
      continue
    }
    close()
    result.append(line.spans)
  }
  close()
  return result
}

extension String {
  /// Without white space at the end, which is nothing to see.
  fileprivate var trimmingEnd: String { String(dropLast(reversed().prefix { $0.isWhitespace }.count)) }
}
