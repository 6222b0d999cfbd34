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
  /// Krippendorff's alpha of whole scores as ranks.
  public let alphaOrdinal: Estimate
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
    let table = PairTable(left, right)
    let intervals = Self.intervals(
      table, scale, groups.map { groups in Numbering(places.map { groups[$0] }) }, resamples, seed)
    func estimate(_ value: Double?, _ measure: Measure) -> Estimate {
      Estimate(value: value, interval: value == nil ? nil : intervals?[measure.rawValue], n: places.count)
    }
    pearson = estimate(agreement.pearson, .pearson)
    spearman = estimate(agreement.spearman, .spearman)
    kendall = estimate(agreement.kendall, .kendall)
    meanAbsoluteError = estimate(agreement.meanAbsoluteError, .meanAbsoluteError)
    bias = estimate(agreement.bias, .bias)
    kappaQuadratic = estimate(matrix.kappa(.quadratic), .kappaQuadratic)
    alphaOrdinal = estimate(matrix.alpha(.ordinal), .alphaOrdinal)
  }

  private enum Measure: Int, CaseIterable {
    case pearson, spearman, kendall, meanAbsoluteError, bias, kappaQuadratic, alphaOrdinal
  }

  /// In the order of ``Measure``, all from the same resamples; nil: none are made.
  private static func intervals(
    _ table: PairTable, _ scale: ClosedRange<Int>, _ groups: Numbering?, _ resamples: Int, _ seed: UInt64
  ) -> [Interval?]? {
    guard resamples >= 100, !table.cells.isEmpty else { return nil }
    var statistics = PairStatistics(table)
    let whole = WholeScores(table, scale)
    func measure(_ counts: [Int], _ values: inout [Double]) {
      statistics.take(counts)
      values[Measure.pearson.rawValue] = statistics.pearson(counts)
      values[Measure.spearman.rawValue] = statistics.spearman(counts)
      values[Measure.kendall.rawValue] = statistics.kendall(counts)
      let errors = statistics.errors(counts)
      values[Measure.meanAbsoluteError.rawValue] = errors.absolute
      values[Measure.bias.rawValue] = errors.signed
      let matrix = whole.matrix(counts)
      values[Measure.kappaQuadratic.rawValue] = matrix.kappa(.quadratic) ?? .nan
      values[Measure.alphaOrdinal.rawValue] = matrix.alpha(.ordinal) ?? .nan
    }
    let count = Measure.allCases.count
    guard let groups else {
      return Bootstrap(counts: table.counts, resamples: resamples, seed: seed)
        .intervals(count: count, measure)
    }
    let contents = Contents(table, groups)
    var drawn = table.counts
    return Bootstrap(counts: contents.times, resamples: resamples, seed: seed)
      .intervals(count: count) { times, values in
        contents.add(times, into: &drawn)
        measure(drawn, &values)
      }
  }
}

/// Which cells the pairs of each group are in. Groups with the same contents, of which clusters of duplicates have many
/// (most are single examples), are one kind.
private struct Contents {
  /// How many groups are of each kind.
  let times: [Int]
  private let cells: [Int]
  /// Where the cells of each kind begin, and where the last ones end.
  private let starts: [Int]

  init(_ table: PairTable, _ groups: Numbering) {
    var members = [[Int]](repeating: [], count: groups.count)
    for (cell, group) in zip(table.cellOf, groups.of) { members[group].append(cell) }
    let contents = members.map { $0.sorted() }
    let kinds = Numbering(contents)
    var (times, parts) = ([Int](repeating: 0, count: kinds.count), [[Int]]())
    for (content, kind) in zip(contents, kinds.of) {
      if times[kind] == 0 { parts.append(content) }
      times[kind] += 1
    }
    self.times = times
    cells = parts.flatMap { $0 }
    starts = parts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
  }

  /// The counts of the cells when each kind is there so many times.
  func add(_ times: [Int], into counts: inout [Int]) {
    for cell in counts.indices { counts[cell] = 0 }
    for kind in times.indices where times[kind] > 0 {
      for place in starts[kind]..<starts[kind + 1] { counts[cells[place]] += times[kind] }
    }
  }
}

/// The whole scores that the cells of a table are of.
private struct WholeScores {
  private let categories: Int
  /// For each cell of the table its place in the matrix of scores; -1: off the scale.
  private let places: [Int]

  init(_ table: PairTable, _ scale: ClosedRange<Int>) {
    categories = scale.count
    places = table.cells.map { cell in
      guard let row = ScoreMatrix.place(of: table.rows[cell.row], on: scale),
        let column = ScoreMatrix.place(of: table.columns[cell.column], on: scale)
      else { return -1 }
      return row * scale.count + column
    }
  }

  func matrix(_ counts: [Int]) -> ScoreMatrix {
    var matrix = ScoreMatrix(categories: categories)
    for (place, count) in zip(places, counts) where place >= 0 {
      matrix[place / categories, place % categories] += count
    }
    return matrix
  }
}
