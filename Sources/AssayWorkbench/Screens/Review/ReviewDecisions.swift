import AssayModel

// What a person decides, and what follows once it is in the log.

/// Appends one step; until it is on disk no other key is taken.
func append(_ decisions: [NewDecision], purpose: SavePurpose, _ state: inout AppState) -> [Effect] {
  guard !decisions.isEmpty else { return [] }
  state.isSaving = true
  return [.append(decisions, purpose: purpose)]
}

/// Decides on the example under the cursor: that of the list, or the member in the cluster's pane while this has the
/// keys, where the cursor then goes to the next member and the list stays.
func decide(_ action: Decision.Action, purpose: SavePurpose = .advance, _ state: inout AppState) -> [Effect] {
  if let members = membersUnderHand(state) {
    let member = members[min(state.review.clusterCursor, members.count - 1)].example
    if purpose == .advance {
      state.review.clusterCursor = min(state.review.clusterCursor + 1, members.count - 1)
    }
    return append([decision(action, on: member, state)], purpose: .stay, &state)
  }
  guard let example = state.review.current else { return nothingHere(&state) }
  if purpose == .advance, isConfirmed(action, on: example, state) {
    advance(&state)
    return []
  }
  let decisions = [decision(action, on: example, state)]
  if purpose == .advance, let judge = judgeToReveal(after: decisions[0], on: example, state) {
    return append(
      decisions + [NewDecision(example: example, action: .reveal(judge: judge))], purpose: .reveal, &state)
  }
  return append(decisions, purpose: purpose, &state)
}

/// The members of the cluster whose pane has the keys; nil: another pane has them, or there is no cluster.
private func membersUnderHand(_ state: AppState) -> [Cluster.Member]? {
  guard state.review.pane == .cluster, let detail = state.review.detail,
    detail.example.id == state.review.current, let members = detail.cluster?.members, !members.isEmpty
  else { return nil }
  return members
}

/// Decides on everything that is marked, as one step.
func decideMarked(_ action: Decision.Action, _ state: inout AppState) -> [Effect] {
  let marked = state.review.marks.sorted()
  guard !marked.isEmpty else {
    let key = state.bindings.shown(for: .mark) ?? "space"
    state.message = Message(.info, "Nothing is marked; \(key) marks")
    return []
  }
  let decisions = marked.map {
    NewDecision(example: $0, action: action, duration: nil, blind: isBlindDecision(on: $0, state))
  }
  state.review.marks = []
  return append(decisions, purpose: .advance, &state)
}

/// Accepts one member of the cluster and rejects all the others, as one step.
func keepOne(_ state: inout AppState) -> [Effect] {
  guard let detail = state.review.detail, let current = state.review.current, detail.example.id == current
  else { return nothingHere(&state) }
  guard let cluster = detail.cluster, cluster.members.count > 1 else {
    state.message = Message(.info, "This example has no near duplicates")
    return []
  }
  let inCluster = state.review.pane == .cluster
  let kept = inCluster ? member(at: state.review.clusterCursor, of: cluster) : current
  let decisions = Settlement.decisions(
    for: cluster, kept: [kept], log: state.log, reviewer: state.reviewer, blind: false
  ).map { decision($0.action, on: $0.example ?? kept, state) }
  guard !decisions.isEmpty else {
    state.message = Message(.info, "Settled like this already")
    return []
  }
  return append(decisions, purpose: .advance, &state)
}

private func member(at position: Int, of cluster: Cluster) -> ExampleID {
  cluster.members[min(max(0, position), cluster.members.count - 1)].example
}

private func decision(_ action: Decision.Action, on example: ExampleID, _ state: AppState) -> NewDecision {
  NewDecision(
    example: example, action: action,
    duration: example == state.review.current ? max(0, state.now - state.review.openedAt) : nil,
    blind: isBlindDecision(on: example, state))
}

/// Whether the judge's scores and the others' verdicts are hidden for this example: in blind mode,
/// until this reviewer has decided; and everywhere while conflicts are ruled on.
func isHidden(_ example: ExampleID, _ state: AppState) -> Bool {
  isHiddenByBlindMode(example, state) || isAdjudicating(state)
}

private func isHiddenByBlindMode(_ example: ExampleID, _ state: AppState) -> Bool {
  state.review.isBlind && state.log.opinion(of: state.reviewer, on: example)?.verdict == nil
}

/// In a queue that is decided blind the judge is silent on what is decided too: its verdicts there, one after the other,
/// would teach what the next one ought to be. A look back at an example shows what the judge says of it.
func isBlindQueue(_ state: AppState) -> Bool { state.review.isBlind && state.review.filter.isOfSample }

/// Whether a decision that is made now is blind. A list that is filtered or ordered by scores tells of them, whatever
/// is hidden; and who has decided before has seen them, though the verdict was taken back.
func isBlindDecision(on example: ExampleID, _ state: AppState) -> Bool {
  isHiddenByBlindMode(example, state) && !(state.screen == .review && tellsOfScores(state.review))
    && !state.log.hasDecided(state.reviewer, on: example)
}

/// Whether the list as it stands tells how the judge scored its examples.
func tellsOfScores(_ review: ReviewState) -> Bool {
  review.filter.tellsOfScores || review.order.tellsOfScores
}

private func nothingHere(_ state: inout AppState) -> [Effect] {
  state.message = Message(.info, "There is no example here")
  return []
}

