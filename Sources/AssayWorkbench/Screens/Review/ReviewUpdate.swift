import AssayModel
import TerminalCore
import TerminalWidgets

/// What the keys of the review screen do.
func performReview(_ command: CommandID, _ state: inout AppState) -> [Effect] {
  switch command {
  case .accept: return decide(.accept, &state)
  case .reject: return decide(.reject, &state)
  case .skip: return decide(.skip, &state)
  case .keepOne: return keepOne(&state)
  case .acceptMarked: return decideMarked(.accept, &state)
  case .rejectMarked: return decideMarked(.reject, &state)
  case .relabel, .score, .note, .edit: return openDecision(command, &state)
  case .mark, .markRange, .unmarkAll: return mark(command, &state)
  case .search, .nextMatch, .previousMatch: return performSearch(command, &state)
  case .filter: return openFilters(&state)
  case .clearFilter: return clearFilter(&state)
  case .order: return openOrders(&state)
  case .nextBatch: return moveBatch(by: 1, &state)
  case .previousBatch: return moveBatch(by: -1, &state)
  case .nextUndecided:
    advance(&state)
    return []
  case .judgeAgain: return judgeAgain(&state)
  case .generate: return openGeneration(&state)
  case .news: return showNews(&state)
  case .blind, .reveal, .truth, .nextJudge: return switchView(command, &state)
  case .nextPane: return turnPane(by: 1, &state)
  case .previousPane: return turnPane(by: -1, &state)
  case .zoomPane:
    state.review.isZoomed.toggle()
    return []
  case .open: return openFromPane(&state)
  case .cancel: return cancel(&state)
  default: return move(command, &state)
  }
}

// MARK: Moving

/// Puts the cursor at `position`, as near as the list allows.
func moveCursor(to position: Int, _ state: inout AppState) {
  let last = max(0, state.review.listing.count - 1)
  let before = state.review.current
  state.review.cursor = min(max(0, position), last)
  // A step over the edge turns half a page: moving every line of the list at each step would be most of what
  // goes over a slow connection.
  let height = reviewListHeight(state)
  let isInSight = (state.review.top..<state.review.top + height).contains(state.review.cursor)
  state.review.top = ListView.scrolledTop(
    cursor: state.review.cursor, top: state.review.top, height: height, count: state.review.listing.count,
    margin: isInSight ? 0 : height / 2)
  if state.review.current != before {
    state.review.revealed = nil
    state.review.textScroll = 0
    state.review.clusterCursor = 0
    state.review.openedAt = state.now
  }
}

private func move(_ command: CommandID, _ state: inout AppState) -> [Effect] {
  guard let distance = distance(of: command, page: reviewListHeight(state)) else { return [] }
  switch state.review.pane {
  case .list: moveCursor(to: target(from: state.review.cursor, distance), &state)
  case .example: scrollExample(by: distance, &state)
  case .cluster:
    let last = max(0, (state.review.detail?.cluster?.members.count ?? 1) - 1)
    state.review.clusterCursor = min(max(0, target(from: state.review.clusterCursor, distance)), last)
  }
  return []
}

/// How far a command moves: `Int.min` and `.max` mean the ends.
func distance(of command: CommandID, page: Int) -> Int? {
  switch command {
  case .down: 1
  case .up: -1
  case .pageDown: max(1, page - 1)
  case .pageUp: -max(1, page - 1)
  case .halfPageDown: max(1, page / 2)
  case .halfPageUp: -max(1, page / 2)
  case .first: .min
  case .last: .max
  default: nil
  }
}

/// `position` moved by `distance`, without overflow at the ends.
func target(from position: Int, _ distance: Int) -> Int {
  switch distance {
  case .min: 0
  case .max: .max / 2
  default: position + distance
  }
}

private func turnPane(by step: Int, _ state: inout AppState) -> [Effect] {
  let panes = ReviewState.Pane.allCases
  let next = (state.review.pane.rawValue + step + panes.count) % panes.count
  state.review.pane = panes[next]
  return []
}

private func openFromPane(_ state: inout AppState) -> [Effect] {
  if state.review.revealed != nil {
    advance(&state)
    return []
  }
  switch state.review.pane {
  case .list: state.review.pane = .example
  case .example: state.review.pane = .list
  case .cluster:
    guard let members = state.review.detail?.cluster?.members,
      members.indices.contains(state.review.clusterCursor)
    else { return [] }
    goTo(members[state.review.clusterCursor].example, &state)
  }
  return []
}

