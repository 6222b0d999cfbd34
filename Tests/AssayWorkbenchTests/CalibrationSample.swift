import AssayCalibration
import AssayModel
import AssayWorkbench
import TerminalCore

/// A workspace with 60 decided examples whose judge is a little lenient.
enum CalibrationSample {
  static let now: Int64 = 1_750_000_000_000
  static let day: Int64 = 86_400_000

  /// - Parameter scale: of a score of 1 to 5 on the example with this number.
  static func host(_ scale: (Double, Int) -> Double = { score, _ in score }) -> MemoryHost {
    let host = MemoryHost(
      (0..<60).map { index in ("text number \(index + 1)", ["billing", "shipping", "account"][index % 3]) })
    for index in 0..<60 {
      let isGood = quality(index) >= 3
      let id = Int64(index) + 1
      host.judge(
        id,
        Judgement(
          judge: "judge v3",
          scores: [
            DimensionScore(
              dimension: "relevance", value: scale(clamped(quality(index) + (index % 7 == 0 ? 2 : 0)), index)),
            DimensionScore(
              dimension: "accuracy", value: scale(clamped(quality(index) + (index % 5 == 0 ? -1 : 1)), index)),
          ], reason: "the label fits"))
      decide(index, isGood ? .accept : .reject, host)
      score(index, "relevance", scale(clamped(quality(index)), index / 2), host)
      score(index, "accuracy", scale(clamped(quality(index) + (index % 4 == 0 ? 1 : 0)), index / 2), host)
    }
    host.decisions.append(decision(host, 6, .note("two questions in one")))
    for index in 0..<60 {
      host.calibration.splits[ExampleID(Int64(index) + 1)] =
        index % 5 == 0 ? .fewShot : index % 5 < 3 ? .dev : .test
    }
    host.calibration.excluded = [ExampleID(12)]
    host.calibration.history = [
      measurement(.mean(atLeast: 3), at: now - 71 * day, 14, 6, 4, 2),
      measurement(.mean(atLeast: 3.5), at: now - 45 * day, 13, 4, 6, 3),
      measurement(.mean(atLeast: 4), at: now - 43 * day, 12, 2, 9, 4),
    ]
    return host
  }

  /// The same on a scale of eleven points.
  static func elevenPoints(rows: Int = 24, columns: Int = 80, ascii: Bool = false) -> Person {
    person(
      rows: rows, columns: columns, ascii: ascii,
      host: host { score, index in min(10, (score - 1) * 2.5 + Double(index % 3)).rounded() }, scale: 0...10)
  }

  /// The same on a scale of two points.
  static func yesOrNo(rows: Int = 24, columns: Int = 80, ascii: Bool = false) -> Person {
    person(
      rows: rows, columns: columns, ascii: ascii, host: host { score, _ in score >= 3 ? 1 : 0 }, scale: 0...1)
  }

  static func person(
    rows: Int = 24, columns: Int = 80, ascii: Bool = false, host: MemoryHost = host(),
    scale: ClosedRange<Int> = 1...5
  ) -> Person {
    let person = Person(
      host, size: Size(rows: rows, columns: columns),
      task: TaskSpecification(
        name: "test", labels: ["billing", "shipping", "account"],
        dimensions: ["relevance", "accuracy"].map {
          Dimension(name: $0, minimum: scale.lowerBound, maximum: scale.upperBound)
        }), ascii: ascii, now: now)
    person.press(.screenCalibration)
    return person
  }

  /// 1 to 5, more good ones than bad.
  static func quality(_ index: Int) -> Double { [4, 1, 5, 3, 2, 4, 3, 5, 2, 4, 1, 3][index % 12] }

  private static func clamped(_ value: Double) -> Double { min(5, max(1, value)) }

  private static func decision(_ host: MemoryHost, _ index: Int, _ action: Decision.Action) -> Decision {
    let id = Int64(host.decisions.count) + 1
    return Decision(
      id: DecisionID(id), uuid: "\(id)", step: DecisionID(id), example: ExampleID(Int64(index) + 1),
      reviewer: index % 10 == 9 ? "bo" : "ana", action: action, at: now - day)
  }

  private static func decide(_ index: Int, _ action: Decision.Action, _ host: MemoryHost) {
    host.decisions.append(decision(host, index, action))
  }

  private static func score(_ index: Int, _ dimension: String, _ value: Double, _ host: MemoryHost) {
    host.decisions.append(decision(host, index, .score(dimension: dimension, value: value)))
  }

  private static func measurement(
    _ rule: KeepRule, at: Int64, _ tp: Int, _ fp: Int, _ tn: Int, _ fn: Int
  ) -> Measurement {
    let n = tp + fp + tn + fn
    return Measurement(
      judge: JudgeID(1), rule: rule, split: .dev, setHash: "abc", n: n, truePositives: tp, falsePositives: fp,
      trueNegatives: tn, falseNegatives: fn, kappa: 0.5, expectedCost: Double(5 * fp + fn) / Double(n),
      rejectRate: 0.3, author: "ana", at: at)
  }
}
