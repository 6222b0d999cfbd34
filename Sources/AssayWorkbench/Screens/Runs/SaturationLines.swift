import AssayModel
import TerminalCore
import TerminalWidgets

/// The saturation curve as a row of bars, what is foretold dimmed, and in words.
func saturationLines(_ curve: SaturationCurve, width: Int, _ canvas: Canvas) -> [RunLine] {
  let top = max(1, curve.expected.last ?? 1)
  let bars = Array(Sparkline.text(curve.expected, in: 0...top, ascii: canvas.isASCII))
  let seen = curve.sizes.count { $0 <= curve.texts }
  let name = "  saturation  "
  var lines = [
    RunLine(spans: [
      Span(text: name, style: canvas.style("text")),
      Span(text: String(bars.prefix(seen)), style: canvas.style("histogram.counted")),
      Span(text: String(bars.dropFirst(seen)), style: canvas.style("text.dim")),
    ])
  ]
  let margin = Span(text: String(repeating: " ", count: name.count), style: canvas.style("text"))
  for words in curve.words {
    lines += TextLayout.wrap(
      [Span(text: words, style: canvas.style("text.dim"))], width: max(8, width - name.count), maxLines: 3
    ).map { RunLine(spans: [margin] + $0) }
  }
  return lines
}

extension SaturationCurve {
  /// "100 kinds in 119 texts, 76 in half of them", "500 more would bring about 137 new".
  var words: [String] {
    var words = ["\(grouped(kinds)) kinds in \(grouped(texts)) texts"]
    // The point nearest to half of them from below.
    if let half = sizes.lastIndex(where: { 2 * $0 <= texts }) {
      words[0] += ", \(grouped(Int(expected[half].rounded()))) in \(grouped(sizes[half]))"
    }
    if let ahead {
      words.append(
        "\(grouped(ahead.texts)) more would bring about \(grouped(Int(ahead.kinds.rounded()))) new")
    }
    return words
  }
}
