import AssayModel
import TerminalCore
import TerminalWidgets

/// Draws what the example under the cursor is like: rows of other sets first, since those matter most, then its
/// near duplicates, each with its differences to the representative.
func drawClusterPane(_ canvas: inout Canvas, _ rect: Rect) {
  let state = canvas.state
  let isFocused = state.review.pane == .cluster
  let detail = state.review.detail.flatMap { $0.example.id == state.review.current ? $0 : nil }
  let cluster = detail?.cluster
  let title = cluster.map {
    " Cluster \($0.id.rawValue)\(canvas.separator)\(grouped($0.members.count)) \($0.phrase) "
  }
  drawPaneFrame(&canvas, rect, title: title ?? " Near duplicates ", isFocused: isFocused)
  let inner = rect.inset()
  guard let detail, !inner.isEmpty else { return }
  let references = referenceLines(detail, width: inner.width - 1, height: inner.height / 2, canvas)
  for (index, line) in references.enumerated() {
    canvas.grid.put(spans: line, row: inner.row + index, column: inner.column + 1, maxWidth: inner.width - 1)
  }
  guard cluster != nil else {
    let row = inner.row + references.count
    guard row < inner.maxRow else { return }
    let words = detail.isCompared ? "No near duplicates" : "Not looked for yet: assay dedupe"
    canvas.put(words, row: row, column: inner.column + 1, role: "text.dim", width: inner.width - 1)
    return
  }
  guard let members = ReviewMembers(canvas, detail, rect) else { return }
  members.sight.draw(in: members.rect, into: &canvas)
  if let hint = members.hasHint ? hintLine(state, width: inner.width - 1) : nil {
    canvas.put(
      hint, row: inner.maxRow - 1, column: inner.column + 1, role: "text.dim", width: inner.width - 1)
  }
}

/// The longest that has room.
private func hintLine(_ state: AppState, width: Int) -> String {
  guard let key = state.bindings.shown(for: .keepOne) else { return "" }
  let hints = [
    "\(key) keep this one, reject the rest", "\(key) keep this, reject others", "\(key) keep this",
  ]
  return hints.first { DisplayText.width($0) <= width } ?? hints[2]
}

/// The members in the third pane, and where they stand.
private struct ReviewMembers {
  let sight: MembersInSight
  let rect: Rect
  let hasHint: Bool

  init?(_ canvas: Canvas, _ detail: ExampleDetail, _ frame: Rect) {
    guard let cluster = detail.cluster else { return nil }
    let inner = frame.inset()
    let above = referenceLines(detail, width: inner.width - 1, height: inner.height / 2, canvas).count
    hasHint = inner.height > 4
    let height = inner.height - above - (hasHint ? 1 : 0)
    rect = Rect(row: inner.row + above, column: inner.column, height: height, width: inner.width)
    let review = canvas.state.review
    let isFocused = review.pane == .cluster
    let texts = Dictionary(detail.members.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let cursor = isFocused ? review.clusterCursor : 0
    sight = MembersInSight(
      count: min(cluster.members.count, detail.members.count), cursor: cursor, top: 0, height: height
    ) {
      index in
      let member = cluster.members[index]
      let isHere = isFocused ? index == cursor : member.example == review.current
      let head = memberHead(
        member, isRepresentative: index == 0,
        selection: isHere && isFocused ? canvas.style("selection") : nil,
        isHere: isHere, isKept: nil, canvas)
      return memberBlock(
        head, texts[member.example], against: index == 0 ? nil : detail.members.first, indent: 2,
        width: inner.width,
        maxLines: memberLineLimit(count: cluster.members.count, height: height), canvas)
    }
  }
}

/// "! also in test set NAME, line 12, 0.97", and the row's text with what differs in the example marked.
private func referenceLines(_ detail: ExampleDetail, width: Int, height: Int, _ canvas: Canvas) -> [[Span]] {
  guard width > 0, height > 0, !detail.references.isEmpty else { return [] }
  let sorted = detail.references.sorted { ($0.role.rank, $1.similarity) < ($1.role.rank, $0.similarity) }
  let text = detail.example.fields.map(\.text).joined(separator: "\n")
  var lines: [[Span]] = []
  for match in sorted {
    let place = "line \(match.line), \(similarityText(Double(match.similarity)))"
    let words = "! also in \(match.role.phrase(of: DisplayText.singleLine(match.set))), \(place)"
    lines += TextLayout.wrap(
      [Span(text: words, style: canvas.style("reference"))], width: width, maxLines: 2)
    let spans =
      match.text == text
      ? [Span(text: "the same text", style: canvas.style("text.dim"))]
      : elided(changedSpans(from: text, to: match.text, canvas), canvas)
    lines += TextLayout.wrap(spans, width: max(8, width - 2), maxLines: 3).map {
      [Span(text: "  ", style: canvas.style("text"))] + $0
    }
  }
  guard lines.count >= height else { return lines + [[]] }
  return Array(lines.prefix(height - 1)) + [[]]
}

extension ReferenceSet.Role {
  fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  /// A set in this role; one that is named after its role needs no name.
  func phrase(of name: String) -> String {
    switch self {
    case .test: name == rawValue ? "the test set" : "test set \(name)"
    case .seeds: name == rawValue ? "the seeds" : "seeds \(name)"
    case .other: name
    }
  }
}

/// The member of the cluster that is drawn at a row of the terminal.
func clusterMember(atRow row: Int, in rect: Rect, _ state: AppState) -> Int? {
  guard let detail = state.review.detail, detail.example.id == state.review.current,
    let members = ReviewMembers(Canvas(state: state, theme: .fallback), detail, rect)
  else { return nil }
  return members.rect.height > row - members.rect.row
    ? members.sight.member(atLine: row - members.rect.row) : nil
}
