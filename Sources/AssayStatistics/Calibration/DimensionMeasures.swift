/// How a judge's scores on one dimension stand to a person's, with BCa intervals; whole groups are drawn where examples
/// of a group are correlated.
public struct DimensionMeasures: Hashable, Sendable {
  public let n: Int
  public let pearson: Estimate
  public let spearman: Estimate
  public let kendall: Estimate
  public let meanAbsoluteError: Estimate
  /// Judge less person: over 0 is lenient.
  public let bias: Estimate
  public let kappaQuadratic: Estimate
  public let matrix: ScoreMatrix
  /// nil: no groups.
  public let grouped: GroupedCorrelation?

  /// - Parameters:
  ///   - human: NaN: no score.
  ///   - judge: in the same order; NaN: no score.
  ///   - groups: of each pair; nil: examples stand alone.
  ///   - scale: of both.
  ///   - resamples: for intervals; 0: none are made.
  public init(
    human: [Double], judge: [Double], groups: [String]? = nil, scale: ClosedRange<Int>,
    resamples: Int = 2_000, seed: UInt64 = 1
  ) {
    let places = human.indices.filter { !human[$0].isNaN && !judge[$0].isNaN }
    let (left, right) = (places.map { human[$0] }, places.map { judge[$0] })
    let agreement = ScoreAgreement(human: left, judge: right)
    n = agreement.n
    matrix = ScoreMatrix(human: left, judge: right, scale: scale)
    grouped = groups.map { groups in
      GroupedCorrelation(groups: places.map { groups[$0] }, human: left, judge: right)
    }
    let units = Self.units(left, right, groups.map { groups in places.map { groups[$0] } })
    func estimate(_ value: Double?, _ statistic: ([Double], [Double]) -> Double?) -> Estimate {
      guard resamples >= 100, value != nil else {
        return Estimate(value: value, interval: nil, n: places.count)
      }
      let bootstrap = Bootstrap(counts: units.map(\.times), resamples: resamples, seed: seed)
      let interval = bootstrap.interval { counts in
        let (a, b) = Self.drawn(units, counts)
        return statistic(a, b)
      }
      return Estimate(value: value, interval: interval, n: places.count)
    }
    pearson = estimate(agreement.pearson, PearsonCorrelation.coefficient)
    spearman = estimate(agreement.spearman, RankCorrelation.spearman)
    kendall = estimate(agreement.kendall, RankCorrelation.kendall)
    meanAbsoluteError = estimate(agreement.meanAbsoluteError) { a, b in
      Summary.mean(zip(a, b).map { abs($1 - $0) })
    }
    bias = estimate(agreement.bias) { a, b in Summary.mean(zip(a, b).map { $1 - $0 }) }
    kappaQuadratic = estimate(matrix.kappa(.quadratic)) { a, b in
      ScoreMatrix(human: a, judge: b, scale: scale).kappa(.quadratic)
    }
  }

  /// What is drawn as one: all pairs of a group, or equal pairs.
  private struct Unit {
    var human: [Double]
    var judge: [Double]
    var times: Int
  }

  private static func units(_ human: [Double], _ judge: [Double], _ groups: [String]?) -> [Unit] {
    guard let groups else {
      var places: [[Double]: Int] = [:]
      var units: [Unit] = []
      for pair in zip(human, judge) {
        let place = places[[pair.0, pair.1], default: units.count]
        if place == units.count {
          places[[pair.0, pair.1]] = place
          units.append(Unit(human: [pair.0], judge: [pair.1], times: 0))
        }
        units[place].times += 1
      }
      return units
    }
    var places: [String: Int] = [:]
    var units: [Unit] = []
    for (index, group) in groups.enumerated() {
      let place = places[group, default: units.count]
      if place == units.count {
        places[group] = place
        units.append(Unit(human: [], judge: [], times: 1))
      }
      units[place].human.append(human[index])
      units[place].judge.append(judge[index])
    }
    return units
  }

  private static func drawn(_ units: [Unit], _ counts: [Int]) -> ([Double], [Double]) {
    var (human, judge): ([Double], [Double]) = ([], [])
    for (unit, count) in zip(units, counts) {
      for _ in 0..<count {
        human += unit.human
        judge += unit.judge
      }
    }
    return (human, judge)
  }
}
