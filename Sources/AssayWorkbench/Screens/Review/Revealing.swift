import AssayModel

// Blind first, then the judge: after a blind verdict the cursor stays, the judge's scores are shown, and the next verdict
// changes the first one. Both are in the log, so that it can be told how often and which way people change.

/// The name of the judge whose scores are to be shown after a decision; nil: none are.
func judgeToReveal(after decision: NewDecision, on example: ExampleID, _ state: AppState) -> String? {
  guard state.review.reveals, decision.blind, decision.action.isVerdict, state.screen == .review,
    let judge = state.judge, hasScored(example, judge, state)
  else { return nil }
  return judge.name
}

private func hasScored(_ example: ExampleID, _ judge: JudgeVersion, _ state: AppState) -> Bool {
  if let detail = state.review.detail, detail.example.id == example {
    return detail.judgements.contains { $0.judge == judge.name && $0.mean != nil }
  }
  let index = Int(example.rawValue) - 1
  guard let columns = state.columns, columns.judge == judge.id, columns.score.indices.contains(index) else {
    return false
  }
  return !columns.score[index].isNaN
}

/// Whether a decision says once more what was said before the judge was shown: then there is nothing to write, and the key goes
/// on as any verdict does.
func isConfirmed(_ action: Decision.Action, on example: ExampleID, _ state: AppState) -> Bool {
  guard state.review.revealed == example, let opinion = state.log.opinion(of: state.reviewer, on: example)
  else { return false }
  switch action {
  case .accept: return opinion.verdict == .accept && opinion.label == nil
  case .reject: return opinion.verdict == .reject
  case .relabel(let label): return opinion.verdict == .accept && opinion.label == label
  default: return false
  }
}

/// The blind verdict is on the disk: shows what the judge says, and which keys change it or go on.
func showRevealed(_ decisions: [Decision], _ state: inout AppState) {
  guard let example = decisions.first?.example, example == state.review.current else { return }
  state.review.revealed = example
  func key(_ command: CommandID) -> String { state.bindings.shown(for: command) ?? ":\(command.rawValue)" }
  let says = shownJudgement(of: example, state).flatMap { judgement in
    judgement.mean.flatMap { mean in
      state.keepRule.keeps(judgement.values).map {
        "The judge \($0 ? "keeps" : "drops") it: \(shortScore(mean))"
      }
    }
  }
  let change = "\(key(.accept)), \(key(.reject)) or \(key(.relabel)) changes your verdict"
  state.message = Message(
    .info, [says, change, "\(key(.nextUndecided)) goes on"].compactMap { $0 }.joined(separator: "; "))
}
