import AssayModel
import TerminalWidgets

// Judging from inside the workbench: one example again, or many.

/// The judge of `assay.toml` that the shown version was made from, else the first.
func configuredJudge(_ state: AppState) -> String? {
  let names = state.task.usableJudges.map(\.name)
  let shown = state.judge?.name ?? ""
  return names.filter { shown.hasPrefix($0 + " v") }.max { $0.count < $1.count } ?? names.first
}

/// Asks anew about what is marked or, without marks, about the example under the cursor.
func judgeAgain(_ state: inout AppState) -> [Effect] {
  let examples = examplesUnderHand(&state)
  guard !examples.isEmpty else {
    state.message = Message(.info, "There is no example here")
    return []
  }
  let name = configuredJudge(state)
  state.message = Message(
    .info,
    examples.count == 1
      ? "Asking \(name ?? "the judge") again \(state.appearance.pending)"
      : "Asking \(name ?? "the judge") again about \(grouped(examples.count)) examples \(state.appearance.pending)"
  )
  return [.startRun(RunRequest(judge: name, selection: .examples(examples), isFresh: true))]
}

/// What is marked, whose marks go, or what is under the cursor.
private func examplesUnderHand(_ state: inout AppState) -> [ExampleID] {
  if state.screen == .clusters {
    let marked = state.clusters.markedHere.sorted()
    state.clusters.marks.subtract(marked)
    return marked.isEmpty ? [state.clusters.currentMember?.example].compactMap { $0 } : marked
  }
  let examples = examplesAtHand(state)
  state.review.marks = []
  return examples
}

/// What is marked in Review or, without marks, what is under the cursor.
func examplesAtHand(_ state: AppState) -> [ExampleID] {
  let marked = state.review.marks.sorted()
  if !marked.isEmpty { return marked }
  if state.review.pane == .cluster, let members = state.review.detail?.cluster?.members,
    members.indices.contains(state.review.clusterCursor)
  {
    return [members[state.review.clusterCursor].example]
  }
  return [state.review.current].compactMap { $0 }
}

// MARK: Many

/// What can be judged at once, as it is written after `:judge`.
private enum JudgingScope: String, CaseIterable {
  case unjudged, failed, all, marked, filter
}

/// Everything that can be written after `:judge`: with a name where there are several judges.
func judgingSuggestions(_ state: AppState) -> [String] {
  let scopes = JudgingScope.allCases.filter { scope in
    switch scope {
    case .marked: !state.review.marks.isEmpty
    case .filter: !state.review.filter.isEmpty
    case .unjudged, .failed, .all: true
    }
  }
  let names = state.task.usableJudges.map(\.name)
  guard names.count > 1 else { return scopes.map(\.rawValue) }
  return names.flatMap { name in scopes.map { "\($0.rawValue) \(name)" } }
}

/// Opens the list of what can be judged.
func openJudging(_ state: inout AppState) -> [Effect] {
  state.overlay = .picker(
    .init(.judging, picker: Picker(title: "Judge which examples", items: judgingSuggestions(state))))
  return []
}

/// Starts what was written after `:judge`: "unjudged", "all strict", "failed budget 2.50"; nil: it begins with no
/// such word.
func startJudging(_ text: String, _ state: inout AppState) -> [Effect]? {
  var words = text.split(separator: " ").map(String.init)
  guard let scope = words.first.flatMap(JudgingScope.init(rawValue:)) else { return nil }
  words.removeFirst()
  var request = RunRequest(judge: configuredJudge(state), selection: .unjudged)
  if let place = words.firstIndex(of: "budget") {
    guard place + 2 == words.count, let budget = Double(words[place + 1]), budget > 0, budget.isFinite else {
      return unknown(
        words[place...].joined(separator: " "), "a budget: write it last, as in budget 2.50", &state)
    }
    request.budget = budget
    words.removeSubrange(place...)
  }
  if !words.isEmpty {
    // The file may say more by now than when it was read: who starts the run reads it again.
    request.judge = words.joined(separator: " ")
  }
  guard let selection = selection(scope, &state) else { return [] }
  request.selection = selection
  state.message = Message(.info, "Starting \(state.appearance.pending)")
  state.runs.isStarting = true
  return [.startRun(request)]
}

private func selection(_ scope: JudgingScope, _ state: inout AppState) -> RunRequest.Selection? {
  switch scope {
  case .unjudged: return .unjudged
  case .failed: return .failed
  case .all: return .all
  case .marked:
    let marked = state.review.marks.sorted()
    guard !marked.isEmpty else {
      state.message = Message(
        .info, "Nothing is marked; \(state.bindings.shown(for: .mark) ?? "space") marks")
      return nil
    }
    state.review.marks = []
    return .examples(marked)
  case .filter:
    let listing = state.review.listing
    guard !state.review.isListing, listing.count > 0 else {
      state.message = Message(.info, "The list is empty, or not there yet")
      return nil
    }
    return .examples((0..<listing.count).map { listing[$0] })
  }
}
