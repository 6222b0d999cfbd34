import AssayStatistics
import Testing

@Suite("Threshold scan")
struct ThresholdScanTests {
  private let scores: [Double] = [1, 2, 2, 3, 3, 3, 4, 4, 5, 5]
  private let accepted = [false, false, true, false, true, true, true, false, true, true]

  @Test("every cut is what counting by hand gives")
  func cuts() throws {
    let scan = ThresholdScan(scores: scores, accepted: accepted)
    #expect(scan.cuts.map(\.threshold) == [1, 1.5, 2.5, 3.5, 4.5, 5.5])
    for cut in scan.cuts {
      var matrix = ConfusionMatrix()
      for (score, isGood) in zip(scores, accepted) {
        matrix.add(accepted: isGood, kept: score >= cut.threshold)
      }
      #expect(cut.matrix == WeightedConfusion(matrix))
      #expect(cut.cost(ratio: 5) == matrix.expectedCost(falsePositive: 5))
    }
    // 4.5 keeps two good ones and drops four: 4; every lower one keeps a bad one.
    let best = try #require(scan.best())
    #expect(best.threshold == 4.5 && best.cost() == 0.4)
    #expect(scan.best(ratio: 0.5)?.threshold == 1.5)
    #expect(scan.best(ratio: 5) { $0.matrix.keptShare! >= 0.5 }?.threshold == 2.5)
    #expect(scan.best { _ in false } == nil)
  }

  @Test("the optimum is no dearer than any threshold, with weights too")
  func isOptimal() throws {
    var random = RepeatableGenerator(seed: 2)
    for _ in 0..<50 {
      let n = 1 + Int(random.next(below: 40))
      let scores = (0..<n).map { _ in Double(random.next(below: 9)) / 2 }
      let accepted = (0..<n).map { _ in random.next(below: 2) == 0 }
      let weights = (0..<n).map { _ in 1 / (0.1 + Double(random.next(below: 10)) / 11) }
      let scan = ThresholdScan(scores: scores, accepted: accepted, sampleWeights: weights)
      let best = try #require(scan.best(ratio: 3)?.cost(ratio: 3))
      for threshold in stride(from: -1, through: 5.5, by: 0.25) {
        var matrix = WeightedConfusion()
        for place in 0..<n {
          matrix.add(accepted: accepted[place], kept: scores[place] >= threshold, weight: weights[place])
        }
        let cost = try #require(matrix.expectedCost(falsePositive: 3))
        #expect(cost >= best - 1e-9)
        #expect(near(scan.at(threshold)?.cost(ratio: 3), cost, 1e-9))
        #expect(near(scan.at(threshold)?.matrix.kept, matrix.kept, 1e-9))
      }
    }
  }

  @Test("of cuts with the same cost the strictest, whatever rounding says")
  func ties() {
    let scan = ThresholdScan(scores: [1, 2, 3], accepted: [false, true, true])
    #expect(scan.best(ratio: 1)?.threshold == 1.5)
    let even = ThresholdScan(scores: [1, 2, 3, 4], accepted: [true, false, true, true])
    #expect(even.best(ratio: 1)?.threshold == 2.5)
    // 0.1 + 0.2 is a hair more than 0.3.
    let weights = [0.1, 0.2, 0.3, 0.7]
    let tied = ThresholdScan(
      scores: [1, 2, 3, 4], accepted: [true, true, false, true], sampleWeights: weights)
    #expect(tied.best(ratio: 1)?.threshold == 3.5)
    let always = ThresholdScan(scores: [1, 1], accepted: [false, true])
    #expect(always.best(ratio: 1)?.matrix.kept == 0)
  }

  @Test func edges() throws {
    #expect(ThresholdScan(scores: [], accepted: []).best() == nil)
    #expect(ThresholdScan(scores: [], accepted: []).at(1) == nil)
    let good = ThresholdScan(scores: [2, 4], accepted: [true, true])
    #expect(good.best()?.threshold == 2)
    let bad = ThresholdScan(scores: [2, 4], accepted: [false, false])
    #expect(bad.best()?.threshold == 5 && bad.best()?.matrix.kept == 0)
    let one = try #require(ThresholdScan(scores: [3], accepted: [false]).best())
    #expect(one.threshold > 3 && one.matrix.kept == 0)
    // Neighbours between which there is no number.
    let close = ThresholdScan(scores: [1, 1.0.nextUp], accepted: [false, true])
    let best = try #require(close.best())
    #expect(best.threshold > 1 && best.threshold <= 1.0.nextUp && best.cost() == 0)
  }
}
