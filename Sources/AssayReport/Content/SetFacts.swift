import AssayCalibration
import AssayModel
import AssayStatistics

/// The examples with a human truth: how many, of what kind, and how they were chosen.
public struct SetFacts: Hashable, Sendable, Codable {
  /// Accepted and rejected ones of a kind.
  public struct Part: Hashable, Sendable, Codable {
    /// nil: without one.
    public var name: String?
    public var accepted: Int
    public var rejected: Int
    public var n: Int { accepted + rejected }

    init(_ name: String?, _ rows: [CalibrationRow]) {
      self.name = name
      accepted = rows.count { $0.truth.verdict == .accept }
      rejected = rows.count - accepted
    }
  }

  /// One queue that was drawn.
  public struct Draw: Hashable, Sendable, Codable {
    public var id: Int64
    public var strategy: String
    public var drawn: Int
    public var probes: Int
    public var repeats: Int
    public var population: Int
    /// Its least and its greatest chance; nil: not drawn by chance.
    public var lowestChance: Double?
    public var highestChance: Double?
    public var reviewer: String?
    public var seed: UInt64
    public var at: Int64
  }

  public var n: Int
  public var target: Int
  public var accepted: Int
  public var rejected: Int
  /// On which people differ and nobody has ruled: they count nowhere.
  public var disputed: Int
  public var adjudicated: Int
  /// Duplicates of examples of another split: they count nowhere.
  public var excluded: Int
  public var splits: [Part]
  public var labels: [Part]
  public var techniques: [Part]
  public var draws: [Draw]
  /// With a known chance of having been drawn.
  public var withChance: Int
  /// Kish's effective size of those (Kish 1965).
  public var effectiveSize: Double?
  /// Groups of more than one example.
  public var groups: Int
  /// Given under the rubric of today, under another one, and before rubrics had versions.
  public var currentRubric: Int
  public var olderRubric: Int
  public var unknownRubric: Int
  public var from: Int64?
  public var to: Int64?

  init(_ input: ReportInput, rows all: [CalibrationRow]) {
    let rows = all.filter { $0.exclusion == nil }
    let leftOut = Set(input.probes.filter(\.isOwnRow).map(\.example))
    let whole = Part(nil, rows)
    (n, accepted, rejected) = (whole.n, whole.accepted, whole.rejected)
    target = input.task.calibrationTarget
    disputed = HumanTruths(input.log) { leftOut.contains($0) }.conflicts.count
    adjudicated = rows.count { $0.truth.isAdjudicated }
    excluded = all.count - rows.count
    splits = Split.allCases.map { split in Part(split.rawValue, rows.filter { $0.split == split }) }
    labels = Self.parts(rows, order: input.task.labels, by: \.label)
    techniques = Self.parts(rows, order: [], by: \.technique)
    draws = input.draws.map(Self.draw)
    let chances = rows.compactMap(\.probability)
    withChance = chances.count
    effectiveSize =
      chances.isEmpty
      ? nil : WeightedShare(outcomes: chances.map { _ in true }, inclusion: chances).effectiveSize
    groups = Dictionary(grouping: rows, by: \.group).values.count { $0.count > 1 }
    let rubric = input.task.rubricVersion
    currentRubric = rows.count { $0.truth.rubric == rubric }
    unknownRubric = rows.count { $0.truth.rubric == nil }
    olderRubric = n - currentRubric - unknownRubric
    let times = rows.map(\.truth.at).filter { $0 > 0 }
    (from, to) = (times.min(), times.max())
  }

  /// In the order of the task, then of their names; those without one last.
  private static func parts(
    _ rows: [CalibrationRow], order: [String], by kind: KeyPath<CalibrationRow, String?>
  ) -> [Part] {
    let groups = Dictionary(grouping: rows) { $0[keyPath: kind] }
    let ranks = Dictionary(order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    func rank(_ name: String?) -> (Int, Int, String) {
      (name == nil ? 1 : 0, name.flatMap { ranks[$0] } ?? order.count, name ?? "")
    }
    return groups.map { Part($0.key, $0.value) }.sorted { rank($0.name) < rank($1.name) }
  }

  private static func draw(_ draw: SampleDraw) -> Draw {
    let chances = draw.examples.compactMap(\.probability)
    return Draw(
      id: draw.id, strategy: draw.strategy.rawValue, drawn: draw.examples.count { $0.role == .drawn },
      probes: draw.examples.count { $0.role == .probe }, repeats: draw.examples.count { $0.role == .repeat },
      population: draw.population, lowestChance: chances.min(), highestChance: chances.max(),
      reviewer: draw.reviewer, seed: draw.seed, at: draw.at)
  }
}
