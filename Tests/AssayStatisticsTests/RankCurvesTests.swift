import AssayStatistics
import Testing

/// Reference values: scikit-learn 1.x for the areas; DeLong's interval from its definition over all pairs in NumPy.
@Suite("ROC and precision-recall curves")
struct RankCurvesTests {
  private let scores = SixtyExamples.inputs.map { $0[0] + $0[1] }
  private let accepted = SixtyExamples.accepted

  @Test func areasAsScikitLearnHasThem() {
    let curves = RankCurves(scores: scores, accepted: accepted)
    #expect(near(curves.areaUnderROC, 0.8223684210526316, 1e-12))
    #expect(near(curves.averagePrecision, 0.8800472298924311, 1e-12))
    let weighted = RankCurves(
      scores: scores, accepted: accepted, sampleWeights: SixtyExamples.sampleWeights)
    #expect(near(weighted.areaUnderROC, 0.8175263403574287, 1e-12))
    #expect(near(weighted.averagePrecision, 0.8826148151899326, 1e-12))
    let ranked = RankedRetrieval(scores: scores, truths: accepted)
    #expect(near(ranked.areaUnderCurve, curves.areaUnderROC ?? 0, 1e-12))
    #expect(near(ranked.averagePrecision, curves.averagePrecision ?? 0, 1e-12))
  }

  @Test("DeLong's interval is that of its definition")
  func interval() throws {
    let area = RankCurves(scores: scores, accepted: accepted).areaEstimate()
    #expect(near(area.value, 0.8223684210526315, 1e-12) && area.n == 60)
    #expect(near(area.interval?.lower, 0.7207884422808801, 1e-9))
    #expect(near(area.interval?.upper, 0.9239483998243829, 1e-9))
    let narrow = RankCurves(scores: scores, accepted: accepted).areaEstimate(confidence: 0.8)
    #expect(try #require(narrow.interval).width < 0.15)
  }

  @Test("every example twice in a group tells no more than once")
  func groups() throws {
    let once = RankCurves(scores: scores, accepted: accepted).areaEstimate()
    let twice = RankCurves(scores: scores + scores, accepted: accepted + accepted)
    let grouped = twice.areaEstimate(groups: Array(0..<60) + Array(0..<60))
    let single = try #require(once.interval)
    #expect(near(grouped.interval?.width, single.width, 0.003))
    #expect(try #require(twice.areaEstimate().interval).width < 0.75 * single.width)
  }

  @Test("equal scores make one point, whatever their order")
  func points() {
    let curves = RankCurves(scores: [2, 3, 3, 1, 3], accepted: [true, true, false, false, true])
    #expect(curves.points.map(\.threshold) == [nil, 3, 2, 1])
    #expect(curves.points.map(\.truePositiveRate) == [0, 2.0 / 3, 1, 1])
    #expect(curves.points.map(\.falsePositiveRate) == [0, 0.5, 0.5, 1])
    #expect(curves.points.map(\.precision) == [nil, 2.0 / 3, 0.75, 0.6])
    let turned = RankCurves(scores: [3, 1, 3, 3, 2], accepted: [true, false, false, true, true])
    #expect(turned.points == curves.points && turned.areaUnderROC == curves.areaUnderROC)
  }

  @Test("where a score parts everything the interval does not say that it is certain")
  func perfect() throws {
    let scores = (0..<30).map(Double.init)
    let area = RankCurves(scores: scores, accepted: scores.map { $0 >= 10 }).areaEstimate()
    // 20 and 10: the root of Newcombe's equation by SciPy's brentq.
    #expect(area.value == 1 && near(area.interval?.lower, 0.8489213534739999, 1e-9))
    #expect(area.interval?.upper == 1)
    let opposite = RankCurves(scores: scores, accepted: scores.map { $0 < 10 }).areaEstimate()
    #expect(opposite.value == 0 && opposite.interval?.lower == 0)
    #expect(try #require(opposite.interval).upper > 0.1)
  }

  @Test func nothingToMeasureIsNil() {
    let none = RankCurves(scores: [], accepted: [])
    #expect(none.points.isEmpty && none.areaUnderROC == nil && none.averagePrecision == nil)
    #expect(none.areaEstimate() == Estimate(value: nil, interval: nil, n: 0))
    let good = RankCurves(scores: [1, 2], accepted: [true, true])
    #expect(good.areaUnderROC == nil && good.averagePrecision == 1)
    #expect(good.points.allSatisfy { $0.falsePositiveRate == nil })
    let bad = RankCurves(scores: [1, 2], accepted: [false, false])
    #expect(bad.areaUnderROC == nil && bad.averagePrecision == nil)
    let constant = RankCurves(scores: [3, 3, 3, 3], accepted: [true, false, true, false])
    #expect(constant.areaUnderROC == 0.5 && constant.averagePrecision == 0.5)
    let pair = RankCurves(scores: [1, 2], accepted: [false, true]).areaEstimate()
    #expect(pair.value == 1 && pair.interval == nil)
  }
}
