import AssayModel
import AssayStatistics

/// Who decided, how, and how far they agree: the ceiling for any judge.
public struct PeopleFacts: Hashable, Sendable, Codable {
  public struct Reviewer: Hashable, Sendable, Codable {
    public var name: String
    public var accepted: Int
    public var rejected: Int
    /// Verdicts given with the judge's scores hidden.
    public var blind: Int
    /// Examples with scores of this person's own.
    public var scored: Int
    public var secondsPerDecision: Double?
    /// Known-bad probes that were rejected.
    public var probesCaught: ReportFigure
    /// Known-good ones that were accepted.
    public var probesAccepted: ReportFigure
    /// Repeats with the same verdict as the first time.
    public var repeatsAgreed: ReportFigure
    public var verdicts: Int { accepted + rejected }
  }

  public struct Pair: Hashable, Sendable, Codable {
    public var first: String
    public var second: String
    public var raw: ReportFigure
    public var kappa: ReportFigure
    /// Accepted among both people's verdicts.
    public var acceptedShare: Double?
  }

  public var reviewers: [Reviewer]
  /// Of people who have decided the same examples.
  public var pairs: [Pair]

  init(_ input: ReportInput) {
    let own = Set(input.probes.filter(\.isOwnRow).map(\.example))
    let examples = input.log.examples.filter { !own.contains($0) }
    let names = Set(input.log.decisions.map(\.reviewer)).sorted()
    reviewers = names.map { Self.reviewer($0, examples, input) }.filter { $0.verdicts + $0.scored > 0 }
    pairs = names.indices.flatMap { first in
      names.indices.dropFirst(first + 1).compactMap { second in
        Self.pair(names[first], names[second], examples, input)
      }
    }
  }

  private static func reviewer(_ name: String, _ examples: [ExampleID], _ input: ReportInput) -> Reviewer {
    let opinions = examples.compactMap { input.log.opinion(of: name, on: $0) }
    let decided = opinions.filter { $0.verdict != nil }
    let tally = ProbeTally.reviewer(input.probes, input.log, name)
    let repeats = input.probes.filter(\.isRepeat).compactMap {
      probe -> Bool? in
      guard let again = input.log.opinion(of: name, on: probe.example)?.verdict,
        let before = input.log.opinion(of: name, on: probe.origin)?.verdict
      else { return nil }
      return again == before
    }
    return Reviewer(
      name: name, accepted: decided.count { $0.verdict == .accept },
      rejected: decided.count { $0.verdict == .reject }, blind: decided.count { $0.blind },
      scored: opinions.count { !$0.scores.isEmpty },
      secondsPerDecision: Pace(timestamps: decided.compactMap(\.decidedAt))?.secondsPerDecision,
      probesCaught: ReportFigure(Proportion(successes: tally.bad.right, n: tally.bad.n)),
      probesAccepted: ReportFigure(Proportion(successes: tally.good.right, n: tally.good.n)),
      repeatsAgreed: ReportFigure(Proportion(successes: repeats.count { $0 }, n: repeats.count)))
  }

  private static func pair(
    _ first: String, _ second: String, _ examples: [ExampleID], _ input: ReportInput
  ) -> Pair? {
    var matrix = ConfusionMatrix()
    for example in examples {
      guard let one = input.log.opinion(of: first, on: example)?.verdict,
        let other = input.log.opinion(of: second, on: example)?.verdict
      else { continue }
      matrix.add(accepted: one == .accept, kept: other == .accept)
    }
    guard matrix.count > 0 else { return nil }
    let measures = VerdictMeasures(matrix, resamples: input.resamples)
    return Pair(
      first: first, second: second, raw: ReportFigure(measures.accuracy),
      kappa: ReportFigure(measures.kappa),
      acceptedShare: Double(matrix.accepted + matrix.kept) / Double(2 * matrix.count))
  }
}
