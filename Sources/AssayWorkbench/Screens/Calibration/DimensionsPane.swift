import AssayModel
import AssayStatistics
import TerminalCore

/// A person's score against the judge's, a matrix for each dimension, as many beside each other as there is room for.
func drawDimensionsPane(_ canvas: inout Canvas, _ picture: CalibrationPicture, _ rect: Rect) {
  let all = picture.dimensions
  guard all.contains(where: { $0.n > 0 }) else {
    let key = canvas.state.bindings.shown(for: .score) ?? ":review.score"
    let sentence =
      "Nothing to compare yet: no chosen example has a person's score and the judge's on one dimension. "
      + "In Review \(key) scores."
    put(
      TextLayout.wrap([Span(text: sentence, style: canvas.style("text.dim"))], width: max(1, rect.width)),
      rect,
      &canvas)
    return
  }
  let calibration = canvas.state.calibration
  let layout = DimensionsLayout(
    all, in: rect, current: calibration.dimension, cell: calibration.scoreCell)
  for block in layout.blocks { drawDimension(&canvas, all[block.index], block, layout) }
  drawLegend(&canvas, layout, rect)
}

/// What stands down the side and along the top, where a line is left for it.
private func drawLegend(_ canvas: inout Canvas, _ layout: DimensionsLayout, _ rect: Rect) {
  let used = layout.blocks.map(\.rect.maxRow).max() ?? rect.row
  guard used + 1 < rect.maxRow else { return }
  let words = "Down: the person's score. Across: the judge's. The fuller, the more examples."
  let short = "down: person, across: judge"
  canvas.put(
    DisplayText.width(words) <= rect.width ? words : short, row: used + 1, column: rect.column,
    role: "text.dim", width: rect.width)
}

private func drawDimension(
  _ canvas: inout Canvas, _ picture: DimensionPicture, _ block: DimensionsLayout.Block,
  _ layout: DimensionsLayout
) {
  let rect = block.rect
  let isHere =
    canvas.state.calibration.dimension == block.index && canvas.state.calibration.pane == .dimensions
  let name = canvas.truncate(DisplayText.singleLine(picture.dimension.name), to: max(4, rect.width - 10))
  var lines: [[Span]] = [
    [
      Span(text: name, style: canvas.style(isHere ? "title.active" : "field.name")),
      Span(text: "  n = \(grouped(picture.n))", style: canvas.style("text.dim")),
    ],
    figureLine(picture, canvas),
    [Span(text: judgeScale(picture, block, layout, canvas), style: canvas.style("text.dim"))],
  ]
  let size = picture.matrix.categories
  let most = picture.matrix.counts.max() ?? 0
  for row in block.rows {
    var line = [
      Span(text: personScore(row, picture, block, layout, canvas), style: canvas.style("text.dim"))
    ]
    for column in block.columns {
      let isCursor = isHere && canvas.state.calibration.scoreCell == row * size + column
      line.append(
        heatSpan(
          picture.matrix[row, column], of: most, steps: abs(row - column), isCursor: isCursor,
          width: layout.cellWidth, canvas))
    }
    lines.append(line)
  }
  put(lines, rect, &canvas)
}

/// "judge   1     2     3", with signs at the ends behind which there is more of the scale.
private func judgeScale(
  _ picture: DimensionPicture, _ block: DimensionsLayout.Block, _ layout: DimensionsLayout, _ canvas: Canvas
) -> String {
  let lowest = picture.dimension.minimum
  var scale = block.columns.map { String(lowest + $0).leftPadded(to: layout.cellWidth - 1) }
    .joined(separator: " ")
  let (before, after) = canvas.isASCII ? ("<", ">") : ("‹", "›")
  let isCut = block.columns.lowerBound > 0
  // The word reaches into the first column; it gives way to a long number.
  let blanks = layout.gutter + scale.prefix { $0 == " " }.count - (isCut ? 1 : 0)
  let word = ["judge", "jdg", "j"].first { $0.count < blanks } ?? ""
  scale = String(scale.drop { $0 == " " })
  let head = DisplayText.pad(word, to: blanks) + (isCut ? before : "")
  return head + scale + (block.columns.upperBound < picture.matrix.categories ? after : "")
}

