import AssayStatistics

/// Why a run was stopped: what further texts would bring.
public struct ModeCollapse: Hashable, Sendable, Codable {
  /// So many more texts ...
  public var more: Int
  /// ... would bring about so many new clusters (Shen, Chao and Lin 2003).
  public var expectedNew: Double
  /// New clusters per 100 texts at the end, with its interval of 95 %.
  public var rate: Double
  public var rateInterval: Interval
  /// The floor, per 100 texts.
  public var floor: Double
  /// Texts of the run, clusters among them, and how many times seeds and phrasing were rotated in vain.
  public var examples: Int
  public var clusters: Int
  public var rotations: Int

  public init(
    more: Int, expectedNew: Double, rate: Double, rateInterval: Interval, floor: Double, examples: Int,
    clusters: Int, rotations: Int
  ) {
    self.more = more
    self.expectedNew = expectedNew
    self.rate = rate
    self.rateInterval = rateInterval
    self.floor = floor
    self.examples = examples
    self.clusters = clusters
    self.rotations = rotations
  }

  /// "mode collapse: 500 more would bring about 12 new".
  public var sentence: String {
    "mode collapse: \(more) more would bring about \(Int(expectedNew.rounded())) new"
  }
}