/// Puts the cursor on an example if the list has it.
func goTo(_ example: ExampleID, _ state: inout AppState) {
  if let position = state.review.listing.position(of: example) {
    moveCursor(to: position, &state)
  } else {
    let key = state.bindings.shown(for: .clearFilter) ?? ":clear"
    state.message = Message(.info, "That example is not in the filtered list; \(key) clears the filter")
  }
}

private func moveBatch(by step: Int, _ state: inout AppState) -> [Effect] {
  guard let columns = state.columns else { return stillReading(&state) }
  let listing = state.review.listing
  func batch(at position: Int) -> Int32? {
    let index = Int(listing[position].rawValue) - 1
    return columns.batch.indices.contains(index) ? columns.batch[index] : nil
  }
  guard state.review.current != nil else { return [] }
  // Examples that have just come in from elsewhere are not in the columns yet.
  guard let here = batch(at: state.review.cursor) else { return stillReading(&state) }
  var position = state.review.cursor
  while position >= 0, position < listing.count, batch(at: position) == here { position += step }
  guard position >= 0, position < listing.count else {
    state.message = Message(.info, step > 0 ? "This is the last batch" : "This is the first batch")
    return []
  }
  if step < 0, let other = batch(at: position) {
    // To the first example of the batch before, not its last.
    while position > 0, batch(at: position - 1) == other { position -= 1 }
  }
  moveCursor(to: position, &state)
  return []
}

func stillReading(_ state: inout AppState) -> [Effect] {
  state.message = Message(.info, "Still reading the workspace; try again in a moment")
  return []
}

// MARK: Marks

private func mark(_ command: CommandID, _ state: inout AppState) -> [Effect] {
  guard let current = state.review.current else { return [] }
  switch command {
  case .unmarkAll:
    state.review.marks = []
    state.review.rangeStart = nil
  case .markRange:
    guard let start = state.review.rangeStart else {
      state.review.rangeStart = state.review.cursor
      let key = state.bindings.shown(for: .markRange) ?? "V"
      state.message = Message(.info, "Range starts here; move on and press \(key) again")
      return []
    }
    let range = min(start, state.review.cursor)...max(start, state.review.cursor)
    guard range.count <= 100_000 else {
      state.message = Message(.warning, "A range holds 100,000 examples at most")
      return []
    }
    for position in range where position < state.review.listing.count {
      state.review.marks.insert(state.review.listing[position])
    }
    state.review.rangeStart = nil
    state.message = Message(.info, "\(state.review.marks.count) marked")
  default:
    if state.review.marks.remove(current) == nil { state.review.marks.insert(current) }
    moveCursor(to: state.review.cursor + 1, &state)
  }
  return []
}

// MARK: What is shown

private func switchView(_ command: CommandID, _ state: inout AppState) -> [Effect] {
  switch command {
  case .blind:
    state.review.isBlind.toggle()
    state.message = Message(
      .info,
      state.review.isBlind
        ? "Blind: the judge and the others are hidden until you decide" : "The judge and the others are shown"
    )
    return [.saveSession]
  case .reveal:
    state.review.reveals.toggle()
    state.message = Message(
      .info,
      state.review.reveals
        ? "After a blind verdict the judge's scores are shown, before the next example"
        : "After a blind verdict the next example comes at once")
    return [.saveSession]
  case .truth:
    state.review.showsTruth.toggle()
    state.message = truthMessage(state)
    return []
  default: return showNextJudge(&state)
  }
}

/// Why no truth is to be seen though it was asked for.
private func truthMessage(_ state: AppState) -> Message? {
  guard state.review.showsTruth, let detail = state.review.detail else { return nil }
  if detail.truth == nil { return Message(.info, "No truth was published for this example") }
  guard isHidden(detail.example.id, state) else { return nil }
  return Message(.info, "Blind: the truth comes with your decision")
}

/// Takes the next judge version; lists that depend on its scores are made anew.
func showNextJudge(_ state: inout AppState) -> [Effect] {
  let judges = state.workspace.judges
  guard judges.count > 1, let judge = state.judge, let index = judges.firstIndex(of: judge) else {
    state.message = Message(
      .info, judges.isEmpty ? "No judge has scored anything yet" : "There is only one judge")
    return []
  }
  return show(judges[(index + 1) % judges.count], &state)
}

