import AssayStatistics
import Testing

@Suite struct MeanCostTests {
  private let matrix = ConfusionMatrix(
    truePositives: 20, falsePositives: 4, trueNegatives: 16, falseNegatives: 10)
  private var costs: [Double] {
    Array(repeating: 0, count: 20) + Array(repeating: 5, count: 4) + Array(repeating: 0, count: 16)
      + Array(repeating: 1, count: 10)
  }

  @Test func ofNothingThereIsNone() {
    let none = MeanCost([]).estimate()
    #expect(none.value == nil && none.interval == nil && none.n == 0)
    #expect(MeanCost(ConfusionMatrix(), costRatio: 5).value == nil)
  }

  /// By hand: (4 · 5 + 10) / 50; the variance of one is (4 · 25 + 10) / 50 - 0.36 = 1.84, so the error of the mean is
  /// √(1.84 / 49).
  @Test func theMeanAndItsErrorAreThoseByHand() {
    let cost = MeanCost(costs)
    #expect(cost.value == 0.6 && cost.n == 50)
    #expect(abs(cost.standardError - (1.84 / 49).squareRoot()) < 1e-12)
    #expect(MeanCost([3]).standardError == .infinity)
  }

  @Test func countsAndRowsInAnyOrderHaveTheSameInterval() {
    let counted = MeanCost(matrix, costRatio: 5).estimate()
    #expect(counted == MeanCost(costs).estimate())
    #expect(counted == MeanCost(costs.reversed()).estimate())
    #expect(counted == MeanCost(costs, groups: costs.indices.map { "e\($0)" }).estimate())
    #expect(counted == VerdictMeasures(matrix, resamples: 2_000).expectedCost)
  }

  @Test func weightsAreThoseOfARatioOfSums() throws {
    let cost = MeanCost([0, 1, 5], inclusion: [1, 0.5, 0.25])
    #expect(cost.value == (2 + 20) / 7.0)
    // Only how the chances compare matters.
    let half = try #require(MeanCost([0, 1, 5, 0], inclusion: [0.8, 0.4, 0.2, 0.2]).estimate().interval)
    let quarter = try #require(MeanCost([0, 1, 5, 0], inclusion: [0.4, 0.2, 0.1, 0.1]).estimate().interval)
    #expect(abs(half.lower - quarter.lower) < 1e-12 && abs(half.upper - quarter.upper) < 1e-12)
  }

  @Test func copiesTellNoMoreThanOne() throws {
    let alone = try #require(MeanCost(costs).estimate().interval)
    let copied = MeanCost(
      costs.flatMap { [$0, $0, $0, $0] }, groups: costs.indices.flatMap { [$0, $0, $0, $0] })
    #expect(copied.value == 0.6 && copied.n == 200)
    #expect(copied.estimate().interval == alone)
    let asIfAlone = try #require(MeanCost(costs.flatMap { [$0, $0, $0, $0] }).estimate().interval)
    #expect(asIfAlone.width < alone.width * 0.6)
  }
}
