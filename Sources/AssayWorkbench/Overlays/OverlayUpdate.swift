import AssayModel
import TerminalCore
import TerminalWidgets

/// Gives a key to whatever lies over the screen.
func handleOverlay(_ chord: KeyChord, _ state: inout AppState) -> [Effect] {
  switch state.overlay {
  case .help(let scroll): return handleHelp(chord, scroll: scroll, &state)
  case .prompt(let prompt): return handlePrompt(chord, prompt, &state)
  case .picker(let choice): return handleChoice(chord, choice, &state)
  case .scoring(let scoring): return handleScoring(chord, scoring, &state)
  case .settlement(let plan): return handleSettlement(chord, plan, &state)
  case .probes(let walk): return handleProbes(chord, walk, &state)
  case .opening(let judge): return handleOpening(chord, judge, &state)
  case .adjudication(let walk): return handleAdjudication(chord, walk, &state)
  case .generation(let box): return handleGeneration(chord, box, &state)
  case nil: return []
  }
}

private func isCancel(_ chord: KeyChord) -> Bool {
  chord.key == .escape || chord == KeyChord(.character("c"), modifiers: .control)
}

private func handleHelp(_ chord: KeyChord, scroll: Int, _ state: inout AppState) -> [Effect] {
  let command: CommandID? =
    if case .command(let command) = state.bindings.lookup([chord], screen: state.screen, isSearching: false) {
      command
    } else { nil }
  if let command, let distance = distance(of: command, page: state.size.rows - 4) {
    let last = Popup.lastScroll(lineCount: helpLines(state).count, in: FrameLayout(size: state.size).overlay)
    state.overlay = .help(scroll: min(max(0, target(from: scroll, distance)), last))
  } else {
    state.overlay = nil
  }
  return []
}

// MARK: Prompts

private func handlePrompt(_ chord: KeyChord, _ prompt: Overlay.Prompt, _ state: inout AppState) -> [Effect] {
  var prompt = prompt
  if isCancel(chord) {
    state.overlay = nil
    if prompt.purpose == .search { searchCancelled(&state) }
    return []
  }
  if chord.key == .enter { return finish(prompt, &state) }
  if chord.key == .backspace, prompt.input.text.isEmpty {
    state.overlay = nil
    if prompt.purpose == .search { searchCancelled(&state) }
    return []
  }
  if prompt.purpose == .command, handleCommandKey(chord, &prompt, state) {
    state.overlay = .prompt(prompt)
    return []
  }
  let before = prompt.input.text
  _ = prompt.input.handle(chord)
  prompt.completions = []
  state.overlay = .prompt(prompt)
  return prompt.input.text == before ? [] : promptChanged(prompt, &state)
}

func promptChanged(_ prompt: Overlay.Prompt, _ state: inout AppState) -> [Effect] {
  prompt.purpose == .search ? searchChanged(to: prompt.input.text, &state) : []
}

private func finish(_ prompt: Overlay.Prompt, _ state: inout AppState) -> [Effect] {
  state.overlay = nil
  switch prompt.purpose {
  case .search:
    if prompt.input.text.isEmpty { state.review.search = nil }
    return []
  case .note: return decide(.note(prompt.input.text), purpose: .stay, &state)
  case .command: return run(commandLine: prompt.input.text, &state)
  case .adoption(let judge): return adopt(judge, reason: prompt.input.text, &state)
  }
}

/// Tab completes, Up and Down recall; false: an ordinary key.
private func handleCommandKey(_ chord: KeyChord, _ prompt: inout Overlay.Prompt, _ state: AppState) -> Bool {
  switch chord.key {
  case .tab:
    complete(&prompt, forward: !chord.modifiers.contains(.shift), state)
    return true
  case .up, .down:
    prompt.completions = []
    _ = prompt.input.recall(state.commandHistory, older: chord.key == .up)
    return true
  default: return false
  }
}

private func complete(_ prompt: inout Overlay.Prompt, forward: Bool, _ state: AppState) {
  if prompt.completions.isEmpty {
    prompt.completions = completions(of: prompt.input.text, state)
    prompt.completionIndex = 0
  } else {
    let count = prompt.completions.count
    prompt.completionIndex = (prompt.completionIndex + (forward ? 1 : count - 1)) % count
  }
  guard prompt.completions.indices.contains(prompt.completionIndex) else { return }
  prompt.input = TextInput(text: prompt.completions[prompt.completionIndex])
}

// MARK: Scores

private func handleScoring(_ chord: KeyChord, _ scoring: Overlay.Scoring, _ state: inout AppState) -> [Effect]
{
  var scoring = scoring
  let last = scoring.dimensions.count - 1
  switch chord.key {
  case .up, .character("k"): scoring.cursor = max(0, scoring.cursor - 1)
  case .down, .character("j"), .tab: scoring.cursor = min(last, scoring.cursor + 1)
  case .backspace, .delete, .character("-"):
    state.overlay = .scoring(scoring)
    return give(nil, scoring, &state)
  case .character("+"):
    state.overlay = .scoring(scoring)
    return give(Double(scoring.dimensions[scoring.cursor].maximum), scoring, &state)
  case .character(let character):
    guard let digit = character.wholeNumberValue else {
      state.overlay = nil
      return []
    }
    return give(Double(digit), scoring, &state)
  default:
    state.overlay = nil
    return []
  }
  state.overlay = .scoring(scoring)
  return []
}

private func give(_ value: Double?, _ scoring: Overlay.Scoring, _ state: inout AppState) -> [Effect] {
  var scoring = scoring
  let dimension = scoring.dimensions[scoring.cursor]
  if let value, value < Double(dimension.minimum) || value > Double(dimension.maximum) {
    state.message = Message(
      .warning, "\(dimension.name) goes from \(dimension.minimum) to \(dimension.maximum)")
    return []
  }
  if value != nil { scoring.cursor = min(scoring.cursor + 1, scoring.dimensions.count - 1) }
  state.overlay = .scoring(scoring)
  return append(
    [
      NewDecision(
        example: scoring.example, action: .score(dimension: dimension.name, value: value),
        blind: isBlindDecision(on: scoring.example, state))
    ], purpose: .stay, &state)
}
