import AssayCalibration
import AssayModel
import AssayStatistics

/// Who decided, how, and how far they agree: the ceiling for any judge.
public struct PeopleFacts: Hashable, Sendable, Codable {
  /// One person's decisions, and how they did on what is known.
  public struct Reviewer: Hashable, Sendable, Codable {
    public var name: String
    public var accepted: Int
    public var rejected: Int
    /// Examples on which this person has ruled where others differ.
    public var ruled: Int
    /// Verdicts given with the judge's scores hidden.
    public var blind: ReportFigure
    @NullWhenAbsent public var secondsPerDecision: Double?
    /// Known-bad probes that were rejected.
    public var probesCaught: ReportFigure
    /// Known-good ones that were accepted.
    public var probesAccepted: ReportFigure
    /// Repeats with the same verdict and label as the first time.
    public var repeatsAgreed: ReportFigure
    public var verdicts: Int { accepted + rejected }

    init(_ figures: ReviewerFigures) {
      (name, accepted, rejected) = (figures.name, figures.accepted, figures.rejected)
      ruled = figures.ruled
      blind = ReportFigure(figures.blind)
      let (bad, good) = (figures.probes.bad, figures.probes.good)
      probesCaught = ReportFigure(Proportion(successes: bad.right, n: bad.n))
      probesAccepted = ReportFigure(Proportion(successes: good.right, n: good.n))
      repeatsAgreed = ReportFigure(figures.consistency)
      secondsPerDecision = figures.secondsPerDecision
    }
  }

  /// Two people on what both have decided.
  public struct Pair: Hashable, Sendable, Codable {
    public var first: String
    public var second: String
    public var agreement: ReportFigure
    public var kappa: ReportFigure
    /// The share that each of the two accepts.
    public var acceptRates: [Double]
  }

  /// Agreement of scores on one dimension.
  public struct Scores: Hashable, Sendable, Codable {
    public var name: String
    /// Krippendorff's alpha, distances by ranks.
    public var alpha: ReportFigure
    @NullWhenAbsent public var exact: Double?
  }

  /// What people changed after they were shown the judge's scores.
  public struct Changes: Hashable, Sendable, Codable {
    public var changed: ReportFigure
    /// Of those that differed from the judge, the share that came round to it.
    public var towards: ReportFigure
    /// Of those that agreed with the judge, the share that left it.
    public var away: ReportFigure
  }

  public var reviewers: [Reviewer]
  /// Of people who have decided the same examples.
  public var pairs: [Pair]
  /// Krippendorff's alpha of the verdicts of all people at once.
  public var alpha: ReportFigure
  public var scores: [Scores]
  public var changes: Changes

  init(_ input: ReportInput) {
    let own = Set(input.probes.filter(\.isOwnRow).map(\.example))
    let names = Set(input.log.decisions.map(\.reviewer)).sorted()
    reviewers = names.map { Reviewer(ReviewerFigures($0, input.log, probes: input.probes)) }
      .filter { $0.verdicts + $0.ruled > 0 }
    let agreement = PeopleAgreement(
      input.log, isLeftOut: { own.contains($0) }, resamples: max(100, input.resamples))
    pairs = agreement.pairs.filter { $0.figures.n > 0 }.map { pair in
      Pair(
        first: pair.first, second: pair.second, agreement: ReportFigure(pair.figures.agreement),
        kappa: ReportFigure(pair.figures.kappa), acceptRates: pair.figures.acceptRates ?? [])
    }
    alpha = ReportFigure(agreement.alpha)
    scores = agreement.dimensions.map { dimension in
      var scores = Scores(name: dimension.name, alpha: ReportFigure(dimension.ordinal))
      scores.exact = dimension.exactAgreement
      return scores
    }
    let anchoring = Anchoring(input.log) { example, judge in input.keeps[judge]?[example] }
    changes = Changes(
      changed: ReportFigure(anchoring.changed), towards: ReportFigure(anchoring.towards),
      away: ReportFigure(anchoring.away))
  }
}