func undo(_ state: inout AppState) -> [Effect] {
  guard let step = state.log.nextUndo(for: state.reviewer) else {
    state.message = Message(.info, "Nothing of yours is left to undo")
    return []
  }
  return append([NewDecision(example: nil, action: .undo(step: step))], purpose: .undo, &state)
}

func redo(_ state: inout AppState) -> [Effect] {
  guard let step = state.log.nextRedo(for: state.reviewer) else {
    state.message = Message(.info, "Nothing to redo")
    return []
  }
  return append([NewDecision(example: nil, action: .redo(step: step))], purpose: .redo, &state)
}

/// The step is on disk: now the screen may show it.
func didSave(_ decisions: [Decision], purpose: SavePurpose, _ state: inout AppState) -> [Effect] {
  state.isSaving = false
  let effects = take(decisions, &state)
  switch purpose {
  case .advance:
    state.decisionTimes.append(state.now)
    if state.decisionTimes.count > 200 { state.decisionTimes.removeFirst(100) }
    announce(decisions, &state)
    if state.screen == .review { advance(&state) }
    if state.screen == .clusters { advanceClusters(&state) }
  case .stay: announceConstraint(decisions, &state)
  case .reveal:
    state.decisionTimes.append(state.now)
    showRevealed(decisions, &state)
  case .ruling: didRule(decisions, &state)
  case .undo: returnTo(decisions, word: "Undone", &state)
  case .redo: returnTo(decisions, word: "Done again", &state)
  }
  return effects
}

private func announce(_ decisions: [Decision], _ state: inout AppState) {
  if decisions.count > 1 {
    let accepted = decisions.count { $0.action == .accept }
    let undo = state.bindings.shown(for: .undo) ?? ":undo"
    state.message = Message(
      .info, "\(accepted) accepted, \(decisions.count - accepted) rejected in one step; \(undo) takes it back"
    )
  } else if let only = decisions.first, only.blind, !isBlindQueue(state), let example = only.example,
    !isHidden(example, state),
    let judgement = shownJudgement(of: example, state), let mean = judgement.mean,
    let isKept = state.keepRule.keeps(judgement.values)
  {
    state.message = Message(.info, "The judge \(isKept ? "keeps" : "drops") it: \(shortScore(mean))")
  }
}

/// What the shown judge says of the example on the screen.
func shownJudgement(of example: ExampleID?, _ state: AppState) -> Judgement? {
  guard let detail = state.review.detail, detail.example.id == example else { return nil }
  return detail.judgements.first { $0.judge == state.judge?.name }
}

/// One decimal.
func shortScore(_ value: Double) -> String {
  let tenths = Int((value * 10).rounded())
  return "\(tenths / 10).\(abs(tenths % 10))"
}

/// Goes to the next undecided example, past the end to the first one that was left out.
func advance(_ state: inout AppState) {
  let count = state.review.listing.count
  guard count > 0 else { return }
  let position = state.review.cursor
  let next =
    (position + 1..<max(position + 1, count)).first { isUndecided(at: $0, state) }
    ?? (0..<min(position, count)).first { isUndecided(at: $0, state) }
  if let next {
    moveCursor(to: next, &state)
  } else if state.message == nil {
    state.message = Message(.info, "Everything in this list is decided")
  }
}

private func isUndecided(at position: Int, _ state: AppState) -> Bool {
  let opinion = state.log.opinion(of: state.reviewer, on: state.review.listing[position])
  return opinion?.verdict == nil && opinion?.skipped != true
}

/// Puts the cursor on what an undo or redo has changed, so that its effect is seen.
private func returnTo(_ decisions: [Decision], word: String, _ state: inout AppState) {
  var step: DecisionID?
  switch decisions.first?.action {
  case .undo(let id), .redo(let id): step = id
  default: break
  }
  guard let step else { return }
  let touched = state.log.decisions(inStep: step)
  let what = "\(word): \(describe(touched))"
  state.message = Message(.info, what)
  if state.screen == .clusters { returnToCluster(touched, &state) }
  guard state.screen == .review, let example = touched.first?.example else { return }
  if let position = state.review.listing.position(of: example) {
    moveCursor(to: position, &state)
  } else {
    // Nothing on the screen moves: say why.
    state.message = Message(.info, what + ", on an example that is not in this list")
  }
}

private func describe(_ decisions: [Decision]) -> String {
  guard let first = decisions.first else { return "nothing" }
  if decisions.count > 1 { return "\(decisions.count) decisions of one step" }
  return switch first.action {
  case .accept: "accept"
  case .reject: "reject"
  case .relabel(let label): "relabel to \(label)"
  case .edit: "edit"
  case .score(let dimension, let value):
    value.map { "score \(dimension) \(plainNumber($0))" } ?? "score \(dimension) taken back"
  case .note: "note"
  case .skip: "skip"
  case .adjudicate(let verdict, _): "ruling: \(verdict.rawValue)"
  case .reveal: "look at the judge's scores"
  case .separate: "not a duplicate"
  case .merge: "merged clusters"
  case .undo, .redo: "step"
  }
}

func didEdit(_ example: ExampleID, _ fields: [TextField], _ state: inout AppState) -> [Effect] {
  let before =
    state.log.opinion(of: state.reviewer, on: example)?.edited
    ?? state.review.rows[example]?.fields ?? state.review.detail?.example.fields
  guard fields != before else {
    state.message = Message(.info, "Nothing was changed")
    return []
  }
  state.message = Message(.info, "Edited; the original is kept")
  return append(
    [NewDecision(example: example, action: .edit(fields), blind: isBlindDecision(on: example, state))],
    purpose: .stay,
    &state)
}
