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
  let layout = DimensionsLayout(all, in: rect, current: canvas.state.calibration.dimension)
  for (index, block) in layout.blocks { drawDimension(&canvas, all[index], index, block) }
}

/// Where the matrices stand.
struct DimensionsLayout {
  /// The dimensions in sight, by their numbers.
  let blocks: [(index: Int, rect: Rect)]
  static let cellWidth = 6
  /// Columns before the first cell, lines above it.
  static let gutter = 4
  static let head = 3

  init(_ dimensions: [DimensionPicture], in rect: Rect, current: Int) {
    let size = dimensions.map(\.matrix.categories).max() ?? 5
    let width = Self.gutter + size * Self.cellWidth
    let height = Self.head + size + 1
    let across = max(1, (rect.width + 3) / (width + 3))
    let down = max(1, (rect.height + 1) / height)
    let perPage = across * down
    let first = current / perPage * perPage
    blocks = dimensions.indices.dropFirst(first).prefix(perPage).map { index in
      let place = index - first
      let row = rect.row + place / across * height
      let column = rect.column + place % across * (width + 3)
      return (
        index,
        Rect(
          row: row, column: column, height: min(height - 1, rect.maxRow - row),
          width: min(width, rect.maxColumn - column))
      )
    }
  }

  /// The dimension and the cell at a point.
  func cell(at point: Point, _ dimensions: [DimensionPicture]) -> (dimension: Int, cell: Int)? {
    guard let (index, rect) = blocks.first(where: { $0.rect.contains(point) }) else { return nil }
    let size = dimensions[index].matrix.categories
    let (row, column) = (point.row - rect.row - Self.head, point.column - rect.column - Self.gutter)
    guard row >= 0, row < size, column >= 0, column / Self.cellWidth < size else { return (index, -1) }
    return (index, row * size + column / Self.cellWidth)
  }
}

private func drawDimension(_ canvas: inout Canvas, _ picture: DimensionPicture, _ index: Int, _ rect: Rect) {
  let isHere = canvas.state.calibration.dimension == index && canvas.state.calibration.pane == .dimensions
  let name = canvas.truncate(DisplayText.singleLine(picture.dimension.name), to: max(4, rect.width - 9))
  var lines: [[Span]] = [
    [
      Span(text: name, style: canvas.style(isHere ? "title.active" : "field.name")),
      Span(text: "  n = \(grouped(picture.n))", style: canvas.style("text.dim")),
    ],
    figureLine(picture, canvas),
  ]
  let size = picture.matrix.categories
  let lowest = picture.dimension.minimum
  let scale = (0..<size).map { String(lowest + $0).leftPadded(to: DimensionsLayout.cellWidth - 1) + " " }
    .joined()
  // The first number is far enough to the right for the word.
  lines.append([Span(text: "judge" + scale.dropFirst(), style: canvas.style("text.dim"))])
  let most = picture.matrix.counts.max() ?? 0
  for row in 0..<size {
    // The word goes down the side.
    let letter = row < 5 ? String(Array("human")[row]) : " "
    var line = [
      Span(text: letter + String(lowest + row).leftPadded(to: 2) + " ", style: canvas.style("text.dim"))
    ]
    for column in 0..<size {
      let isCursor = isHere && canvas.state.calibration.scoreCell == row * size + column
      line.append(
        heatSpan(picture.matrix[row, column], of: most, steps: abs(row - column), isCursor: isCursor, canvas))
    }
    lines.append(line)
  }
  put(lines, rect, &canvas)
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
private func heatSpan(_ count: Int, of most: Int, steps: Int, isCursor: Bool, _ canvas: Canvas) -> Span {
  let shades = canvas.isASCII ? [" ", "-", "=", "*", "#"] : [" ", "░", "▒", "▓", "█"]
  let share = most == 0 ? 0 : Double(count) / Double(most)
  let shade = count == 0 ? shades[0] : shades[max(1, min(4, Int((share * 4).rounded(.up))))]
  let number =
    count == 0 ? (canvas.isASCII ? "." : "·") : count < 10_000 ? String(count) : "\(count / 1_000)k"
  let role =
    count == 0 ? "score.empty" : steps == 0 ? "score.high" : steps == 1 ? "score.middle" : "score.low"
  let text =
    String(repeating: shade, count: max(1, DimensionsLayout.cellWidth - 2 - number.count)) + " " + number
  let style = canvas.style(role)
  return Span(
    text: text.prefix(DimensionsLayout.cellWidth - 1) + (isCursor ? (canvas.isASCII ? "<" : "◂") : " "),
    style: isCursor ? style.overlaid(with: canvas.style("selection")) : style)
}
