import AssayModel
import AssayStatistics

/// What rules do to a calibration set and to everything that a judge has scored, made ready once, so that a threshold
/// can be moved with a million scored examples within one frame of a screen.
///
/// ```swift
/// let scan = RuleScan(rows: data.set.rows(in: .dev), population: data.population)
/// let outcome = scan.outcome(of: .minimums(["accuracy": 4]))
/// outcome.matrix.catchRate
/// outcome.rejectRate
/// ```
///
/// It says exactly what ``KeepRule/keeps(_:)`` says of each example; where many have the same scores they are counted
/// together, and where they do not, most are decided in single precision and those near a threshold one by one.
public struct RuleScan: Sendable {
  private var set: ScannedSet
  private let population: ScannedPopulation

  /// - Parameters:
  ///   - rows: those to make a matrix of. What is excluded or not judged does not count.
  ///   - population: all that the judge has scored.
  public init(rows: [CalibrationRow], population: ScoredPopulation = ScoredPopulation()) {
    set = ScannedSet(rows)
    self.population = ScannedPopulation(population)
  }

  /// The same population with other rows (another split, label, batch): cheap.
  public func with(rows: [CalibrationRow]) -> RuleScan {
    var scan = self
    scan.set = ScannedSet(rows)
    return scan
  }

  /// - Parameter splits: the rows that count.
  public func outcome(of rule: KeepRule, in splits: Set<Split> = Set(Split.allCases)) -> RuleOutcome {
    let (kept, scored) = population.count(rule)
    return RuleOutcome(matrix: matrix(of: rule, in: splits), kept: kept, scored: scored)
  }

  /// The matrix alone.
  public func matrix(of rule: KeepRule, in splits: Set<Split> = Set(Split.allCases)) -> ConfusionMatrix {
    set.matrix(rule, splits)
  }
}

/// What a rule does.
public struct RuleOutcome: Hashable, Sendable {
  /// Of the rows with a human truth.
  public var matrix: ConfusionMatrix
  /// Of everything that the judge has scored.
  public var kept: Int
  /// Those of whom the rule can say something.
  public var scored: Int

  public init(matrix: ConfusionMatrix, kept: Int, scored: Int) {
    self.matrix = matrix
    self.kept = kept
    self.scored = scored
  }

  /// Dropped among all that were scored; nil when nothing was.
  public var rejectRate: Double? { scored == 0 ? nil : Double(scored - kept) / Double(scored) }
}
