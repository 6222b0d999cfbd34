/// What came of one source of a merge.
public struct MergeSummary: Hashable, Sendable, Codable {
  public enum Kind: String, Hashable, Sendable, Codable {
    case workspace
    /// A file of decisions.
    case log
  }

  /// The source as it was named.
  public var source: String
  public var kind: Kind
  /// Entries that are new in this log, undos and redos among them.
  public var decisions = 0
  public var alreadyThere = 0
  /// Decisions left out: no example here has their example's id. Of a file: its lines.
  public var unknownExamples = 0
  /// Decisions left out: the example with this id has another text here.
  public var otherTexts = 0
  /// Decisions on the source's own probes and repeats, which are no data and not here.
  public var onItsProbes = 0
  /// Examples that had no split here and took the source's.
  public var splits = 0
  /// Examples that are in another split here, and stay there.
  public var splitConflicts = 0
  /// Draws with the chances of their examples.
  public var draws = 0
  /// Draws left out, since not all of their examples are here.
  public var drawsLeftOut = 0
  /// People who have decided here and there, each without the other: taken for one person.
  public var sharedNames: [String] = []
  /// Why it could not be read; nil: it could.
  public var failure: String?

  public init(source: String, kind: Kind) {
    self.source = source
    self.kind = kind
  }

  /// Everything that it holds is here now.
  public var isComplete: Bool { failure == nil && unknownExamples == 0 && otherTexts == 0 }
}
