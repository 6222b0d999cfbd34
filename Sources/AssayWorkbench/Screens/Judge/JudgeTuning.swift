import AssayModel
import TerminalWidgets

// Tuning from inside the workbench: it sends many requests, so that its limits are asked for before it begins.

/// Opens the command line with limits to change or to take as they are.
func askForLimits(_ state: inout AppState) -> [Effect] {
  guard let judge = judgeUnderCursor(state), let facts = state.judges.facts[judge.id] else { return [] }
  guard facts.definition != nil else { return sayImported(judge, "tuned", &state) }
  state.overlay = .prompt(.init(.command, text: "tune calls 1000"))
  return []
}

/// Starts what was written after `:tune`: "calls 1000", "calls 500 budget 2.50 minutes 30". On the judge screen it
/// begins with the version under the cursor, elsewhere with the judge of the configuration.
func startTuning(_ text: String, _ state: inout AppState) -> [Effect] {
  guard let limits = limits(text) else {
    return unknown(text, "a limit: write tune calls 1000, or budget 2.50, or minutes 30, or several", &state)
  }
  if state.judges.measuring != nil || state.runs.live != nil {
    state.message = Message(.warning, "A run is going on already; it has to end first")
    return []
  }
  var request = RunRequest(selection: .unjudged, tuning: limits)
  if state.screen == .judge, let judge = judgeUnderCursor(state) {
    guard let facts = state.judges.facts[judge.id] else { return [] }
    guard facts.definition != nil else { return sayImported(judge, "tuned", &state) }
    request.judge = judge.name
  }
  let name = request.judge ?? configuredJudge(state) ?? "the judge"
  let runs = state.bindings.shown(for: .screenRuns).map { "; \($0) shows how it goes" } ?? ""
  state.message = Message(.info, "Tuning \(name) \(state.appearance.pending)\(runs)")
  state.runs.isStarting = true
  return [.startRun(request)]
}

/// Pairs of a word and a number; nil: something else is there, or nothing.
private func limits(_ text: String) -> RunRequest.Tuning? {
  let words = text.split(separator: " ")
  guard !words.isEmpty, words.count.isMultiple(of: 2) else { return nil }
  var limits = RunRequest.Tuning()
  for place in stride(from: 0, to: words.count, by: 2) {
    guard let number = Double(words[place + 1]), number > 0, number.isFinite else { return nil }
    switch words[place] {
    case "calls":
      guard let calls = Int(words[place + 1]) else { return nil }
      limits.calls = calls
    case "budget": limits.money = number
    case "minutes": limits.minutes = number
    default: return nil
    }
  }
  return limits
}
