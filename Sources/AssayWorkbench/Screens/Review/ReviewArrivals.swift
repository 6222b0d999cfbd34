import AssayModel

// Examples that come in while a person is looking, from a run of this workbench or from any other process. Each arrival
// costs as much as it brings, however large the workspace is: columns grow at their end, a chosen list takes in what its
// filter lets through at its end, and nothing under the person's eyes moves.

/// More scores than these wait for no columns.
private let mostWaitingScores = 100_000

/// Examples have come, and nothing that was there has changed.
func didGrow(_ facts: WorkspaceFacts, _ state: inout AppState) -> [Effect] {
  guard facts.count > state.workspace.count else { return [] }
  noteNews(facts, &state)
  state.workspace.count = facts.count
  state.workspace.batches = facts.batches
  state.workspace.labels = facts.labels
  state.clusters.isStale = true
  relist(&state)
  return readArrivals(&state)
}

/// Counts what has come, batch by batch.
func noteNews(_ facts: WorkspaceFacts, _ state: inout AppState) {
  let old = state.workspace
  let came = facts.listedCount - old.listedCount
  guard came > 0 else { return }
  var news = state.review.arrivals.news ?? News(count: 0, batches: [], first: ExampleID(Int64(old.count) + 1))
  news.count += came
  for batch in facts.batches where batch.count > old.batch(batch.id)?.count ?? 0 {
    news.batches.removeAll { $0 == batch.id }
    news.batches.append(batch.id)
  }
  state.review.arrivals.news = news
  state.review.arrivals.latest = news.batches.compactMap { facts.batch($0)?.name }
}

/// Asks for the columns of what has come; one question at a time.
func readArrivals(_ state: inout AppState) -> [Effect] {
  // Without columns they are all being read.
  guard let columns = state.columns, columns.judge == state.judge?.id, columns.count < state.workspace.count,
    !state.review.arrivals.isReading
  else { return [] }
  state.review.arrivals.isReading = true
  return [.readArrivals(columns.judge, after: columns.count)]
}

func didArrive(_ new: ArrivedExamples, _ state: inout AppState) -> [Effect] {
  // A list that is being made holds the columns: to change them now would be to copy them.
  if state.review.isListing {
    state.review.arrivals.held = new
    return []
  }
  state.review.arrivals.isReading = false
  guard fits(new, state) else { return new.columns.count > 0 ? readArrivals(&state) : [] }
  state.columns?.append(new.columns)
  takeWaitingScores(&state)
  listArrivals(new, &state)
  return refreshList(&state) + readArrivals(&state)
}

/// Whether they come right after those that are there. By itself, since whoever holds the columns while they grow has
/// all of them copied.
private func fits(_ new: ArrivedExamples, _ state: AppState) -> Bool {
  state.columns?.count == new.after && state.columns?.judge == new.columns.judge && new.columns.count > 0
}

/// What was held back while a list was made.
func takeHeldArrivals(_ state: inout AppState) -> [Effect] {
  guard let held = state.review.arrivals.held else { return [] }
  state.review.arrivals.held = nil
  return didArrive(held, &state)
}

/// Takes into a chosen list what its filter lets through of the examples that it does not know.
func catchUpList(_ state: inout AppState) {
  guard let columns = state.columns, !state.review.isListing, !state.review.listing.isImported,
    columns.count > state.review.arrivals.listed
  else { return }
  let known = state.review.arrivals.listed
  listArrivals(ArrivedExamples(after: known, columns: columns.suffix(from: known)), &state)
}

private func listArrivals(_ new: ArrivedExamples, _ state: inout AppState) {
  let (filter, order) = (state.review.filter, state.review.order)
  state.review.arrivals.listed = new.after + new.columns.count
  if filter.dependsOnScores || order.dependsOnScores, new.columns.score.contains(where: { !$0.isNaN }) {
    state.review.isListOld = true
  }
  guard !state.review.listing.isImported else { return }
  let batches = filter.terms.compactMap { term -> (String, Int32)? in
    guard case .batch(let name) = term, let batch = state.workspace.batches.last(where: { $0.name == name })
    else { return nil }
    return (name, Int32(truncatingIfNeeded: batch.id.rawValue))
  }
  let chosen = Listing.arrivals(
    new.columns, after: new.after, filter: filter,
    batches: Dictionary(batches, uniquingKeysWith: { first, _ in first }),
    keepAt: state.keepRule.meanThreshold ?? state.task.keepAt)
  state.review.listing.append(chosen)
}

// MARK: Scores that are faster than their examples

/// Keeps a score of an example that is not in the columns yet.
func wait(for score: ScoreBatch.Score, _ state: inout AppState) {
  guard score.example.rawValue > 0, state.review.arrivals.scores.count < mostWaitingScores else { return }
  state.review.arrivals.scores[score.example] = score
}

private func takeWaitingScores(_ state: inout AppState) {
  let count = state.columns?.count ?? 0
  for (example, score) in state.review.arrivals.scores where example.rawValue <= Int64(count) {
    state.columns?.score[Int(example.rawValue) - 1] = score.mean
    state.columns?.spread[Int(example.rawValue) - 1] = score.spread
    state.review.arrivals.scores[example] = nil
    if state.review.filter.dependsOnScores || state.review.order.dependsOnScores {
      state.review.isListOld = true
    }
  }
}

// MARK: Looking at them

/// Shows the batches that have come, on a detour that Esc ends.
func showNews(_ state: inout AppState) -> [Effect] {
  let names = state.review.arrivals.latest
  guard !names.isEmpty else {
    state.message = Message(.info, "Nothing has come in since the workbench was opened")
    return []
  }
  let first = state.review.arrivals.news?.first
  state.review.arrivals.news = nil
  if state.review.detour == nil {
    state.review.detour = ReviewState.Detour(
      filter: state.review.filter, example: state.review.current, screen: .review)
  }
  state.review.pane = .list
  state.review.search = nil
  state.screen = .review
  state.review.filter = ExampleFilter(names.map { .batch($0) })
  let effects = requestListing(&state)
  state.review.anchor = first
  return effects
}

/// "+20 new": what has come and has not been looked at; nil: nothing.
func newsText(_ state: AppState) -> String? {
  state.review.arrivals.news.map { "+\(grouped($0.count)) new" }
}

/// Whoever has come to one of them has seen that there are new ones.
func forgetSeenNews(_ state: inout AppState) {
  guard let news = state.review.arrivals.news, state.screen == .review, let current = state.review.current,
    current >= news.first, state.workspace.probes.allSatisfy({ $0.example != current })
  else { return }
  state.review.arrivals.news = nil
}
