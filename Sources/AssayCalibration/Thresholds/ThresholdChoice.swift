import AssayModel
import AssayStatistics

/// Keep rules fitted on rows with a human verdict (dev) under a cost ratio, each with the cost that cross-validation
/// expects of it, and the one to take.
///
/// Every family is fitted anew on the rest of each fold and measured on the fold, groups (duplicates) never being parted;
/// that is repeated with other folds. The rule in force is measured as it is.
public struct ThresholdChoice: Sendable {
  /// Kinds of rules, the simplest first.
  public enum Family: String, Hashable, Sendable, Codable, CaseIterable {
    /// The rule in force, unchanged.
    case incumbent
    case mean
    case minimums
    case weightedMean = "weighted mean"
    case logistic
  }

  /// A rule of one family, and how it does.
  public struct Candidate: Hashable, Sendable {
    public var family: Family
    /// Fitted on all rows.
    public var rule: KeepRule
    /// On the rows that it was fitted on: flattering.
    public var matrix: ConfusionMatrix
    /// Of an example, cross-validated, with a BCa interval over groups. Measured as it is for the rule in force.
    public var cost: Estimate
    /// Of everything that the judge has scored, or without that of the rows; nil: nothing was scored.
    public var rejectRate: Double?
  }

  /// Whether dropping everything would be cheaper than the chosen rule.
  public var isDroppingAllCheaper: Bool {
    guard let all = costOfDroppingAll, let own = chosen.cost.value else { return false }
    return all <= own
  }

  /// Whether the chosen rule should take the place of the one in force.
  public enum Advice: String, Hashable, Sendable, Codable {
    /// The one in force is the chosen one.
    case stays
    /// The chosen one costs less, and the whole interval of their paired difference says so.
    case better
    /// It costs less, and the interval reaches over 0; or the one in force says nothing of some row.
    case cannotBeTold = "cannot be told"
    /// It costs as much or more: others were too uncertain, or keep nothing.
    case notCheaper = "not cheaper"
  }

  /// What stands against trusting a choice.
  public enum Caution: Hashable, Sendable {
    /// All verdicts are the same: there is nothing to fit.
    case oneVerdictOnly
    /// Of one verdict there are fewer than ``fewest`` examples: thresholds follow chance.
    case few(accepted: Int, rejected: Int)
  }

  /// With fewer examples of a verdict than this, thresholds follow chance.
  public static let fewest = 20

  /// The simplest first; the rule in force is among them unless it says nothing of some row.
  public let candidates: [Candidate]
  /// The simplest of those that are within one standard error of the cheapest (Breiman et al. 1984): among near equals
  /// the rule in force stays. One that keeps none of the rows is never taken, however cheap.
  public let chosen: Candidate
  /// The cost of ``chosen`` less that of the rule in force, example by example, with the interval of a report's cost: under
  /// 0 the chosen one costs less. nil: it is the one in force, or that says nothing of some row.
  public let difference: Estimate?
  public let advice: Advice
  /// What it would cost to drop everything, for each example. Where no rule costs less, the judge is not worth keeping
  /// anything by at this cost ratio; nil without rows.
  public let costOfDroppingAll: Double?
  public let caution: Caution?
  public let setHash: String
  public let n: Int
  public let costRatio: Double
  public let isWeighted: Bool
  public let folds: Int
  public let repeats: Int

  /// - Parameters:
  ///   - rows: of the dev split, with the judge's scores; excluded ones do not count.
  ///   - scan: of everything that the judge has scored, for reject rates; nil: those of the rows are taken.
  public init(
    rows: [CalibrationRow], incumbent: KeepRule, scan: RuleScan? = nil, costRatio: Double = 5, folds: Int = 5,
    repeats: Int = 5, seed: UInt64 = 1
  ) {
    let sample = RuleSample(rows)
    let fitter = RuleFitter(sample: sample, costRatio: costRatio)
    let trial = CostTrial(fitter: fitter, folds: folds, repeats: repeats, seed: seed)
    let counted = RuleScan(rows: sample.rows)
    var costs: [Family: [Double]] = [:]
    let candidates = Family.allCases.compactMap { family -> Candidate? in
      let fitted = family == .incumbent ? incumbent : fitter.fit(family, on: Array(sample.indices))
      guard let rule = fitted,
        let own = family == .incumbent ? trial.costs(of: rule) : trial.costs(of: family)
      else { return nil }
      costs[family] = own
      let matrix = counted.matrix(of: rule)
      return Candidate(
        family: family, rule: rule, matrix: matrix, cost: trial.estimate(own),
        rejectRate: scan?.outcome(of: rule).rejectRate ?? matrix.rejectProportion.value)
    }
    self.candidates = candidates
    let useful = candidates.filter { $0.family == .incumbent || $0.matrix.kept > 0 }
    costOfDroppingAll = trial.costOfDroppingAll
    let chosen =
      trial.simplest(
        useful.contains { $0.matrix.kept > 0 } ? useful.filter { $0.matrix.kept > 0 } : useful, costs)
      ?? Candidate(
        family: .incumbent, rule: incumbent, matrix: ConfusionMatrix(),
        cost: Estimate(value: nil, interval: nil, n: 0))
    self.chosen = chosen
    difference =
      chosen.family == .incumbent
      ? nil
      : costs[.incumbent].flatMap { old in
        costs[chosen.family].map { new in trial.estimate(zip(new, old).map { $0 - $1 }) }
      }
    advice = Self.advice(chosen, difference)
    let accepted = sample.isAccepted.count { $0 }
    let rejected = sample.isAccepted.count - accepted
    if accepted == 0 || rejected == 0 {
      caution = .oneVerdictOnly
    } else {
      caution =
        min(accepted, rejected) < Self.fewest ? .few(accepted: accepted, rejected: rejected) : nil
    }
    setHash = SetHash.of(rows.filter { $0.exclusion == nil })
    (n, self.costRatio, self.folds, self.repeats) = (sample.rows.count, costRatio, folds, repeats)
    isWeighted = sample.isWeighted
  }

  private static func advice(_ chosen: Candidate, _ difference: Estimate?) -> Advice {
    if chosen.family == .incumbent { return .stays }
    guard let difference, let value = difference.value else { return .cannotBeTold }
    if value >= 0 { return .notCheaper }
    // Resamples that all say the same cannot tell how sure that is.
    guard let interval = difference.interval?.unlessPoint else { return .cannotBeTold }
    return interval.upper < 0 ? .better : .cannotBeTold
  }

  /// The rule in force among the candidates; nil: it says nothing of some row.
  public var incumbent: Candidate? { candidates.first { $0.family == .incumbent } }

  /// Whether whoever asks for it gets the chosen rule: another one than that in force, learned from both verdicts, and
  /// cheaper, or at least keeping something where that in force keeps nothing.
  public var isApplicable: Bool {
    switch advice {
    case .stays: false
    case .better, .cannotBeTold: caution != .oneVerdictOnly
    case .notCheaper: caution != .oneVerdictOnly && incumbent?.matrix.kept == 0
    }
  }
}
