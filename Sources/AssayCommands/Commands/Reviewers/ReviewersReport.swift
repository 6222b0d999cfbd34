import AssayCalibration
import AssayEngine
import AssayModel
import AssayStatistics
import AssayStore

/// How people agree, beside a judge, and how each of them reviews: for people and for scripts.
struct ReviewersReport: Encodable {
  /// A figure with its 95 % interval; `value` is null where nothing was comparable, never 0.
  typealias Figure = CalibrationReport.Figure

  struct Pair: Encodable {
    var first: String
    var second: String
    var agreement: Figure
    /// The share that each accepts of what both have decided.
    var acceptRates: [Double]?
    var kappa: Figure

    init(_ first: String, _ second: String, _ figures: AgreementFigures) {
      self.first = first
      self.second = second
      agreement = Figure(figures.agreement)
      acceptRates = figures.acceptRates
      kappa = Figure(figures.kappa)
    }
  }

  struct DimensionFigures: Encodable {
    var alphaOrdinal: Figure
    var alphaInterval: Figure
    var exactAgreement: Double?
  }

  struct Agreement: Encodable {
    var pairs: [Pair]
    var alpha: Figure
    var agreement: Double?
    var acceptRate: Double?
    var dimensions: [String: DimensionFigures]
    var conflicts: Int
    var ruled: Int
  }

  /// The judge against what people hold to be true, on dev: the test split stays sealed.
  struct Judge: Encodable {
    var name: String
    var split: Split
    var agreement: Figure
    var acceptRates: [Double]?
    var kappa: Figure
  }

  struct AnchoringFigures: Encodable {
    var changed: Figure
    var towardsJudge: Figure
    var awayFromJudge: Figure
    var acceptToReject: Int
    var rejectToAccept: Int

    /// nil: nothing was revealed.
    init?(_ anchoring: Anchoring) {
      if anchoring.cases.isEmpty { return nil }
      changed = Figure(anchoring.changed)
      towardsJudge = Figure(anchoring.towards)
      awayFromJudge = Figure(anchoring.away)
      acceptToReject = anchoring.acceptToReject
      rejectToAccept = anchoring.rejectToAccept
    }
  }

  struct Reviewer: Encodable {
    var name: String
    var accepted: Int
    var rejected: Int
    var skipped: Int
    var ruled: Int
    var blind: Figure
    var knownBadCaught: Figure
    var knownGoodAccepted: Figure
    var repeatsConsistent: Figure
    var secondsPerDecision: Double?
    var anchoring: AnchoringFigures?
    /// Verdicts under an older version of the rubric.
    var underOlderRubric: Int
  }

  struct Rubric: Encodable {
    var current: String
    /// Verdicts by version; those without one are under "".
    var verdicts: [String: Int]
    var underOlder: Int
    var unknown: Int
  }

  var reviewers: [Reviewer]
  var agreement: Agreement
  var judge: Judge?
  var anchoring: AnchoringFigures?
  var rubric: Rubric

  init(workspace: Workspace, task: TaskSpecification, judge: JudgeVersion?) throws {
    let log = DecisionLog(try workspace.decisions())
    let probes = try workspace.probes()
    let ownRows = Set(probes.lazy.filter(\.isOwnRow).map(\.example))
    let shown = try RevealedJudges(workspace: workspace, log: log, keepAt: task.keepAt)
    let current = task.rubricVersion
    reviewers = Set(log.decisions.map(\.reviewer)).sorted().map { name in
      let figures = ReviewerFigures(name, log, probes: probes)
      let drift = RubricDrift(log, current: current, reviewer: name, isLeftOut: ownRows.contains)
      return Reviewer(
        name: name, accepted: figures.accepted, rejected: figures.rejected, skipped: figures.skipped,
        ruled: figures.ruled, blind: Figure(figures.blind), knownBadCaught: Figure(figures.probes.bad),
        knownGoodAccepted: Figure(figures.probes.good), repeatsConsistent: Figure(figures.consistency),
        secondsPerDecision: figures.secondsPerDecision,
        anchoring: AnchoringFigures(Anchoring(log, reviewer: name, keeps: shown.keeps)),
        underOlderRubric: drift.underOlder)
    }
    agreement = Self.agreement(PeopleAgreement(log, isLeftOut: ownRows.contains))
    self.judge = try judge.map { try Self.figures(of: $0, workspace, task) }
    anchoring = AnchoringFigures(Anchoring(log, keeps: shown.keeps))
    let drift = RubricDrift(log, current: current, isLeftOut: ownRows.contains)
    rubric = Rubric(
      current: current, verdicts: drift.counts, underOlder: drift.underOlder, unknown: drift.unknown)
  }

  private static func agreement(_ people: PeopleAgreement) -> Agreement {
    Agreement(
      pairs: people.pairs.map { Pair($0.first, $0.second, $0.figures) }, alpha: Figure(people.alpha),
      agreement: people.agreement, acceptRate: people.acceptRate,
      dimensions: Dictionary(
        people.dimensions.map {
          (
            $0.name,
            DimensionFigures(
              alphaOrdinal: Figure($0.ordinal), alphaInterval: Figure($0.interval),
              exactAgreement: $0.exactAgreement)
          )
        }, uniquingKeysWith: { first, _ in first }), conflicts: people.conflicts, ruled: people.ruled)
  }

  private static func figures(
    of judge: JudgeVersion, _ workspace: Workspace, _ task: TaskSpecification
  ) throws -> Judge {
    let data = try CalibrationSource(workspace: workspace, task: task).load(
      judge: judge.id, withPopulation: false)
    let rule = data.rule?.rule ?? .mean(atLeast: task.keepAt)
    let rows = data.set.rows(in: .dev)
    let figures = AgreementFigures(
      rows.compactMap { row in
        rule.keeps(row.scores).map { (row.truth.verdict, $0 ? .accept : .reject) }
      })
    return Judge(
      name: judge.name, split: .dev, agreement: Figure(figures.agreement), acceptRates: figures.acceptRates,
      kappa: Figure(VerdictKappa.estimate(rows, rule: rule)))
  }
}

extension CalibrationReport.Figure {
  fileprivate init(_ count: ProbeTally.Count) {
    self.init(Estimate(Proportion(successes: count.right, n: count.n)))
  }
}
