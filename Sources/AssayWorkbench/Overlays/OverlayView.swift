import AssayModel
import TerminalCore
import TerminalWidgets

/// Draws whatever lies over the screen.
func drawOverlay(_ canvas: inout Canvas) {
  switch canvas.state.overlay {
  case .help(let scroll): drawHelp(&canvas, scroll: scroll)
  case .prompt(let prompt): drawPrompt(&canvas, prompt)
  case .picker(let choice):
    canvas.cursor = choice.picker.draw(
      in: FrameLayout(size: canvas.state.size).overlay, styles: popupStyles(canvas), lines: canvas.lines,
      into: &canvas.grid)
  case .scoring(let scoring): drawScoring(&canvas, scoring)
  case .settlement(let plan): drawSettlement(&canvas, plan)
  case .probes(let walk): drawProbes(&canvas, walk)
  case .opening(let judge): drawOpening(&canvas, judge)
  case .adjudication(let walk): drawAdjudication(&canvas, walk)
  case .generation(let box): drawGeneration(&canvas, box)
  case nil: break
  }
}

func popupStyles(_ canvas: Canvas) -> PopupStyles {
  PopupStyles(
    border: canvas.popupStyle("popup.border"), title: canvas.popupStyle("popup.title"),
    text: canvas.style("popup"), dim: canvas.popupStyle("text.dim"),
    selection: canvas.popupStyle("selection"))
}

extension Canvas {
  /// A role on the box's background, which most roles leave to the terminal.
  func popupStyle(_ role: String) -> Style { style("popup").overlaid(with: style(role)) }
}

private func drawPrompt(_ canvas: inout Canvas, _ prompt: Overlay.Prompt) {
  let size = canvas.state.size
  guard size.rows > 0, size.columns > 1 else { return }
  let row = size.rows - 1
  let style = canvas.style("text")
  canvas.grid.fill(Rect(row: row, column: 0, height: 1, width: size.columns), style: style)
  let sign =
    switch prompt.purpose {
    case .search: "/"
    case .note: "note: "
    case .command: ":"
    case .adoption: "why is it adopted: "
    }
  let start = canvas.put(sign, row: row, column: 0, role: "footer.key", width: size.columns)
  canvas.cursor = prompt.input.draw(
    in: Rect(row: row, column: start, height: 1, width: size.columns - start), style: style,
    into: &canvas.grid)
}

private func drawScoring(_ canvas: inout Canvas, _ scoring: Overlay.Scoring) {
  let state = canvas.state
  let own = state.log.opinion(of: state.reviewer, on: scoring.example)?.scores ?? [:]
  let nameWidth = scoring.dimensions.map { DisplayText.width($0.name) }.max() ?? 0
  let text = canvas.style("popup")
  var lines: [[Span]] = scoring.dimensions.enumerated().map { index, dimension in
    let isHere = index == scoring.cursor
    let marker = isHere ? (canvas.isASCII ? "> " : "▸ ") : "  "
    let value = own[dimension.name]
    let shown = value.map { bar($0, of: dimension, lines: canvas.lines) + " " + plainNumber($0) } ?? "-"
    let style = isHere ? canvas.popupStyle("selection") : text
    return [
      Span(
        text: marker + DisplayText.pad(DisplayText.singleLine(dimension.name), to: nameWidth + 2) + shown,
        style: style)
    ]
  }
  let dimension = scoring.dimensions[scoring.cursor]
  lines.append([])
  for (score, anchor) in dimension.anchors.sorted(by: { $0.key < $1.key }) where !anchor.isEmpty {
    lines.append([
      Span(text: "\(score)  \(DisplayText.singleLine(anchor))", style: canvas.popupStyle("text.dim"))
    ])
  }
  let most = dimension.maximum > 9 ? ", + for \(dimension.maximum)" : ""
  let keys = "\(dimension.minimum)-\(min(9, dimension.maximum))\(most)"
  lines.append([
    Span(
      text: ["\(keys) score", "Backspace takes it back", "Esc done"].joined(separator: canvas.separator),
      style: canvas.popupStyle("text.dim"))
  ])
  Popup.draw(
    title: "Your scores", lines: lines, scroll: 0, in: FrameLayout(size: state.size).overlay,
    styles: popupStyles(canvas),
    borders: canvas.lines, into: &canvas.grid)
}

private func drawHelp(_ canvas: inout Canvas, scroll: Int) {
  let help = helpLines(canvas.state)
  let keysWidth = (help.map { DisplayText.width($0.keys) }.max() ?? 0) + 2
  let lines = help.map { line -> [Span] in
    [
      Span(text: DisplayText.pad(line.keys, to: keysWidth), style: canvas.popupStyle("footer.key")),
      Span(text: line.title, style: canvas.popupStyle(line.keys.isEmpty ? "popup.title" : "popup")),
    ]
  }
  Popup.draw(
    title: "Keys (any other key closes)", lines: lines, scroll: scroll,
    in: FrameLayout(size: canvas.state.size).overlay,
    styles: popupStyles(canvas), borders: canvas.lines, into: &canvas.grid)
}

/// One line of the help: a heading has no keys.
public struct HelpLine: Equatable, Sendable {
  public var keys: String
  public var title: String
}

/// The help of the screen, from the table of commands and the person's own keys.
public func helpLines(_ state: AppState, hidden: Set<CommandID> = []) -> [HelpLine] {
  var lines: [HelpLine] = []
  for section in KeyTable.sections {
    let commands = CommandTable.all.filter { command in
      guard command.section == section, !hidden.contains(command.id) else { return false }
      if case .screens(let screens) = command.scope { return screens.contains(state.screen) }
      return command.scope != .searching || state.screen == .review
    }
    guard !commands.isEmpty else { continue }
    if !lines.isEmpty { lines.append(HelpLine(keys: "", title: "")) }
    lines.append(HelpLine(keys: "", title: section))
    for command in commands {
      let keys = state.bindings.all(for: command.id, screen: state.screen).joined(separator: "  ")
      let when = command.scope == .searching ? " (while a search is on)" : ""
      lines.append(
        HelpLine(keys: keys.isEmpty ? ":\(command.id.rawValue)" : keys, title: command.title + when))
    }
  }
  return lines
}
