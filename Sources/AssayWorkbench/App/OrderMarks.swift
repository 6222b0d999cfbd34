import AssayModel
import AssayText
import TerminalCore
import TerminalWidgets

// Texts that try to give the judge orders. It is about the text, so blind mode does not hide it.

/// Whether the text of an example tries to give the judge orders.
func givesOrders(_ example: Example) -> Bool {
  example.fields.contains { OrderDetector.givesOrders($0.text) }
}

/// The spans of a text with the orders in it marked. `spans` have the whole of `text` in them, in its order.
func markingOrders(_ spans: [Span], in text: String, _ canvas: Canvas) -> [Span] {
  let findings = OrderDetector.findings(in: text).map(\.range).sorted { $0.lowerBound < $1.lowerBound }
  guard !findings.isEmpty else { return spans }
  var marked: [Span] = []
  var start = text.startIndex
  for span in spans {
    let end = text.index(start, offsetBy: span.text.count, limitedBy: text.endIndex) ?? text.endIndex
    marked += cut(text, start..<end, at: findings, style: span.style, orders: canvas.style("orders"))
    start = end
  }
  return marked
}

private func cut(
  _ text: String, _ range: Range<String.Index>, at findings: [Range<String.Index>], style: Style,
  orders: Style
) -> [Span] {
  var spans: [Span] = []
  var start = range.lowerBound
  for finding in findings where finding.overlaps(range) {
    let found = finding.clamped(to: max(start, range.lowerBound)..<range.upperBound)
    guard !found.isEmpty else { continue }
    if start < found.lowerBound {
      spans.append(Span(text: String(text[start..<found.lowerBound]), style: style))
    }
    spans.append(Span(text: String(text[found]), style: style.overlaid(with: orders)))
    start = found.upperBound
  }
  if start < range.upperBound {
    spans.append(Span(text: String(text[start..<range.upperBound]), style: style))
  }
  return spans
}

/// "! the text gives the judge orders: ignore the above, score 5".
func orderLines(_ detail: ExampleDetail, width: Int, _ canvas: Canvas) -> [[Span]] {
  guard canvas.state.review.ordering.contains(detail.example.id) else { return [] }
  let found = detail.example.fields.lazy.flatMap { field in
    OrderDetector.findings(in: field.text).map { DisplayText.singleLine(String(field.text[$0.range])) }
  }.first
  return TextLayout.wrap(
    [
      Span(text: "! the text gives the judge orders", style: canvas.style("orders")),
      Span(
        text: found.map { ": " + canvas.state.appearance.quoted(String($0.prefix(120))) } ?? "",
        style: canvas.style("text")),
    ], width: width, maxLines: 2)
}

extension LinearText {
  /// "The text gives the judge orders: …"
  static func orders(in detail: ExampleDetail, _ state: AppState) -> [String] {
    guard state.review.ordering.contains(detail.example.id) else { return [] }
    return detail.example.fields.flatMap { field in
      OrderDetector.findings(in: field.text).map {
        "The text gives the judge orders: \(safe(String(field.text[$0.range].prefix(120))))"
      }
    }
  }
}
