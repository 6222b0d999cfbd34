import AssayModel
import AssayStatistics

extension CalibrationReport {
  /// A number with its interval of 95 % and what it was measured on.
  public struct Figure: Codable, Hashable, Sendable {
    /// null, never 0, where nothing could be measured.
    @NullWhenAbsent public var value: Double?
    @NullWhenAbsent public var low: Double?
    @NullWhenAbsent public var high: Double?
    public var n: Int

    /// Without an interval where it has no width: resamples that all say the same cannot tell how sure that is.
    public init(_ estimate: Estimate) {
      n = estimate.n
      value = estimate.value
      let interval = estimate.interval?.unlessPoint
      low = interval?.lower
      high = interval?.upper
    }
  }

  /// Counts by the person's verdict and the judge's.
  public struct Matrix: Codable, Hashable, Sendable {
    public var tp: Int
    /// Rejected by the person, kept by the judge: the costly error.
    public var fp: Int
    public var fn: Int
    public var tn: Int

    public init(_ matrix: ConfusionMatrix) {
      (tp, fp) = (matrix.truePositives, matrix.falsePositives)
      (fn, tn) = (matrix.falseNegatives, matrix.trueNegatives)
    }
  }

  /// How figures were made.
  public struct Settings: Codable, Hashable, Sendable {
    /// From which mean score on the judge keeps when it has no rule of its own.
    public var keepAt: Double
    /// From which mean score on the person accepts without a verdict; null: verdicts only.
    @NullWhenAbsent public var acceptAt: Double?
    /// A bad example kept costs so many good ones dropped.
    public var costRatio: Double
    public var resamples: Int
    /// The share that is planned to be dropped.
    public var rejectPlan: ClosedRange<Double>
    /// The catch rate that the lower end has to reach.
    public var bar: Double
    /// The scale of scores.
    public var scale: ClosedRange<Int>
    /// Where dimensions have another one.
    public var scales: [String: ClosedRange<Int>]

    public init(
      keepAt: Double, acceptAt: Double? = nil, scale: ClosedRange<Int> = 1...5,
      scales: [String: ClosedRange<Int>] = [:], costRatio: Double = 5,
      rejectPlan: ClosedRange<Double> = 0.15...0.3,
      bar: Double = 0.8, resamples: Int = 2_000
    ) {
      self.keepAt = keepAt
      self.scale = scale
      self.scales = scales
      self.costRatio = costRatio
      self.rejectPlan = rejectPlan
      self.bar = bar
      self.resamples = resamples
      self.acceptAt = acceptAt
    }

    /// As a task says.
    public init(_ task: TaskSpecification, resamples: Int = 2_000) {
      let scales = task.dimensions.map { ($0.name, $0.minimum...max($0.minimum, $0.maximum)) }
      self.init(
        keepAt: task.keepAt, scales: Dictionary(scales, uniquingKeysWith: { first, _ in first }),
        costRatio: task.calibration.costRatio, rejectPlan: task.calibration.rejectPlan,
        bar: task.calibration.bar,
        resamples: resamples)
    }
  }

  /// Whether examples count for those that were not drawn.
  public struct Weights: Codable, Hashable, Sendable {
    /// How examples are weighed.
    public enum Kind: String, Codable, Hashable, Sendable {
      /// Not every example was drawn by chance: each counts once.
      case none
      /// 1 / inclusion probability (Hájek 1971) in the figures that say so.
      case hajek
    }

    public var kind: Kind
    /// Examples that were drawn by chance.
    public var n: Int
    /// Kish's effective size (1965): so many equally drawn ones would tell as much; null without weights.
    @NullWhenAbsent public var nEffective: Double?
  }

  /// The reject rate beside what was planned.
  public struct Plan: Codable, Hashable, Sendable {
    /// Where a rate lies beside the plan.
    public enum Position: String, Codable, Hashable, Sendable {
      case below
      case within
      case above
    }

    public var low: Double
    public var high: Double
    @NullWhenAbsent public var position: Position?

    public init(_ plan: ClosedRange<Double>, rate: Double?) {
      (low, high) = (plan.lowerBound, plan.upperBound)
      position = rate.map { $0 < plan.lowerBound ? .below : $0 > plan.upperBound ? .above : .within }
    }
  }

  /// Whether the catch rate is over the bar: told by the lower end of its interval.
  public struct Bar: Codable, Hashable, Sendable {
    /// What the interval says of the bar.
    public enum Outcome: String, Codable, Hashable, Sendable {
      case passed
      /// The whole interval is under the bar.
      case missed
      /// The bar lies inside the interval.
      case cannotBeTold = "cannot be told"
    }

    public var value: Double
    /// null: the person rejected nothing.
    @NullWhenAbsent public var outcome: Outcome?
    /// How many more rejected examples it takes until the lower end can reach the bar, if the share caught stays as it is;
    /// null: none, or no number would do.
    @NullWhenAbsent public var moreRejected: Int?

    public init(_ bar: Double, catchRate figure: Figure?) {
      value = bar
      guard let figure, let rate = figure.value, let low = figure.low, let high = figure.high else { return }
      switch CatchRate.finding(Interval(lower: low, upper: high), bar: bar) {
      case .notMeasured: return
      case .met: outcome = .passed
      case .missed: outcome = .missed
      case .notDecided: outcome = .cannotBeTold
      }
      guard outcome == .cannotBeTold else { return }
      let caught = Estimate(value: rate, interval: Interval(lower: low, upper: high), n: figure.n)
      moreRejected = SampleSize.more(caught, forLowerEnd: bar)
    }
  }

  /// A keep rule, flat.
  public struct RuleFigures: Codable, Hashable, Sendable {
    /// The form of a rule.
    public enum Kind: String, Codable, Hashable, Sendable {
      case mean
      case weightedMean = "weighted_mean"
      case minimums
      case logistic
    }

    public var kind: Kind
    /// In words.
    public var text: String
    /// Of the mean or of P(accept); null for minimums.
    @NullWhenAbsent public var atLeast: Double?
    @NullWhenAbsent public var minimums: [String: Double]?
    @NullWhenAbsent public var weights: [String: Double]?
    @NullWhenAbsent public var intercept: Double?

    public init(_ rule: KeepRule) {
      text = KeepRuleText.of(rule)
      switch rule {
      case .mean(let least): (kind, atLeast) = (.mean, least)
      case .weightedMean(let weights, let least):
        kind = .weightedMean
        (self.weights, atLeast) = (weights, least)
      case .minimums(let minimums):
        kind = .minimums
        self.minimums = minimums
      case .logistic(let intercept, let weights, let least):
        kind = .logistic
        (self.intercept, self.weights, atLeast) = (intercept, weights, least)
      }
    }
  }
}