func show(_ judge: JudgeVersion, _ state: inout AppState) -> [Effect] {
  state.review.judge = judge.id
  state.review.detail = nil
  if let count = state.columns?.count {
    state.columns?.score = Array(repeating: .nan, count: count)
    state.columns?.spread = Array(repeating: .nan, count: count)
    state.columns?.judge = nil
  }
  state.message = Message(.info, "Judge: \(judge.name)")
  return [.readColumns(judge.id)] + (state.review.filter.isEmpty ? [] : requestListing(&state))
}

private func cancel(_ state: inout AppState) -> [Effect] {
  state.message = nil
  if state.review.search != nil {
    state.review.search = nil
  } else if state.review.rangeStart != nil {
    state.review.rangeStart = nil
  } else if state.review.isZoomed {
    state.review.isZoomed = false
  } else if state.review.pane == .list, state.review.detour != nil {
    return returnFromDetour(&state)
  } else {
    state.review.pane = .list
  }
  return []
}

// MARK: Lists

/// On a detour from the clusters the filter is the detour's; without it the list is what it was before.
private func clearFilter(_ state: inout AppState) -> [Effect] {
  guard let detour = state.review.detour else { return apply(filter: ExampleFilter(), &state) }
  state.review.detour = nil
  return apply(filter: detour.filter, &state)
}

func apply(filter: ExampleFilter, _ state: inout AppState) -> [Effect] {
  guard filter != state.review.filter else { return [] }
  // The order of a queue goes with it.
  if state.review.filter.isOfSample, !filter.isOfSample, state.review.order == .drawn {
    state.review.order = .imported
  }
  state.review.filter = filter
  return requestListing(&state)
}

func apply(order: ExampleOrder, _ state: inout AppState) -> [Effect] {
  guard order != state.review.order else { return [] }
  state.review.order = order
  return requestListing(&state)
}

func requestListing(_ state: inout AppState) -> [Effect] {
  state.review.requestNumber += 1
  state.review.isListing = true
  state.review.anchor = state.review.current ?? state.review.anchor
  return [
    .list(
      ListingRequest(
        filter: state.review.filter, order: state.review.order, number: state.review.requestNumber)),
    .saveSession,
  ]
}

func didList(
  _ listing: Listing, _ request: ListingRequest, rows: Int, _ state: inout AppState
) -> [Effect] {
  guard request.number == state.review.requestNumber else { return [] }
  state.review.isListing = false
  state.review.listedAt = state.now
  state.review.arrivals.listed = rows
  // The columns may be behind the workspace.
  take(listing.isImported ? state.workspace.importedListing : listing, request, &state)
  catchUpList(&state)
  if !request.isRefresh, state.review.listing.count == 0 {
    let key = state.bindings.shown(for: .clearFilter) ?? ":clear"
    state.message = Message(.info, "No example fulfils this; \(key) clears the filter")
  }
  return takeHeldArrivals(&state)
}

private func take(_ listing: Listing, _ request: ListingRequest, _ state: inout AppState) {
  if request.isRefresh { return takeRefreshed(listing, &state) }
  state.review.isListOld = false
  state.review.listing = listing
  state.review.rangeStart = nil
  let kept = request.order == .imported ? state.review.anchor.flatMap(listing.position(of:)) : nil
  state.review.cursor = -1
  state.review.top = 0
  moveCursor(to: kept ?? (request.order == .drawn ? firstOpen(in: listing, state) : nil) ?? 0, &state)
  state.review.anchor = nil
}

// MARK: Reads

func missingReviewReads(_ state: AppState) -> [Effect] {
  var effects: [Effect] = []
  let review = state.review
  let end = min(review.listing.count, review.top + reviewListHeight(state))
  let missing = (min(review.top, end)..<end).map { review.listing[$0] }.filter { review.rows[$0] == nil }
  if !missing.isEmpty { effects.append(.readRows(missing)) }
  if let current = review.current, review.detail?.example.id != current {
    effects.append(.readDetail(current, judge: state.judge?.id))
  }
  // Its model stands in the title of its pane.
  if let judge = state.judge, state.judges.facts[judge.id] == nil {
    effects.append(.readDefinition(judge.id))
  }
  return effects
}
