import AssayCalibration
import AssayModel
import AssayStatistics
import Testing

@Suite struct DriftTests {
  private static let day: Int64 = 86_400_000

  private func sample(
    _ count: Int, seed: UInt64, shift: Double = 0, labels: [String: Int] = ["x": 50, "y": 50]
  ) -> Drift.Sample {
    var generator = RepeatableGenerator(seed: seed)
    func score(_ shift: Double) -> Double {
      let drawn = Double(1 + generator.next(below: 5)) + shift
      return min(5, max(1, drawn))
    }
    let accuracy = (0..<count).map { _ in score(shift) }
    let clarity = (0..<count).map { _ in score(0) }
    return Drift.Sample(
      scores: [
        "accuracy": accuracy, "clarity": clarity, Drift.mean: zip(accuracy, clarity).map { ($0 + $1) / 2 },
      ], labels: labels, count: count)
  }

  @Test func whatMovedIsNamedWithWhereTo() throws {
    let drift = Drift(
      lastCalibration: 0, now: 3 * Self.day, maximumAge: 30, older: sample(400, seed: 1),
      newer: sample(300, seed: 2, shift: -1))
    #expect(drift.age == 3 && !drift.isOld && drift.isWarning)
    #expect(drift.shifts.map(\.name) == ["accuracy", "clarity", "mean", "labels"])
    #expect(drift.moved.map(\.name).contains("accuracy") && !drift.moved.map(\.name).contains("clarity"))
    let accuracy = try #require(drift.moved.first)
    #expect(try #require(accuracy.before) > (try #require(accuracy.after)) + 0.5)
    #expect(accuracy.stability > 0.25 && (accuracy.distance ?? 0) > 0.15)
  }

  @Test func theSameDistributionHasNotMoved() {
    var alarms = 0
    for seed in 1...200 {
      let drift = Drift(
        lastCalibration: 0, now: 0, maximumAge: 30, older: sample(300, seed: UInt64(2 * seed)),
        newer: sample(200, seed: UInt64(2 * seed + 1)))
      if drift.isWarning { alarms += 1 }
    }
    #expect(alarms <= 10)
  }

  @Test func manyExamplesDoNotMakeATrifleAWarning() throws {
    // With 100,000 examples any difference is significant; this one is small.
    let drift = Drift(
      lastCalibration: 0, now: 0, maximumAge: 30, older: sample(100_000, seed: 1),
      newer: sample(100_000, seed: 2, shift: 0.05))
    let accuracy = try #require(drift.shifts.first)
    #expect(accuracy.pValue < 0.001 && !accuracy.hasMoved || accuracy.stability >= 0.1)
  }

  @Test func labelsThatShiftAreNamed() throws {
    let drift = Drift(
      lastCalibration: 0, now: 0, maximumAge: 30, older: sample(200, seed: 1),
      newer: sample(200, seed: 2, labels: ["x": 90, "y": 10]))
    let labels = try #require(drift.moved.first)
    #expect(labels.name == Drift.labels && labels.label == "x" || labels.label == "y")
    #expect(labels.shareBefore == 0.5)
  }

  @Test func oldOrNoCalibrationIsAWarningByItself() {
    let nothing = Drift.Sample()
    let old = Drift(lastCalibration: 0, now: 31 * Self.day, maximumAge: 30, older: nothing, newer: nothing)
    #expect(old.age == 31 && old.isOld && old.isWarning && old.shifts.isEmpty)
    let fresh = Drift(
      lastCalibration: 0, now: 30 * Self.day, maximumAge: 30, older: nothing, newer: nothing)
    #expect(!fresh.isWarning)
    let never = Drift(lastCalibration: nil, now: 0, maximumAge: 30, older: nothing, newer: nothing)
    #expect(never.age == nil && never.isWarning)
  }

  @Test func newerAreTheBatchesAfterThoseThatHadBeenDecided() {
    let row = CalibrationRow(
      truth: HumanTruth(example: ExampleID(1), verdict: .accept, at: 5), key: "1", label: nil,
      batch: BatchID(1), split: .dev, group: ExampleID(1), scores: ["a": 4])
    var late = row
    late.truth.at = 50
    late.batch = BatchID(2)
    let judge = JudgeID(1)
    let data = CalibrationData(
      judge: JudgeVersion(id: judge, name: "j", dimensions: ["a"], count: 4), definition: nil,
      set: CalibrationSet(rows: [row, late]),
      population: ScoredPopulation(examples: [1, 2, 3, 4], scores: ["a": [4, 4, 1, .nan]]),
      history: [
        Measurement(
          judge: judge, rule: .mean(atLeast: 4), split: .dev, setHash: "x", n: 1, truePositives: 1,
          falsePositives: 0, trueNegatives: 0, falseNegatives: 0, kappa: nil, expectedCost: nil,
          rejectRate: nil, author: "p", at: 10)
      ])
    var columns = ExampleColumns()
    columns.batch = [1, 1, 2, 2]
    columns.label = [0, 0, 0, -1]
    columns.labels = ["x"]
    let drift = Drift(data, columns: columns, now: 10, maximumAge: 30)
    #expect(drift.olderCount == 2 && drift.newerCount == 2 && drift.lastCalibration == 10)
    #expect(drift.shifts.map(\.after) == [1, 1])
  }
}
