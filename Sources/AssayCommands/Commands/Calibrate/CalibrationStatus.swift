import AssayCalibration
import AssayEngine
import AssayModel
import AssayStatistics
import AssayStore

/// What `assay calibrate status` says: counts, no figure of any judge.
struct CalibrationStatus: Encodable {
  struct Count: Encodable, Equatable {
    var accepted = 0
    var rejected = 0
    var all: Int { accepted + rejected }
  }
  struct Draw: Encodable {
    var draw: Int64
    var strategy: String
    var reviewer: String?
    /// Different examples in it: a repeat is none of its own.
    var size: Int
    var repeats: Int
    /// Of those, by its reviewer (by anybody, where it is for nobody).
    var decided: Int
    var effectiveSize: Double
  }
  struct Openings: Encodable {
    var count: Int
    var last: Int64?
    var purpose: String?
  }
  struct Judge: Encodable {
    var name: String
    var rule: KeepRule
    var isAdopted: Bool
    /// Days since it was measured; nil: never.
    var daysSinceMeasured: Int?
  }

  var target: Int
  /// Rows with a truth that count.
  var set: Count
  /// Where those come from.
  var origins: ExampleOrigins
  var splits: [String: Count]
  /// By label; "" for none.
  var labels: [String: Count]
  /// Duplicates of examples in another split.
  var excluded: Int
  /// Examples on which people differ.
  var conflicts: Int
  /// With a known chance of having been drawn.
  var drawnByChance: Int
  /// What the set is worth when figures are weighted (Kish); nil: nothing was drawn by chance.
  var effectiveSize: Double?
  var draws: [Draw]
  var openings: Openings
  var judge: Judge?
  /// In words, most important first; empty: nothing is.
  var missing: [String]

  private static let day: Int64 = 86_400_000

  init(workspace: Workspace, task: TaskSpecification, now: Int64) throws {
    let rows = try CalibrationSource(workspace: workspace, task: task, now: { now }).progress().rows
    let counting = rows.filter { $0.exclusion == nil }
    let log = DecisionLog(try workspace.decisions())
    let leftOut = try workspace.knownBad()
    target = task.calibrationTarget
    set = Self.count(counting)
    origins = try workspace.origins(of: counting.map(\.example))
    splits = Dictionary(
      uniqueKeysWithValues: Split.allCases.map { split in
        (split.rawValue, Self.count(counting.filter { $0.split == split }))
      })
    labels = Dictionary(grouping: counting, by: { $0.label ?? "" }).mapValues(Self.count)
    excluded = rows.count - counting.count
    conflicts = HumanTruths(log) { leftOut.contains($0) }.conflicts.count
    let chances = counting.compactMap(\.probability)
    drawnByChance = chances.count
    effectiveSize =
      chances.isEmpty
      ? nil : WeightedShare(outcomes: chances.map { _ in true }, inclusion: chances).effectiveSize
    draws = try workspace.draws().map { Self.draw($0, log) }
    let opened = try workspace.openings()
    openings = Openings(count: opened.count, last: opened.last?.at, purpose: opened.last?.purpose)
    judge = try Self.judge(workspace, task, now: now)
    missing = []
    missing = Self.missing(self, task)
  }

  private static func count(_ rows: [CalibrationRow]) -> Count {
    let accepted = rows.count { $0.truth.verdict == .accept }
    return Count(accepted: accepted, rejected: rows.count - accepted)
  }

  private static func draw(_ draw: SampleDraw, _ log: DecisionLog) -> Draw {
    let own = draw.examples.filter { $0.role != .repeat }
    let decided = own.count { drawn in
      let opinions = log.opinions(on: drawn.example)
      if let reviewer = draw.reviewer { return opinions[reviewer]?.verdict != nil }
      return opinions.values.contains { $0.verdict != nil }
    }
    let chances = draw.examples.compactMap(\.probability)
    return Draw(
      draw: draw.id, strategy: draw.strategy.rawValue, reviewer: draw.reviewer, size: own.count,
      repeats: draw.examples.count - own.count, decided: decided,
      effectiveSize: WeightedShare(outcomes: chances.map { _ in true }, inclusion: chances).effectiveSize)
  }

  private static func judge(_ workspace: Workspace, _ task: TaskSpecification, now: Int64) throws -> Judge? {
    let judges = try workspace.judges().filter { $0.count > 0 }
    let adopted = try workspace.adoptions().last?.judge
    let version =
      judges.first { $0.id == adopted } ?? judges.first { $0.name == task.judge }
      ?? judges.max { $0.count < $1.count }
    guard let version else { return nil }
    let measured = try workspace.measurements().last { $0.judge == version.id }
    return Judge(
      name: version.name,
      rule: try workspace.keepRules().last { $0.judge == version.id }?.rule ?? .mean(atLeast: task.keepAt),
      isAdopted: version.id == adopted, daysSinceMeasured: measured.map { Int(max(0, now - $0.at) / day) })
  }

  // MARK: What is missing

  /// A catch rate between the bar and 1 is assumed: whatever was measured is not looked at.
  private static func missing(_ status: CalibrationStatus, _ task: TaskSpecification) -> [String] {
    var missing: [String] = []
    let bar = task.calibration.bar
    let observed = SampleSize.assumedCatchRate(bar: bar)
    func percent(_ share: Double) -> String { Figures.wholePercent(share) + " %" }
    if status.set.all < status.target {
      missing.append(
        "\(Figures.count(status.target - status.set.all, "more decision")) to the target of \(status.target)")
    }
    for split in [Split.dev, .test] {
      let rejected = status.splits[split.rawValue]?.rejected ?? 0
      guard let more = SampleSize.more(rejected: rejected, forLowerEnd: bar), more > 0 else { continue }
      missing.append(
        "\(Figures.count(more, "more rejected example")) in \(split.rawValue) until the lower end of the "
          + "catch rate can reach \(percent(bar)) there (of a judge that catches \(percent(observed)))")
    }
    let bare = status.labels.filter { $0.key != "" && $0.value.rejected == 0 }.keys.sorted()
    if !bare.isEmpty, status.labels.count > 1 {
      let more = bare.count > 3 ? " and \(bare.count - 3) more" : ""
      missing.append("no rejected example of \(bare.prefix(3).joined(separator: ", "))\(more)")
    }
    if status.conflicts > 0 {
      missing.append(
        "\(Figures.count(status.conflicts, "example")) on which people differ, and nobody has ruled")
    }
    if let judge = status.judge {
      if let days = judge.daysSinceMeasured, days > task.calibration.maximumAge {
        missing.append("the last calibration of \(judge.name) is \(days) days old")
      } else if judge.daysSinceMeasured == nil {
        missing.append("\(judge.name) has not been measured yet: assay calibrate report")
      }
    } else {
      missing.append("no judge has scored anything: assay judge")
    }
    return missing
  }
}
