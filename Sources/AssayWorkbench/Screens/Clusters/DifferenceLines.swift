import AssayModel
import AssayText
import TerminalCore
import TerminalWidgets

// How one example differs from another, field by field: the clusters screen and Review's third pane show it alike.

/// How much of a shared stretch stays beside a difference, in characters; a stretch up to twice as long and a
/// little more stays whole.
private let context = 40

/// How many lines a member's text may take: all that there is room for where few share it, so that two long texts
/// can be compared, and a few where many do.
func memberLineLimit(count: Int, height: Int) -> Int { max(6, height / max(1, min(count, 4)) - 2) }

/// The fields of `example` in about `maxLines` lines. Against a representative what is shared is dim and cut short, and what differs is
/// bright and in brackets; the representative itself (nil) is shown as it is.
func differenceLines(
  _ example: Example, against representative: Example?, width: Int, maxLines: Int, _ canvas: Canvas
)
  -> [[Span]]
{
  let fields = shownFields(example, canvas)
  let others = representative.map { shownFields($0, canvas) }
  if others == fields { return [[Span(text: "the same text", style: canvas.style("text.dim"))]] }
  let names = gutterNames(fields, width: width)
  // Most fields of a duplicate are the same and take one line; the representative's take all they can.
  let limit =
    representative == nil
    ? max(3, maxLines / max(1, fields.count)) : max(4, maxLines - fields.count + 1)
  var lines: [[Span]] = []
  for (index, field) in fields.enumerated() {
    let other = others.map { $0.first { $0.name == field.name }?.text ?? "" }
    let spans = fieldSpans(field.text, against: other, canvas)
    let gutter = names.width
    let wrapped = fieldLines(spans, width: max(8, width - gutter), limit: limit, canvas)
    for (number, line) in (wrapped.isEmpty ? [[]] : wrapped).enumerated() {
      guard gutter > 0 else {
        lines.append(line)
        continue
      }
      let name = number == 0 ? names.texts[index] : ""
      lines.append(
        [Span(text: DisplayText.pad(name, to: gutter), style: canvas.style(role(ofField: field.name)))] + line
      )
    }
  }
  return lines
}

/// The texts as this reviewer has edited them.
private func shownFields(_ example: Example, _ canvas: Canvas) -> [TextField] {
  canvas.state.log.opinion(of: canvas.state.reviewer, on: example.id)?.edited ?? example.fields
}

/// The names of several fields, which stand in a column of their own; one text needs none.
private func gutterNames(_ fields: [TextField], width: Int) -> (texts: [String], width: Int) {
  guard fields.count > 1 else { return ([""], 0) }
  let longest = width >= 40 ? 12 : 6
  let names = fields.map { DisplayText.truncate(DisplayText.singleLine($0.name), to: longest, ellipsis: "") }
  return (names, (names.map(DisplayText.width).max() ?? 0) + 1)
}

private func role(ofField name: String) -> String {
  name.hasPrefix("user") ? "role.user" : name.hasPrefix("assistant") ? "role.assistant" : "field.name"
}

private func fieldSpans(_ text: String, against other: String?, _ canvas: Canvas) -> [Span] {
  guard let other else { return [Span(text: text, style: canvas.style("text"))] }
  if text == other {
    // The whole text of a copy would only hide which fields do differ.
    return [Span(text: text.isEmpty ? "" : "the same", style: canvas.style("text.dim"))]
  }
  if text.isEmpty {
    return [Span(text: canvas.isASCII ? "[empty]" : "⟨empty⟩", style: canvas.style("diff.changed"))]
  }
  return elided(changedSpans(from: other, to: text, canvas), canvas)
}

/// A field's lines, those without text left out; the last says so when the text goes on.
private func fieldLines(_ spans: [Span], width: Int, limit: Int, _ canvas: Canvas) -> [[Span]] {
  let lines = TextLayout.wrap(spans, width: width, maxLines: 3 * limit).filter { line in
    line.contains { $0.text.contains { !$0.isWhitespace } }
  }
  guard lines.count > limit else { return lines }
  return lines.prefix(limit - 1) + [[Span(text: canvas.lines.ellipsis, style: canvas.style("text.dim"))]]
}

/// Long stretches that are the same as in the representative are cut short, so that the differences are
/// in sight.
func elided(_ spans: [Span], _ canvas: Canvas) -> [Span] {
  let same = canvas.style("diff.same")
  return spans.enumerated().flatMap { index, span -> [Span] in
    guard span.style == same, span.text.utf8.count > 2 * context + 20 else { return [span] }
    let head = index == 0 ? "" : wholeWords(atStartOf: span.text.prefix(context))
    let tail = index == spans.count - 1 ? "" : wholeWords(atEndOf: span.text.suffix(context))
    let mark = Span(
      text: (head.isEmpty ? "" : " ") + canvas.lines.ellipsis + " ", style: canvas.style("text.dim"))
    return [Span(text: head, style: same), mark, Span(text: tail, style: same)].filter { !$0.text.isEmpty }
  }
}

private func wholeWords(atStartOf text: Substring) -> String {
  guard let end = text.lastIndex(where: \.isWhitespace) else { return String(text) }
  return String(text[..<end])
}

private func wholeWords(atEndOf text: Substring) -> String {
  guard let start = text.firstIndex(where: \.isWhitespace) else { return String(text) }
  return String(text[start...].drop { $0.isWhitespace })
}

/// A similarity in two digits, rounded down, since 0.996 is not a copy; but 0.7 stored in single precision, a
/// little less, is 0.70.
func similarityText(_ similarity: Double) -> String {
  guard similarity.isFinite else { return " ?  " }
  let hundredths = min(100, Int((similarity * 100 + 1e-4).rounded(.down)))
  if hundredths < 0 { return "-" + similarityText(-similarity).dropFirst() }
  return hundredths == 100 ? "1.00" : "0.\(hundredths < 10 ? "0" : "")\(hundredths)"
}
