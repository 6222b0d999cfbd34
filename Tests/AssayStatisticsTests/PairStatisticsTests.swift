import Testing

@testable import AssayStatistics

@Suite("Measures of agreement from counts")
struct PairStatisticsTests {
  @Test("are those of the single pairs, whatever the counts", arguments: 0..<40)
  func asSinglePairs(seed: UInt64) {
    var random = RepeatableGenerator(seed: seed)
    let size = 2 + random.next(below: 9)
    let n = 3 + Int(random.next(below: 60))
    func draw() -> [Double] { (0..<n).map { _ in 1 + Double(random.next(below: size)) / 2 } }
    let table = PairTable(draw(), draw())
    #expect(table.counts.reduce(0, +) == n && table.cellOf.count == n)
    var statistics = PairStatistics(table)
    for _ in 0..<5 {
      let counts = table.counts.map { _ in Int(random.next(below: 4)) }
      var (first, second): ([Double], [Double]) = ([], [])
      for (cell, count) in zip(table.cells, counts) {
        first += Array(repeating: table.rows[cell.row], count: count)
        second += Array(repeating: table.columns[cell.column], count: count)
      }
      statistics.take(counts)
      same(statistics.pearson(counts), PearsonCorrelation.coefficient(first, second))
      same(statistics.spearman(counts), RankCorrelation.spearman(first, second))
      same(statistics.kendall(counts), RankCorrelation.kendall(first, second))
      let errors = statistics.errors(counts)
      same(errors.signed, Summary.mean(zip(first, second).map { $1 - $0 }))
      same(errors.absolute, Summary.mean(zip(first, second).map { abs($1 - $0) }))
    }
  }

  private func same(_ value: Double, _ expected: Double?) {
    #expect(expected.map { near(value, $0, 1e-9) } ?? value.isNaN, "\(value), \(expected ?? .nan)")
  }

  @Test("alpha of a matrix is that of its pairs", arguments: RatingTable.Level.allCases)
  func alpha(level: RatingTable.Level) {
    var random = RepeatableGenerator(seed: 8)
    for _ in 0..<20 {
      let rows = (0..<5).map { _ in (0..<5).map { _ in Int(random.next(below: 4)) } }
      let pairs = (0..<5).flatMap { row in
        (0..<5).flatMap { column in
          Array(repeating: [Double(row), Double(column)], count: rows[row][column])
        }
      }
      let expected = RatingTable(units: pairs).alpha(level)
      #expect(near(ScoreMatrix(rows: rows).alpha(level), expected ?? .nan, 1e-9))
    }
    #expect(ScoreMatrix(categories: 5).alpha(level) == nil)
    #expect(ScoreMatrix(rows: [[3, 0], [0, 0]]).alpha(level) == nil)
  }
}

/// Reference values: `scipy.stats.bootstrap(method="BCa")` with 50,000 resamples.
@Suite("Measures of a dimension")
struct DimensionMeasuresTests {
  private let human = (0..<80).map { Double(1 + ($0 * 7) % 5) }
  private let judge = (0..<80).map { i in
    let noise: Int = (i * 13) % 7 / 3 - (i * i) % 3 / 2
    return Double(max(1, min(5, 1 + (i * 7) % 5 + noise)))
  }

  @Test func asSciPyHasThem() {
    let measures = DimensionMeasures(human: human, judge: judge, scale: 1...5, resamples: 20_000)
    expect(measures.spearman, (0.8943136828187501, 0.8456, 0.9265))
    expect(measures.kendall, (0.8150700743674518, 0.7577, 0.8573))
    expect(measures.pearson, (0.8852538175591966, 0.8371, 0.9185))
    expect(measures.meanAbsoluteError, (0.5625, 0.425, 0.7125))
    expect(measures.bias, (0.5625, 0.425, 0.725))
    expect(measures.kappaQuadratic, (0.817910447761194, 0.7378, 0.8796))
    #expect(measures.n == 80 && measures.grouped == nil)
  }

  @Test("groups of four are drawn as a whole, as SciPy draws them")
  func grouped() {
    let groups = (0..<80).map { "\($0 / 4)" }
    let measures = DimensionMeasures(
      human: human, judge: judge, groups: groups, scale: 1...5, resamples: 20_000)
    expect(measures.spearman, (0.8943136828187501, 0.8612, 0.9199))
    expect(measures.bias, (0.5625, 0.45, 0.7))
    #expect(measures.grouped?.groups == 20)
  }

  private func expect(_ estimate: Estimate, _ expected: (Double, Double, Double)) {
    #expect(near(estimate.value, expected.0, 1e-9))
    #expect(near(estimate.interval?.lower, expected.1, 0.02), "\(estimate), \(expected)")
    #expect(near(estimate.interval?.upper, expected.2, 0.02), "\(estimate), \(expected)")
  }

  @Test func missingScoresAndNoResamples() {
    let measures = DimensionMeasures(
      human: [1, .nan, 3, 4], judge: [1, 2, .nan, 5], scale: 1...5, resamples: 0)
    #expect(measures.n == 2 && measures.bias.value == 0.5 && measures.bias.interval == nil)
    let none = DimensionMeasures(human: [], judge: [], scale: 1...5)
    #expect(none.n == 0 && none.pearson.value == nil && none.bias.interval == nil)
  }
}
