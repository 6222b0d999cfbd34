import AssayModel
import TerminalCore
import TerminalWidgets

/// The members of a cluster that are in sight, from the state alone: drawing, scrolling and the mouse agree by it.
/// Only these are laid out and compared.
struct MembersInSight {
  struct Block {
    /// Position in the cluster.
    var member: Int
    var lines: [[Span]]
    /// The background of its first line; nil: that of the text.
    var selection: Style?
  }
  private(set) var blocks: [Block] = []
  /// The first of them.
  private(set) var top = 0

  /// Blocks from `top` on until the height is filled; later ones where the member under the cursor would else be
  /// out of sight. An empty line stands between two.
  init(
    count: Int, cursor: Int, top wanted: Int, height: Int,
    block: (Int) -> (lines: [[Span]], selection: Style?)
  ) {
    guard count > 0, height > 0 else { return }
    let cursor = min(max(0, cursor), count - 1)
    // At least two lines each: more than these are never in sight together.
    top = min(max(wanted, cursor - height / 2), cursor)
    var used = 0
    for index in top..<count where used < height || index <= cursor {
      let (lines, selection) = block(index)
      blocks.append(Block(member: index, lines: lines, selection: selection))
      used += lines.count + 1
    }
    while top < cursor, blocks.prefix(cursor - top + 1).reduce(-1, { $0 + $1.lines.count + 1 }) > height {
      blocks.removeFirst()
      top += 1
    }
  }

  /// The member drawn at a line of the pane.
  func member(atLine line: Int) -> Int? {
    var end = 0
    for block in blocks {
      end += block.lines.count + 1
      if line < end { return line >= 0 ? block.member : nil }
    }
    return nil
  }

  func draw(in rect: Rect, into canvas: inout Canvas) {
    var row = rect.row
    for block in blocks {
      for (number, line) in block.lines.enumerated() where row + number < rect.maxRow {
        if number == 0, let selection = block.selection {
          let style = canvas.style("text").overlaid(with: selection)
          canvas.grid.fill(Rect(row: row, column: rect.column, height: 1, width: rect.width), style: style)
        }
        canvas.grid.put(spans: line, row: row + number, column: rect.column, maxWidth: rect.width)
      }
      row += block.lines.count + 1
    }
  }
}

/// What stands above a member's text.
struct MemberHead {
  var spans: [Span]
  var selection: Style?
}

/// Marker, mark, verdict, similarity, what says so, score and label of a member. `isKept`: whether it is marked to
/// be kept; nil where members cannot be marked.
func memberHead(
  _ member: Cluster.Member, isRepresentative: Bool, selection: Style?, isHere: Bool, isKept: Bool?,
  _ canvas: Canvas
) -> MemberHead {
  let state = canvas.state
  func span(_ text: String, _ role: String) -> Span {
    let style = canvas.style(role)
    return Span(text: text, style: selection.map(style.overlaid(with:)) ?? style)
  }
  let opinion = state.log.opinion(of: state.reviewer, on: member.example)
  let verdict = verdictSign(opinion, ascii: canvas.isASCII)
  let why = isRepresentative ? "representative" : DisplayText.singleLine(methodWord(member.method))
  var spans = [span(isHere ? (canvas.isASCII ? ">" : "▸") : " ", "text")]
  if let isKept { spans.append(span(isKept ? (canvas.isASCII ? "*" : "●") : " ", "mark")) }
  spans += [
    span(verdict.sign + " ", verdict.role), span(similarityText(member.similarity) + " ", "text"),
    span(DisplayText.pad(why, to: 14), "text.dim"),
  ]
  if !state.workspace.judges.isEmpty {
    let score = listScore(of: member.example, state)
    spans.append(span(" " + score.text, score.role))
  }
  if let label = opinion?.label ?? state.review.rows[member.example]?.label {
    spans.append(
      span("  " + DisplayText.singleLine(label), opinion?.label == nil ? "label" : "verdict.relabel"))
  }
  if isKept == true { spans.append(span("  keep", "mark")) }
  return MemberHead(spans: spans, selection: selection)
}

/// A member's head and under it its text; nil: not read yet.
func memberBlock(
  _ head: MemberHead, _ example: Example?, against representative: Example?, indent: Int, width: Int,
  maxLines: Int, _ canvas: Canvas
) -> (lines: [[Span]], selection: Style?) {
  let margin = Span(text: String(repeating: " ", count: indent), style: canvas.style("text"))
  guard let example else {
    let pending = Span(text: canvas.state.appearance.pending, style: canvas.style("text.dim"))
    return ([head.spans, [margin, pending]], head.selection)
  }
  let lines = differenceLines(
    example, against: representative, width: width - indent - 1, maxLines: maxLines, canvas)
  return ([head.spans] + lines.map { [margin] + $0 }, head.selection)
}
