import AssayModel

// What a person decides about whole clusters and their members.

private func nothingHere(_ state: inout AppState) -> [Effect] {
  state.message = Message(.info, "There is no cluster here")
  return []
}

private func key(_ command: CommandID, _ state: AppState) -> String {
  state.bindings.shown(for: command, screen: .clusters) ?? ":\(command.rawValue)"
}

/// The member under the cursor, if the person sees it.
private func memberInSight(_ state: inout AppState) -> Cluster.Member? {
  guard let member = state.clusters.currentMember else {
    _ = nothingHere(&state)
    return nil
  }
  guard ClustersLayout(state).areMembersInSight else {
    state.message = Message(.info, "\(key(.members, state)) shows the members first; then choose one")
    return nil
  }
  return member
}

private func decision(_ action: Decision.Action, on example: ExampleID, _ state: AppState) -> NewDecision {
  NewDecision(example: example, action: action, blind: isHidden(example, state))
}

/// Keeps the marked members, or without any the one under the cursor, and rejects all others, as one step.
func keepMembers(_ state: inout AppState) -> [Effect] {
  // What is not seen is not chosen: in the list alone it is the representative.
  let chosen =
    ClustersLayout(state).areMembersInSight
    ? state.clusters.currentMember : state.clusters.current?.members.first
  guard let cluster = state.clusters.current, let current = chosen?.example else {
    return nothingHere(&state)
  }
  let marked = state.clusters.markedHere
  let decisions = Settlement.decisions(
    for: cluster, kept: marked.isEmpty ? [current] : Set(marked), log: state.log, reviewer: state.reviewer,
    blind: state.review.isBlind)
  state.clusters.marks.subtract(marked)
  return appendSettlement(decisions, &state)
}

/// Appends one step; a large one says so, since the screen waits for it.
func appendSettlement(_ decisions: [NewDecision], _ state: inout AppState) -> [Effect] {
  guard !decisions.isEmpty else {
    state.message = Message(.info, "That is how it is settled already")
    return []
  }
  if decisions.count >= 1_000 {
    state.message = Message(
      .info, "Saving \(grouped(decisions.count)) decisions \(state.appearance.pending)")
  }
  return append(decisions, purpose: .advance, &state)
}

/// Accepts or rejects one member.
func decideMember(_ action: Decision.Action, _ state: inout AppState) -> [Effect] {
  guard let member = memberInSight(&state) else { return [] }
  return append([decision(action, on: member.example, state)], purpose: .advance, &state)
}

func markMember(_ command: CommandID, _ state: inout AppState) -> [Effect] {
  if command == .unmarkAll {
    state.clusters.marks = []
    return []
  }
  guard let member = memberInSight(&state) else { return [] }
  if state.clusters.marks.remove(member.example) == nil { state.clusters.marks.insert(member.example) }
  moveMemberCursor(to: state.clusters.memberCursor + 1, &state)
  return []
}

/// "Not a duplicate": splits the member under the cursor off from all others of its cluster.
func separateMember(_ state: inout AppState) -> [Effect] {
  guard let cluster = state.clusters.current, let member = memberInSight(&state) else { return [] }
  let others = cluster.members.map(\.example).filter { $0 != member.example }
  return append([decision(.separate(from: others), on: member.example, state)], purpose: .stay, &state)
}

/// The first press takes this cluster up, the second, on another, makes one of the two.
func mergeClusters(_ state: inout AppState) -> [Effect] {
  guard let cluster = state.clusters.current, let representative = cluster.members.first?.example else {
    return nothingHere(&state)
  }
  guard let source = state.clusters.mergeSource else {
    state.clusters.mergeSource = representative
    state.message = Message(
      .info, "Go to the cluster to merge with this one and press \(key(.merge, state)) again; Esc not")
    return []
  }
  state.clusters.mergeSource = nil
  guard !cluster.members.contains(where: { $0.example == source }) else {
    state.message = Message(.info, "Not merged: that is the same cluster")
    return []
  }
  return append([decision(.merge(with: source), on: representative, state)], purpose: .stay, &state)
}

// MARK: Once it is saved

/// Goes on after a decision was saved: to the next undecided member, else to the next cluster that has any.
func advanceClusters(_ state: inout AppState) {
  if state.clusters.pane == .members, let next = state.clusters.nextOpenMember() {
    moveMemberCursor(to: next, &state)
  } else if state.clusters.openMembers(at: state.clusters.cursor) == 0 {
    goToNextOpen(&state)
  }
  scrollMembers(&state)
}

/// Puts the cursor on the cluster that an undo or redo has touched.
func returnToCluster(_ touched: [Decision], _ state: inout AppState) {
  guard let example = touched.first?.example, let position = state.clusters.position(of: example) else {
    return
  }
  if position != state.clusters.cursor { moveClusterCursor(to: position, &state) }
  if touched.count == 1,
    let member = state.clusters.current?.members.firstIndex(where: { $0.example == example })
  {
    moveMemberCursor(to: member, &state)
  }
  scrollMembers(&state)
}

/// Whether any of these says something about who belongs together, or takes such a word back.
func changesClusters(_ decisions: [Decision], _ log: DecisionLog) -> Bool {
  decisions.contains { decision in
    switch decision.action {
    case .separate, .merge: true
    case .undo(let step), .redo(let step):
      // A step of many decisions is a settlement.
      log.decisions(inStep: step).prefix(2).contains {
        switch $0.action {
        case .separate, .merge: true
        default: false
        }
      }
    default: false
    }
  }
}

/// What a person has just said about who belongs together.
func announceConstraint(_ decisions: [Decision], _ state: inout AppState) {
  switch decisions.first?.action {
  case .separate:
    state.message = Message(
      .info, "Split off, and kept apart from now on; \(key(.undo, state)) takes it back")
  case .merge:
    state.message = Message(
      .info, "Merged, and kept together from now on; \(key(.undo, state)) takes it back")
  default: break
  }
}
