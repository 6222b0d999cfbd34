import AssayModel
import TerminalCore
import TerminalWidgets

/// Draws the conflict under the cursor: the text, then what each reviewer says, side by side where there is room.
func drawAdjudication(_ canvas: inout Canvas, _ walk: Overlay.Adjudication) {
  let area = FrameLayout(size: canvas.state.size).overlay
  if let labels = walk.labels {
    canvas.cursor = labels.draw(
      in: area, styles: popupStyles(canvas), lines: canvas.lines, into: &canvas.grid)
    return
  }
  let open = walk.conflicts.count { canvas.state.log.ruling(on: $0) == nil }
  let place = "\(walk.cursor + 1) of \(walk.conflicts.count)"
  Popup.draw(
    title: ["People differ", place, "\(open) to rule on"].joined(separator: canvas.separator),
    lines: adjudicationLines(walk, canvas), scroll: walk.scroll, in: area, styles: popupStyles(canvas),
    borders: canvas.lines, into: &canvas.grid)
}

func adjudicationLines(_ walk: Overlay.Adjudication, _ canvas: Canvas) -> [[Span]] {
  guard let current = walk.current else { return [] }
  let state = canvas.state
  let width = max(8, min(110, state.size.columns - 6))
  guard let example = state.review.rows[current] else {
    return [[Span(text: "Reading " + state.appearance.pending, style: canvas.popupStyle("text.dim"))]]
  }
  let box = canvas.style("popup")
  var lines = conflictText(example, width: width, canvas).map { line in
    line.map { Span(text: $0.text, style: box.overlaid(with: $0.style)) }
  }
  lines.append([])
  lines += sideBySide(columns(current, state), width: width, canvas)
  lines += [[], ruling(on: current, canvas)]
  return lines
}

/// The fields as they came, not as this reviewer has edited them.
private func conflictText(_ example: Example, width: Int, _ canvas: Canvas) -> [[Span]] {
  var lines: [[Span]] = []
  for field in example.fields {
    let name = example.fields.count == 1 ? "" : DisplayText.singleLine(field.name) + "  "
    lines += TextLayout.wrap(
      [
        Span(text: name, style: canvas.style("field.name")),
        Span(text: field.text, style: canvas.style("text")),
      ], width: width, keepShape: true, maxLines: 12)
  }
  if let label = example.label {
    lines.append([
      Span(text: "label  ", style: canvas.style("field.name")),
      Span(text: DisplayText.singleLine(label), style: canvas.style("label")),
    ])
  }
  return lines
}

/// What one reviewer says, without a name.
private struct Column {
  var title: String
  var opinion: ReviewerOpinion
}

/// Everybody who gave a verdict. Who is A and who is B is drawn anew for each example, the same for all who look at it.
private func columns(_ example: ExampleID, _ state: AppState) -> [Column] {
  let opinions = state.log.opinions(on: example).filter { $0.value.verdict != nil }
  let shuffled = opinions.sorted { left, right in
    (drawn(left.key, example), left.key) < (drawn(right.key, example), right.key)
  }
  return shuffled.enumerated().map { index, item in
    let letter = index < 26 ? String(UnicodeScalar(UInt8(65 + index))) : String(index + 1)
    return Column(title: "reviewer \(letter)", opinion: item.value)
  }
}

/// FNV-1a (Fowler, Noll, Vo 1991) over the number and the name, then the finaliser of SplitMix64 (Steele, Lea, Flood 2014).
private func drawn(_ reviewer: String, _ example: ExampleID) -> UInt64 {
  let start = 0xcbf2_9ce4_8422_2325 ^ (UInt64(bitPattern: example.rawValue) &* 0x9e37_79b9_7f4a_7c15)
  var bits = reviewer.utf8.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  bits = (bits ^ bits >> 30) &* 0xbf58_476d_1ce4_e5b9
  bits = (bits ^ bits >> 27) &* 0x94d0_49bb_1331_11eb
  return bits ^ bits >> 31
}

private let narrowestColumn = 26

private func sideBySide(_ columns: [Column], width: Int, _ canvas: Canvas) -> [[Span]] {
  let gap = 3
  let fitting = max(1, min(columns.count, (width + gap) / (narrowestColumn + gap)))
  let columnWidth = max(1, (width - gap * (fitting - 1)) / fitting)
  var lines: [[Span]] = []
  for start in stride(from: 0, to: columns.count, by: fitting) {
    let blocks = columns[start..<min(columns.count, start + fitting)].map {
      block($0, width: columnWidth, canvas)
    }
    if start > 0 { lines.append([]) }
    for row in 0..<(blocks.map(\.count).max() ?? 0) {
      lines.append(
        blocks.enumerated().flatMap { index, block in
          let line = row < block.count ? block[row] : []
          return index == blocks.count - 1 ? line : padded(line, to: columnWidth + gap, canvas)
        })
    }
  }
  return lines
}

private func padded(_ line: [Span], to width: Int, _ canvas: Canvas) -> [Span] {
  let used = line.reduce(0) { $0 + DisplayText.width($1.text) }
  return line + [
    Span(text: String(repeating: " ", count: max(0, width - used)), style: canvas.style("popup"))
  ]
}

private func block(_ column: Column, width: Int, _ canvas: Canvas) -> [[Span]] {
  let opinion = column.opinion
  let sign = verdictSign(opinion, ascii: canvas.isASCII)
  let word =
    opinion.label.map { "accept as \(DisplayText.singleLine($0))" } ?? opinion.verdict?.rawValue ?? ""
  var lines = [[Span(text: column.title, style: canvas.popupStyle("field.name"))]]
  lines += TextLayout.wrap(
    [Span(text: "\(sign.sign) \(word)", style: canvas.popupStyle(sign.role))], width: width, maxLines: 2)
  if opinion.edited != nil {
    lines.append([Span(text: "edited the text", style: canvas.popupStyle("verdict.relabel"))])
  }
  let scores = opinion.scores.sorted { $0.key < $1.key }.map {
    "\(DisplayText.singleLine($0.key)) \(plainNumber($0.value))"
  }
  if !scores.isEmpty {
    lines += TextLayout.wrap(
      [Span(text: scores.joined(separator: canvas.separator), style: canvas.style("popup"))], width: width,
      maxLines: 3)
  }
  if let note = opinion.note {
    lines += TextLayout.wrap(
      [Span(text: canvas.state.appearance.quoted(note), style: canvas.popupStyle("reason"))], width: width,
      maxLines: 6)
  }
  return lines
}

private func ruling(on example: ExampleID, _ canvas: Canvas) -> [Span] {
  guard let ruling = canvas.state.log.ruling(on: example) else {
    return [Span(text: "What is right? The ruling stands over every verdict.", style: canvas.style("popup"))]
  }
  let word = ruling.label.map { "accept as \(DisplayText.singleLine($0))" } ?? ruling.verdict.rawValue
  let role = ruling.verdict == .accept ? "verdict.accept" : "verdict.reject"
  return [Span(text: "Ruled: \(word)", style: canvas.popupStyle(role))]
}
