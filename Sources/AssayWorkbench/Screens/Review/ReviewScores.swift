import AssayModel

// Scores that come in while a person is looking: they appear in place, and the list is made anew only where it rests
// on them.

/// How long a list that rests on scores stands at least, in milliseconds: it must not jump about under the eye.
private let listPause: Int64 = 1_000

/// Puts new scores of the shown judge where they belong. What is read from the columns is changed in place: a batch
/// costs as much as it is long, however large the workspace.
func didScore(_ batch: ScoreBatch, _ state: inout AppState) -> [Effect] {
  guard batch.judge == state.judge?.id, state.columns?.judge == batch.judge else { return [] }
  let current = state.review.detail?.example.id
  for score in batch.scores {
    let index = Int(score.example.rawValue) - 1
    guard index >= 0, index < state.columns?.score.count ?? 0 else {
      wait(for: score, &state)
      continue
    }
    state.columns?.score[index] = score.mean
    if index < state.columns?.spread.count ?? 0 { state.columns?.spread[index] = score.spread }
    // It is read again before the next frame.
    if score.example == current { state.review.detail = nil }
  }
  state.calibration.isStale = true
  state.margins?.isOld = true
  if state.review.filter.dependsOnScores || state.review.order.dependsOnScores {
    state.review.isListOld = true
  }
  return refreshList(&state)
}

/// Makes a list that rests on scores anew, once it has stood for a while.
func refreshList(_ state: inout AppState) -> [Effect] {
  let review = state.review
  guard review.isListOld, !review.isListing, state.screen == .review, review.detour == nil,
    state.now - review.listedAt >= listPause
  else { return [] }
  state.review.isListOld = false
  state.review.requestNumber += 1
  state.review.isListing = true
  return [
    .list(
      ListingRequest(
        filter: review.filter, order: review.order, number: state.review.requestNumber, isRefresh: true))
  ]
}

/// Puts a refreshed list under the person's eyes: the example under the cursor stays where it is on the screen, also
/// when it no longer belongs to the list, until the person leaves it.
func takeRefreshed(_ listing: Listing, _ state: inout AppState) {
  let row = state.review.cursor - state.review.top
  var listing = listing
  var position: Int?
  if let current = state.review.current {
    position = listing.position(of: current)
    if position == nil, case .some(var ids) = listing {
      let place = min(state.review.cursor, ids.count)
      ids.insert(Int32(truncatingIfNeeded: current.rawValue), at: place)
      listing = .some(ids)
      position = place
    }
  }
  state.review.listing = listing
  state.review.cursor = min(position ?? 0, max(0, listing.count - 1))
  let lastTop = max(0, listing.count - reviewListHeight(state))
  state.review.top = min(max(0, state.review.cursor - row), lastTop)
}

/// The judge versions have changed: new ones can be chosen, and the first is shown.
func didReadJudges(_ judges: [JudgeVersion], _ state: inout AppState) -> [Effect] {
  let isFirst = state.workspace.judges.isEmpty && !judges.isEmpty
  state.workspace.judges = judges
  guard isFirst else { return [] }
  // Of a panel's versions that of the whole, whose name the members' names begin with.
  let first = judges.min { $0.name.count < $1.name.count }
  state.review.judge = first?.id
  state.review.detail = nil
  return [.readColumns(first?.id)]
}

/// Whoever asks a judge wants to see its answer, whichever judge was shown before.
func didJudgeAgain(_ judge: JudgeVersion, _ message: Message, _ state: inout AppState) -> [Effect] {
  var effects: [Effect] = []
  var message = message
  if state.judge?.id != judge.id {
    if !state.workspace.judges.contains(where: { $0.id == judge.id }) { state.workspace.judges.append(judge) }
    effects = show(judge, &state)
    message.text += ", which is shown now"
  }
  state.message = message
  return effects
}
