import AssayCalibration
import AssayModel
import TerminalCore
import TerminalWidgets

// The box before the test split is opened: it cannot be undone, and every opening makes it less of a test.

func drawOpening(_ canvas: inout Canvas, _ judge: JudgeID) {
  let state = canvas.state
  let name = state.workspace.judges.first { $0.id == judge }?.name ?? ""
  let openings = state.judges.records?.openings ?? []
  let own = openings.count { $0.judge == judge }
  let times = openings.count == 1 ? "once" : "\(openings.count) times"
  let sentences = [
    "\(DisplayText.singleLine(name)) is judged and measured on the test split.",
    openings.isEmpty
      ? "It has never been opened." : "It has been opened \(times) so far, \(own) for this version.",
    "The opening is written down, with your name. Whoever chooses by these figures has no test left.",
  ]
  let width = max(8, min(72, state.size.columns - 6))
  let lines = sentences.flatMap {
    TextLayout.wrap([Span(text: $0, style: canvas.style("popup"))], width: width)
  }
  Popup.draw(
    title: "Open the test split", lines: lines, scroll: 0, in: FrameLayout(size: state.size).overlay,
    styles: popupStyles(canvas), borders: canvas.lines, into: &canvas.grid)
}

func handleOpening(_ chord: KeyChord, _ judge: JudgeID, _ state: inout AppState) -> [Effect] {
  switch chord.key {
  case .character("y"):
    state.overlay = nil
    putJudgeCursor(on: judge, &state)
    return measureJudge(on: .test, &state)
  case .escape, .character("q"), .character("n"): state.overlay = nil
  case .character("c") where chord.modifiers.contains(.control): state.overlay = nil
  // Any other key is a slip.
  default: break
  }
  return []
}
