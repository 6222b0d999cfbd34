import AssayCalibration
import AssayEngine
import AssayModel
import AssayStatistics

/// What tuning has brought, for scripts. What could not be measured is null, never 0.
struct TuneJSON: Encodable {
  let summary: TuneSummary

  private enum Key: String, CodingKey {
    case run, outcome, message, judge, winner, adopted, files, dev, test, needed, pValue, onlyBefore,
      onlyAfter
    case calls, cost, minutes, rounds, candidates, devCount, testCount, poolCount, report, warnings, rules
  }

  private struct Figures: Encodable {
    var cost: Double
    var falsePositives: Int
    var falseNegatives: Int
    var catchRate: Double?
    var truePositiveRate: Double?
    init(_ figures: TuningFigures) {
      cost = figures.cost
      falsePositives = figures.matrix.falsePositives
      falseNegatives = figures.matrix.falseNegatives
      catchRate = figures.matrix.catchRate
      truePositiveRate = figures.matrix.truePositiveRate
    }
  }

  private struct Pair: Encodable {
    var before: Figures?
    var after: Figures?
  }

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(summary.run.rawValue, forKey: .run)
    try object.encode(outcome, forKey: .outcome)
    try object.encode(summary.sentence, forKey: .message)
    try object.encode(summary.incumbent.name, forKey: .judge)
    try object.encode(summary.winner?.judge?.name, forKey: .winner)
    try object.encode(summary.isAdopted, forKey: .adopted)
    try object.encode(summary.adoption?.files ?? [], forKey: .files)
    try object.encode(
      Pair(
        before: summary.incumbentFigures.map(Figures.init),
        after: summary.winner.map { Figures($0.measured.figures) }), forKey: .dev)
    try encodeTest(&object)
    try object.encode(summary.winner?.measured.candidate.rules ?? [], forKey: .rules)
    try object.encode(summary.calls, forKey: .calls)
    try object.encode(summary.cost, forKey: .cost)
    try object.encode(summary.minutes, forKey: .minutes)
    try object.encode(summary.rounds, forKey: .rounds)
    try object.encode(summary.tried, forKey: .candidates)
    try object.encode(summary.devCount, forKey: .devCount)
    try object.encode(summary.testCount, forKey: .testCount)
    try object.encode(summary.poolCount, forKey: .poolCount)
    try object.encode(summary.report, forKey: .report)
    try object.encode(summary.warnings, forKey: .warnings)
  }

  private func encodeTest(_ object: inout KeyedEncodingContainer<Key>) throws {
    var decision: TuningDecision?
    if case .decided(let found) = summary.result { decision = found }
    try object.encode(
      decision.map { Pair(before: Figures($0.incumbent), after: Figures($0.challenger)) }, forKey: .test)
    try object.encode(decision?.neededCount, forKey: .needed)
    try object.encode(decision?.test.pValue, forKey: .pValue)
    try object.encode(decision?.test.onlyFirst, forKey: .onlyBefore)
    try object.encode(decision?.test.onlySecond, forKey: .onlyAfter)
  }

  private var outcome: String {
    switch summary.result {
    case .nothingBetter: "nothing better on dev"
    case .noTest: "no test"
    case .unfinished: "unfinished"
    case .decided(let decision): decision.outcome.rawValue
    }
  }
}
