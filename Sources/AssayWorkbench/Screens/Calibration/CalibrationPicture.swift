import AssayCalibration
import AssayModel
import AssayStatistics

/// Everything that the calibration screen shows of a choice of examples and that takes longer than a key may: made
/// beside the screen whenever the data or the choice change.
public struct CalibrationPicture: Sendable {
  public let choice: CalibrationChoice
  /// The chosen examples that count, scored or not.
  public let rows: [CalibrationRow]
  let scored: ScoredRows
  /// Of the chosen examples and of everything that the judge has scored.
  public let scan: RuleScan
  let subject: RuleSubject
  /// The rule in force on the chosen examples.
  public let inForce: RuleTrial
  /// Of the rule in force.
  let kappa: Estimate
  public let dimensions: [DimensionPicture]
  /// Names the frozen set of the chosen examples.
  public let setHash: String
  let counts: CalibrationCounts
  /// Of the area under the curve of the rule in force; nil: one of the verdicts is missing.
  let area: Interval?
  /// Whether the last calibration still holds; nil: it is not known yet of which batch examples are.
  public let drift: Drift?

  /// - Parameters:
  ///   - rule: in force for the judge.
  ///   - columns: batch and label of each example, for drift.
  ///   - earlier: the picture of the same data for another choice, whose population is used again.
  public init(
    _ data: CalibrationData, choice: CalibrationChoice, task: TaskSpecification, rule: KeepRule, now: Int64,
    columns: ExampleColumns? = nil, earlier: CalibrationPicture? = nil
  ) {
    self.choice = choice
    rows = data.set.rows.filter { choice.includes($0) && ($0.split != .test || data.isTestOpen) }
    scored = ScoredRows(rows)
    scan = earlier?.scan.with(rows: rows) ?? RuleScan(rows: rows, population: data.population)
    let scales = data.judge.dimensions.map { name in
      task.dimensions.first { $0.name == name } ?? Dimension(name: name)
    }
    subject = RuleSubject(dimensions: scales, costRatio: task.calibration.costRatio)
    inForce = RuleTrial(rule, scored, scan, subject, learns: choice.rows != .test)
    kappa = VerdictKappa.estimate(rows, rule: rule)
    let chosen = rows
    dimensions = scales.map { DimensionPicture($0, chosen) }
    setHash = SetHash.of(rows)
    counts = CalibrationCounts(data, reviewer: choice.reviewer)
    area = Self.area(inForce.rule, scored)
    drift =
      earlier?.drift
      ?? columns.map { Drift(data, columns: $0, now: now, maximumAge: task.calibration.maximumAge) }
  }

  private static func area(_ rule: KeepRule, _ rows: ScoredRows) -> Interval? {
    let margins = rows.margins(rule)
    let told = margins.indices.filter { !margins[$0].isNaN }
    let curves = RankCurves(
      scores: told.map { Double(margins[$0]) }, accepted: told.map { rows.isAccepted[$0] })
    return curves.areaEstimate().interval
  }
}

/// What a person and the judge have scored on one dimension.
public struct DimensionPicture: Sendable {
  public let dimension: Dimension
  public let n: Int
  public let matrix: ScoreMatrix
  public let spearman: Double?
  public let kappa: Double?
  /// Judge less person.
  public let bias: Double?
  /// The examples of each cell, row after row.
  let cells: [[ExampleID]]

  init(_ dimension: Dimension, _ rows: [CalibrationRow]) {
    self.dimension = dimension
    let scale = dimension.minimum...max(dimension.minimum + 1, dimension.maximum)
    let pairs = rows.compactMap { row -> (ExampleID, Double, Double)? in
      guard let human = row.truth.scores[dimension.name], let judge = row.scores[dimension.name] else {
        return nil
      }
      return (row.example, human, judge)
    }
    n = pairs.count
    let (human, judge) = (pairs.map(\.1), pairs.map(\.2))
    matrix = ScoreMatrix(human: human, judge: judge, scale: scale)
    spearman = RankCorrelation.spearman(human, judge)
    kappa = matrix.kappa(.quadratic)
    bias = pairs.isEmpty ? nil : zip(judge, human).reduce(0) { $0 + $1.0 - $1.1 } / Double(pairs.count)
    var cells = [[ExampleID]](repeating: [], count: scale.count * scale.count)
    for (example, human, judge) in pairs {
      // One pair alone says where the matrix counts it.
      let one = ScoreMatrix(human: [human], judge: [judge], scale: scale)
      if let place = one.counts.firstIndex(of: 1) { cells[place].append(example) }
    }
    self.cells = cells
  }
}

/// How far the calibration set is: so many good and bad ones of each split and label.
struct CalibrationCounts: Sendable {
  struct Line: Sendable {
    var name: String
    var good = 0
    var bad = 0
    var examples: [ExampleID] = []
    var sum: Int { good + bad }

    mutating func add(_ row: CalibrationRow) {
      if row.truth.verdict == .accept { good += 1 } else { bad += 1 }
      examples.append(row.example)
    }
  }

  /// Few-shot, dev, test.
  var splits: [Line]
  /// The largest first.
  var labels: [Line]
  var excluded = Line(name: "left out")
  /// Of the splits that may be looked at: not scored by the judge.
  var unscored = Line(name: "not scored yet")
  var total = 0
  var effectiveSize: Double?
  var drawn = 0

  init(_ data: CalibrationData, reviewer: String?) {
    var splits = Split.allCases.map { Line(name: $0.rawValue) }
    var labels: [String: Line] = [:]
    var weights: [Double] = []
    for row in data.set.rows {
      guard row.exclusion == nil else {
        excluded.add(row)
        continue
      }
      total += 1
      if let place = Split.allCases.firstIndex(of: row.split) { splits[place].add(row) }
      if let label = row.label { labels[label, default: Line(name: label)].add(row) }
      if row.split != .test || data.isTestOpen, row.scores.isEmpty { unscored.add(row) }
      if let probability = row.probability { weights.append(1 / probability) }
    }
    self.splits = splits
    self.labels = labels.values.sorted { ($1.sum, $0.name) < ($0.sum, $1.name) }
    drawn = weights.count
    let squares = weights.reduce(0) { $0 + $1 * $1 }
    let sum = weights.reduce(0, +)
    effectiveSize = weights.isEmpty ? nil : sum * sum / squares
  }
}
