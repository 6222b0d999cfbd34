import AssayModel

/// What people hold to be true, derived from the log of their decisions.
public struct HumanTruths: Sendable {
  /// In the order of the examples' numbers.
  public private(set) var truths: [HumanTruth] = []
  /// Examples on which people differ and nobody has ruled, in the order of their numbers.
  public private(set) var conflicts: [ExampleID] = []

  /// A ruling stands over verdicts; else all who gave a verdict must agree, relabels to different labels being a
  /// difference too.
  ///
  /// - Parameters:
  ///   - reviewer: only this person's word counts, rulings aside; nil: everybody's.
  ///   - isLeftOut: examples that are not part of the data (probes, repeats).
  public init(_ log: DecisionLog, reviewer: String? = nil, isLeftOut: (ExampleID) -> Bool = { _ in false }) {
    for example in log.examples where !isLeftOut(example) {
      var opinions = log.opinions(on: example)
      if let reviewer { opinions = opinions.filter { $0.key == reviewer } }
      let standing = log.standing(on: example)
      let ruling = log.ruling(on: example)
      let decided = opinions.filter { $0.value.verdict != nil }
      if let ruling {
        var truth = Self.truth(example, ruling.verdict, ruling.label, opinions, standing, reviewer)
        (truth.isAdjudicated, truth.at, truth.rubric) = (true, ruling.at, ruling.rubric)
        truths.append(truth)
      } else if let first = decided.values.first, let verdict = first.verdict {
        let isAgreed = decided.values.allSatisfy { $0.verdict == verdict && $0.label == first.label }
        if isAgreed {
          truths.append(Self.truth(example, verdict, first.label, opinions, standing, reviewer))
        } else {
          conflicts.append(example)
        }
      }
    }
  }

  private static func truth(
    _ example: ExampleID, _ verdict: Verdict, _ label: String?, _ opinions: [String: ReviewerOpinion],
    _ standing: [Decision], _ reviewer: String?
  ) -> HumanTruth {
    let people = opinions.sorted { $0.key < $1.key }
    var values: [String: [Double]] = [:]
    for (_, opinion) in people {
      for (dimension, score) in opinion.scores { values[dimension, default: []].append(score) }
    }
    let last = standing.last { $0.action.isVerdict && (reviewer == nil || $0.reviewer == reviewer) }
    return HumanTruth(
      example: example, verdict: verdict, label: label,
      scores: values.mapValues { $0.reduce(0, +) / Double($0.count) }, notes: people.compactMap(\.value.note),
      reviewers: people.filter { $0.value.verdict != nil }.map(\.key), rubric: last?.rubric, at: last?.at ?? 0
    )
  }
}
