import AssayModel
import AssayStatistics

/// What `assay calibrate report` says of a judge, as figures: every one with n and an interval, null where nothing could be
/// measured.
public struct CalibrationReport: Codable, Hashable, Sendable {
  public var judge: String
  /// The number of the judge version in the workspace; null for files.
  @NullWhenAbsent public var version: Int64?
  /// "dev", "test", "few-shot", "all but test"; null for files.
  @NullWhenAbsent public var split: String?
  /// Names the frozen set (``SetHash``).
  public var set: String
  /// Whose word it is; null: everybody's.
  @NullWhenAbsent public var reviewer: String?
  /// Examples of which both sides said keep or drop, accept or reject.
  public var n: Int
  /// Examples with a person's word and no score of the judge.
  public var unjudged: Int
  /// Examples left out: duplicates of one in another split.
  public var excluded: Int
  /// Groups of several examples; intervals then see whole groups.
  public var groups: Int
  /// How often the test split has been looked at, this time included; null when it is not shown.
  @NullWhenAbsent public var testOpenings: Int?
  public var settings: Settings
  public var weights: Weights
  public var matrix: Matrix
  public var rates: [String: Figure]
  /// With 1 / inclusion probability as weights (Hájek 1971); null when not every example was drawn by chance.
  @NullWhenAbsent public var weightedRates: [String: Figure]?
  public var agreement: [String: Figure]
  /// By name; ``mean`` is the mean of those that both sides have scored.
  public var dimensions: [String: DimensionFigures]
  /// The rule under which the judge keeps.
  public var thresholds: RuleFigures
  public var expectedCost: Figure
  @NullWhenAbsent public var weightedExpectedCost: Figure?
  /// Dropped among everything that the judge has scored.
  public var rejectRate: Figure
  public var plan: Plan
  public var bar: Bar
  /// Of everything that the judge has scored, the share that is good: what it kept, corrected by its errors.
  public var correctedGoodShare: Figure
  /// Of what it kept, the share that is good.
  public var goodAmongKept: Figure
  /// How many bad ones are to be expected in what it kept.
  public var expectedBadKept: Figure
  /// Over all thresholds on what the rule compares; null without scores or without both verdicts.
  @NullWhenAbsent public var curves: Curves?
  /// Whether P(accept) keeps its promise; null unless the rule has one.
  @NullWhenAbsent public var probability: ProbabilityFigures?

  /// The name of the mean over dimensions in ``dimensions``.
  public static let mean = "mean_of_dimensions"

  /// What a report is made from.
  public struct Input: Sendable {
    public var judge: String
    /// With a person's word or without.
    public var examples: [ComparedExample]
    public var rule: KeepRule
    /// Of everything that the judge has scored, the examples among it.
    public var kept: Int
    public var scored: Int
    public var unjudged = 0
    public var excluded = 0
    public init(judge: String, examples: [ComparedExample], rule: KeepRule, kept: Int, scored: Int) {
      self.judge = judge
      self.examples = examples
      self.rule = rule
      self.kept = kept
      self.scored = scored
    }
  }

  public init(_ input: Input, _ settings: Settings) {
    let compared = input.examples.filter { $0.isAccepted != nil && $0.isKept != nil }
    let verdicts = VerdictFigures(compared, settings)
    let shares = CorrectedFigures(verdicts, kept: input.kept, scored: input.scored, settings)
    judge = input.judge
    set = SetHash.of(compared)
    n = verdicts.matrix.count
    unjudged = input.unjudged
    excluded = input.excluded
    groups = verdicts.groups
    self.settings = settings
    weights = verdicts.weights
    matrix = Matrix(verdicts.matrix)
    rates = verdicts.rates
    weightedRates = verdicts.weightedRates
    agreement = verdicts.agreement
    expectedCost = verdicts.expectedCost
    weightedExpectedCost = verdicts.weightedExpectedCost
    dimensions = Self.dimensions(input.examples, settings)
    thresholds = RuleFigures(input.rule)
    rejectRate = Figure(
      Estimate(Proportion(successes: input.scored - input.kept, n: input.scored)))
    plan = Plan(settings.rejectPlan, rate: rejectRate.value)
    bar = Bar(settings.bar, catchRate: verdicts.rates["catch_rate"])
    correctedGoodShare = Figure(shares.good)
    goodAmongKept = Figure(shares.goodAmongKept)
    expectedBadKept = Figure(shares.badLeft)
    curves = Curves(compared, input.rule, verdicts.inclusion)
    probability = ProbabilityFigures(compared, input.rule)
  }
}
