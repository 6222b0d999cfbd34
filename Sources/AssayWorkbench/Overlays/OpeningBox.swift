import AssayCalibration
import AssayModel
import TerminalCore
import TerminalWidgets

// The box before the test split is opened: it cannot be undone, and every opening makes it less of a test.

/// - Parameter judge: the version that is to be measured on it; nil: it is the calibration screen that asks.
func drawOpening(_ canvas: inout Canvas, _ judge: JudgeID?) {
  let state = canvas.state
  let sentences = judge.map { openingSentences($0, state) } ?? openingSentences(state)
  guard let sentences else { return }
  let width = min(64, max(8, state.size.columns - 8))
  let text = canvas.style("popup")
  var lines: [[Span]] = sentences.flatMap { sentence in
    TextLayout.wrap([Span(text: sentence, style: text)], width: width) + [[]]
  }
  lines.append([
    Span(text: "y", style: canvas.popupStyle("footer.key")),
    Span(text: " opens it   ", style: text), Span(text: "Esc", style: canvas.popupStyle("footer.key")),
    Span(text: " leaves it sealed", style: text),
  ])
  Popup.draw(
    title: "Open the test split?", lines: lines, scroll: 0, in: FrameLayout(size: state.size).overlay,
    styles: popupStyles(canvas), borders: canvas.lines, into: &canvas.grid)
}

private func openingSentences(_ judge: JudgeID, _ state: AppState) -> [String] {
  let name = state.workspace.judges.first { $0.id == judge }?.name ?? ""
  let openings = state.judges.records?.openings ?? []
  let own = openings.count { $0.judge == judge }
  let counted =
    openings.isEmpty ? "" : " so far, \(own) for this version"
  return [
    "\(DisplayText.singleLine(name)) is judged and measured on the test split.",
    "It has \(openedText(openings))\(counted). Whoever chooses by these figures has no test left.",
    "The opening is written down, with your name, before anything is shown.",
  ]
}

private func openingSentences(_ state: AppState) -> [String]? {
  guard let data = state.calibration.data else { return nil }
  let count = data.set.rows(in: .test).count
  let last = data.openings.last.map { opening in
    " The last time \(agoText(opening.at, now: state.now)), by \(DisplayText.singleLine(opening.author)): "
      + "\(DisplayText.singleLine(opening.purpose))."
  }
  return [
    "\(DisplayText.singleLine(data.judge.name)) on the \(count) examples of the test split.",
    "It has \(openedText(data.openings)).\(last ?? "") Every look makes it less of a test: what is chosen after it is "
      + "chosen in its light.",
    "The opening is written down before anything is shown.",
  ]
}

/// "never been opened", "been opened 3 times"
func openedText(_ openings: [TestOpening]) -> String {
  openings.isEmpty ? "never been opened" : "been opened \(timesText(openings.count))"
}

func handleOpening(_ chord: KeyChord, _ judge: JudgeID?, _ state: inout AppState) -> [Effect] {
  state.overlay = nil
  // Enter is pressed by habit; only the one letter opens.
  guard chord == KeyChord(.character("y")) else {
    state.message = Message(.info, "The test split stays sealed")
    return []
  }
  guard let judge else { return openTest(&state) }
  putJudgeCursor(on: judge, &state)
  return measureJudge(on: .test, &state)
}
