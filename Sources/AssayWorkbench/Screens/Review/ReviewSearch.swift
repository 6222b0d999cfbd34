import AssayModel

// Search as you type: the prompt asks, the answer moves the cursor, `n` and `N` walk through it.

func performSearch(_ command: CommandID, _ state: inout AppState) -> [Effect] {
  switch command {
  case .search:
    state.review.search = ReviewState.Search(text: "", origin: state.review.cursor)
    state.overlay = .prompt(.init(.search))
  case .nextMatch: step(forward: true, &state)
  case .previousMatch: step(forward: false, &state)
  default: break
  }
  return []
}

/// The text in the prompt has changed.
func searchChanged(to text: String, _ state: inout AppState) -> [Effect] {
  let origin = state.review.search?.origin ?? state.review.cursor
  state.review.search = ReviewState.Search(text: text, origin: origin)
  guard !text.isEmpty else {
    moveCursor(to: origin, &state)
    return []
  }
  return [.search(text)]
}

func didFind(_ result: SearchResult, _ state: inout AppState) -> [Effect] {
  guard var search = state.review.search, search.text == result.text else { return [] }
  var result = result
  let unlisted = Set(state.workspace.probes.filter { !$0.isListed }.map(\.example))
  if !unlisted.isEmpty { result.examples.removeAll { unlisted.contains($0) } }
  search.result = result
  state.review.search = search
  if let position = match(from: search.origin, forward: true, result, state.review.listing) {
    moveCursor(to: position, &state)
  } else if let position = match(from: 0, forward: true, result, state.review.listing) {
    state.message = Message(.info, "From the top again")
    moveCursor(to: position, &state)
  } else {
    state.message = Message(
      .info, result.examples.isEmpty ? "Nothing found" : "Found only outside of this list")
  }
  return []
}

/// Esc in the prompt: back to where the search began.
func searchCancelled(_ state: inout AppState) {
  guard let search = state.review.search else { return }
  state.review.search = nil
  moveCursor(to: search.origin, &state)
}

private func step(forward: Bool, _ state: inout AppState) {
  guard let result = state.review.search?.result else { return }
  guard !result.examples.isEmpty else {
    state.message = Message(.info, "Nothing found")
    return
  }
  let start = state.review.cursor + (forward ? 1 : -1)
  let wrapped = forward ? 0 : state.review.listing.count - 1
  let position =
    match(from: start, forward: forward, result, state.review.listing)
    ?? match(from: wrapped, forward: forward, result, state.review.listing)
  guard let position else {
    state.message = Message(.info, "Found only outside of this list")
    return
  }
  if forward ? position < start : position > start {
    state.message = Message(.info, forward ? "From the top again" : "From the end again")
  }
  moveCursor(to: position, &state)
}

/// The first match at or after (before) a position of the list. The whole workspace in import order is
/// found by bisection where there are no probes, any other list by walking through it.
private func match(from start: Int, forward: Bool, _ result: SearchResult, _ listing: Listing) -> Int? {
  guard start >= 0, start < listing.count else { return nil }
  switch listing {
  case .all:
    let wanted = ExampleID(Int64(start) + 1)
    let index = result.examples.partitioningIndex { $0 >= wanted }
    if forward {
      return result.examples.indices.contains(index) ? Int(result.examples[index].rawValue) - 1 : nil
    }
    if result.examples.indices.contains(index), result.examples[index] == wanted { return start }
    return index > 0 ? Int(result.examples[index - 1].rawValue) - 1 : nil
  case .woven(let weave):
    // Two bisections for each match: some milliseconds for the most that a search gives.
    let positions = result.examples.lazy.compactMap(weave.position)
    return forward ? positions.filter { $0 >= start }.min() : positions.filter { $0 <= start }.max()
  case .some(let ids):
    let found = Set(result.examples.map { Int32(truncatingIfNeeded: $0.rawValue) })
    let positions = forward ? Array(start..<ids.count) : Array((0...start).reversed())
    return positions.first { found.contains(ids[$0]) }
  }
}