/// "h 1 ": the word goes down the side; signs where there is more of the scale above or below.
private func personScore(
  _ row: Int, _ picture: DimensionPicture, _ block: DimensionsLayout.Block, _ layout: DimensionsLayout,
  _ canvas: Canvas
) -> String {
  let line = row - block.rows.lowerBound
  var letter = line < 5 ? String(Array("human")[line]) : " "
  if row == block.rows.lowerBound, row > 0 { letter = canvas.isASCII ? "^" : "↑" }
  if row == block.rows.upperBound - 1, row < picture.matrix.categories - 1 {
    letter = canvas.isASCII ? "v" : "↓"
  }
  return letter + String(picture.dimension.minimum + row).leftPadded(to: layout.gutter - 2) + " "
}

/// "rho 0.62 · kappa 0.55 · bias +0.31"
private func figureLine(_ picture: DimensionPicture, _ canvas: Canvas) -> [Span] {
  guard picture.n > 0 else { return [Span(text: cannotBeTold, style: canvas.style("text.dim"))] }
  func text(_ value: Double?) -> String { value.map { fixedText($0, decimals: 2) } ?? "?" }
  let bias = picture.bias.map { ($0 >= 0 ? "+" : "") + fixedText($0, decimals: 2) } ?? "?"
  let isStrong = abs(picture.bias ?? 0) >= 0.5
  return [
    Span(text: canvas.isASCII ? "rho " : "ρ ", style: canvas.style("text.dim")),
    Span(text: text(picture.spearman), style: canvas.style("text")),
    Span(text: canvas.isASCII ? " kappa " : " κ ", style: canvas.style("text.dim")),
    Span(text: text(picture.kappa), style: canvas.style("text")),
    Span(text: " bias ", style: canvas.style("text.dim")),
    Span(text: bias, style: canvas.style(isStrong ? "message.warning" : "text")),
    Span(
      text: isStrong && !canvas.isASCII ? ((picture.bias ?? 0) > 0 ? " lenient" : " strict") : "",
      style: canvas.style("message.warning")),
  ]
}

/// A count on its shade: the fuller, the more; on the diagonal both say the same.
private func heatSpan(
  _ count: Int, of most: Int, steps: Int, isCursor: Bool, width: Int, _ canvas: Canvas
) -> Span {
  let shades = canvas.isASCII ? [" ", "-", "=", "*", "#"] : [" ", "░", "▒", "▓", "█"]
  let share = most == 0 ? 0 : Double(count) / Double(most)
  let shade = count == 0 ? shades[0] : shades[max(1, min(4, Int((share * 4).rounded(.up))))]
  // Behind the number there is room for the cursor.
  let room = width - 1
  let number =
    count == 0
    ? (canvas.isASCII ? "." : "·")
    : String(count).count <= room ? String(count) : countInThousands(count)
  let left = room - number.count
  let fill =
    left > 1 ? String(repeating: shade, count: left - 1) + " " : String(repeating: shade, count: max(0, left))
  let role =
    count == 0 ? "score.empty" : steps == 0 ? "score.high" : steps == 1 ? "score.middle" : "score.low"
  let style = canvas.style(role)
  return Span(
    text: fill + number.prefix(room) + (isCursor ? (canvas.isASCII ? "<" : "◂") : " "),
    style: isCursor ? style.overlaid(with: canvas.style("selection")) : style)
}

/// "12k", "3M"
private func countInThousands(_ count: Int) -> String {
  count < 1_000_000 ? "\(count / 1_000)k" : "\(count / 1_000_000)M"
}
