import AssayCalibration
import AssayModel
import AssayStatistics
import Foundation

/// A threshold that is moved on the calibration screen: matrix and reject rate over all that a judge has scored.
struct RuleFigures {
  private static let dimensions = ["accuracy", "clarity", "diversity", "relevance"]
  private static let limit = 16.0
  let count: Int

  func measure() -> [Figure] {
    let kinds: [(name: String, score: (inout RepeatableGenerator) -> Float)] = [
      ("whole scores", { Float(1 + $0.next(below: 5)) }),
      ("means of three", { Float(3 + $0.next(below: 13)) / 3 }),
      ("real scores", { 1 + 4 * Float($0.next(below: 1 << 24)) / Float(1 << 24) }),
    ]
    return kinds.flatMap { kind in figures(kind.name, population(kind.score)) }
  }

  private func figures(_ name: String, _ population: ScoredPopulation) -> [Figure] {
    let clock = ContinuousClock()
    var scan = RuleScan(rows: [])
    let made = clock.measure { scan = RuleScan(rows: rows, population: population) }
    var kept = 0
    let steps = (0..<41).map { 1 + Double($0) / 10 }
    let families: [(name: String, rule: (Double) -> KeepRule)] = [
      ("minimums", { .minimums(["accuracy": $0, "clarity": 2, "diversity": 2, "relevance": 3]) }),
      ("mean", { .mean(atLeast: $0) }),
      ("weighted mean", { .weightedMean(weights: ["accuracy": 3, "relevance": 1], atLeast: $0) }),
      (
        "logistic",
        { .logistic(intercept: -6, weights: ["accuracy": 1, "clarity": 0.5], atLeast: $0 / 6) }
      ),
    ]
    func slowest(_ rule: (Double) -> KeepRule) -> Double {
      let times = steps.map { step in
        // The best of five: what other programs take away says nothing of ours.
        (0..<5).map { _ in clock.measure { kept += scan.outcome(of: rule(step)).kept }.milliseconds }.min()
          ?? .nan
      }
      return times.max() ?? .nan
    }
    let times = families.map { family in (name: family.name, time: slowest(family.rule)) }
    let worst = times.max { $0.time < $1.time } ?? ("", .nan)
    precondition(kept > 0, "nothing was counted")
    return [
      Figure.atMost(
        Self.limit, worst.time, "a threshold moved, \(name)", unit: "ms",
        more: " (\(worst.name); made ready in \(Figure.number(made.milliseconds)) ms)")
    ]
  }

  private func population(_ score: (inout RepeatableGenerator) -> Float) -> ScoredPopulation {
    var generator = RepeatableGenerator(seed: 1)
    var scores: [String: [Float]] = [:]
    for name in Self.dimensions { scores[name] = (0..<count).map { _ in score(&generator) } }
    return ScoredPopulation(examples: Array(0..<Int32(count)), scores: scores)
  }

  /// 1,000 human truths.
  private var rows: [CalibrationRow] {
    var generator = RepeatableGenerator(seed: 2)
    return (1...1_000).map { number in
      let id = ExampleID(Int64(number))
      let verdict: Verdict = generator.next(below: 2) == 0 ? .accept : .reject
      return CalibrationRow(
        truth: HumanTruth(example: id, verdict: verdict), key: "\(number)", label: nil, batch: BatchID(1),
        split: .dev, group: id,
        scores: Dictionary(
          uniqueKeysWithValues: Self.dimensions.map { ($0, Double(1 + generator.next(below: 5))) }))
    }
  }
}
