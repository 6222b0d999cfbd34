import AssayEngine
import AssayModel

/// What `assay calibrate sample` says. Neither form tells which examples are probes or repeats: whoever draws the queue
/// may be the one who decides.
struct SampleReport: Encodable {
  struct Reason: Encodable {
    var reason: String
    var examples: Int
  }

  var draw: Int64
  var strategy: String
  var judge: String?
  var reviewer: String?
  var seed: UInt64
  var size: Int
  var population: Int
  /// Drawn ones, each counted once: without probes and repeats.
  var drawn: ExampleOrigins
  /// Undecided seeds that were not to be drawn.
  var seedsLeftOut: Int
  var probes: Int
  var repeats: Int
  /// How many equally drawn examples would tell as much of everything.
  var effectiveSize: Double
  /// The least and the greatest chance of an example that was drawn; nil: none was.
  var leastChance: Double?
  var greatestChance: Double?
  /// Most frequent first.
  var reasons: [Reason]
  var notes: [String]

  init(_ outcome: SampleRun.Outcome, judge: String?) {
    draw = outcome.draw.id
    strategy = outcome.draw.strategy.rawValue
    self.judge = judge
    reviewer = outcome.draw.reviewer
    seed = outcome.draw.seed
    size = outcome.draw.examples.count
    population = outcome.draw.population
    drawn = outcome.origins
    seedsLeftOut = outcome.seedsLeftOut
    probes = outcome.count(of: .probe)
    repeats = outcome.count(of: .repeat)
    effectiveSize = outcome.effectiveSize
    let chances = outcome.draw.examples.compactMap(\.probability)
    leastChance = chances.min()
    greatestChance = chances.max()
    // In the form without scores: these lines are on the screen of whoever is about to decide blind.
    let drawn = outcome.draw.examples.filter { $0.role == .drawn }
    reasons = Dictionary(drawn.map { (Self.short($0.blindReason), 1) }, uniquingKeysWith: +)
      .map { Reason(reason: $0.key, examples: $0.value) }
      .sorted { ($1.examples, $0.reason) < ($0.examples, $1.reason) }
    notes = outcome.notes
  }

  /// Kinds are too many to be told one by one.
  private static func short(_ reason: String) -> String {
    reason.hasPrefix("stands for ") ? "stands for its kind" : reason
  }

  var lines: [String] {
    let by = judge.map { " by the scores of \($0)" } ?? ""
    var lines = [
      "Queue \(draw): \(Figures.count(size, "example")), drawn from \(Figures.count(population, "undecided one")), "
        + "\(strategy)\(by)",
      "  among them \(Figures.count(probes, "probe")) and \(Figures.count(repeats, "repeat")); "
        + "the others (\(drawn.sentence)) are worth \(Figures.fixed(effectiveSize, places: 1)) equally drawn ones",
    ]
    lines += reasons.prefix(12).map { "  \(Figures.grouped($0.examples)) \($0.reason)" }
    lines += notes.map { "  Note: \($0)" }
    if seedsLeftOut > 0 { lines.append("  --include-seeds draws seeds too") }
    lines.append("assay, then :sample opens it (seed \(seed) draws the same again while nothing changes)")
    return lines
  }
}
