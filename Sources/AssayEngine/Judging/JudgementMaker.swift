import AssayJudging
import AssayModel

/// Makes judgements out of what the models said: samples of one model become one score, the members of a panel one more.
struct JudgementMaker: Sendable {
  let bench: JudgeBench

  /// What one member says; every question of it has an answer.
  func judgement(of member: Int, on example: JudgeCase) -> Judgement {
    let own = example.dialogues.filter { $0.member == member }
    var failures: [String] = []
    var scores: [DimensionScore] = []
    for dimension in bench.dimensions {
      let (score, failure) = self.score(dimension, own)
      scores.append(score)
      if let failure, !failures.contains(failure) { failures.append(failure) }
    }
    let name = bench.members[member].version?.name ?? bench.version?.name ?? bench.specification.name
    return Judgement(
      judge: name, scores: scores, reason: reason(own, example.questions),
      tokens: own.reduce(0) { $0 + $1.tokens }, seconds: own.reduce(0) { $0 + $1.seconds },
      failure: failures.isEmpty ? nil : failures.joined(separator: "; "))
  }

  private func score(_ dimension: Dimension, _ dialogues: [Dialogue]) -> (DimensionScore, failure: String?) {
    var scores: [DimensionScore] = []
    var failure: String?
    for dialogue in dialogues {
      let parsed: ParsedAnswer?
      switch dialogue.result {
      case .read(let answer): parsed = answer
      case .unreadable(let problem, let partial):
        parsed = partial
        failure = failure ?? problem
      case .unanswered, nil: parsed = nil
      }
      guard var score = parsed?.scores.first(where: { $0.dimension == dimension.name }) else { continue }
      guard score.value != nil else { continue }
      if bench.specification.calls == .separate, score.reason == nil { score.reason = parsed?.reason }
      scores.append(score)
    }
    guard let first = scores.first else {
      return (
        DimensionScore(dimension: dimension.name, value: nil),
        failure ?? "no score for \(dimension.name) in the answer"
      )
    }
    return (scores.count == 1 ? first : ScoreCombination.samples(scores), nil)
  }

  /// The reason for the whole: the first sample's.
  private func reason(_ dialogues: [Dialogue], _ questions: [JudgeQuestion]) -> String? {
    guard bench.specification.calls == .together || questions.count == 1 else { return nil }
    for dialogue in dialogues {
      switch dialogue.result {
      case .read(let answer): if let reason = answer.reason { return reason }
      case .unreadable(_, let partial): if let reason = partial?.reason { return reason }
      case .unanswered, nil: break
      }
    }
    return nil
  }

  /// What the members say together. A member without a score on a dimension does not count there; without any there is
  /// none.
  func panel(_ judgements: [Judgement]) -> Judgement {
    let scores = bench.dimensions.map { dimension in
      let all = judgements.compactMap { judgement in
        judgement.scores.first { $0.dimension == dimension.name }
      }
      return ScoreCombination.panel(all, rule: bench.specification.panel, dimension: dimension)
    }
    let isWhole = scores.allSatisfy { $0.value != nil }
    let reasons = zip(bench.members, judgements).compactMap { member, judgement in
      judgement.reason.map { "\(member.endpoint.name): \($0)" }
    }
    let failures = zip(bench.members, judgements).compactMap { member, judgement in
      judgement.failure.map { "\(member.endpoint.name): \($0)" }
    }
    return Judgement(
      judge: bench.version?.name ?? bench.specification.name, scores: scores,
      reason: reasons.isEmpty ? nil : reasons.joined(separator: "\n"),
      tokens: judgements.reduce(0) { $0 + ($1.tokens ?? 0) },
      seconds: judgements.reduce(0) { $0 + ($1.seconds ?? 0) },
      failure: isWhole ? nil : failures.joined(separator: "; "))
  }
}
