import AssayStore

/// What an import did.
public struct ImportSummary: Hashable, Sendable, Codable {
  /// New examples.
  public var added = 0
  /// Rows whose example was there already.
  public var alreadyThere = 0
  /// Those of them that brought scores, decisions or the like that were new.
  public var merged = 0
  /// Rows that were not taken.
  public var refused = 0
  /// New entries in the log of decisions.
  public var decisions = 0
  /// Files that could not be read, to the end or at all.
  public var failedFiles = 0
  /// Whether it stopped early, at a problem (`strict`).
  public var stopped = false
  public var seconds = 0.0

  public init() {}

  /// Rows that were taken, new or not.
  public var taken: Int { added + alreadyThere }

  /// Nothing was refused or failed.
  public var isGood: Bool { refused == 0 && failedFiles == 0 }

  mutating func add(_ counts: ImportCounts) {
    added += counts.added
    alreadyThere += counts.alreadyThere
    merged += counts.merged
    decisions += counts.decisions
  }
}
