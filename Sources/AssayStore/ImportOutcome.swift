import AssayModel

/// What became of one row of an import.
public enum ImportOutcome: Hashable, Sendable {
  /// A new example.
  case added(ExampleID)
  /// The example was there. `merged`: something the row says of it (scores, decisions, truth, cluster) was
  /// new and has been added to it.
  case alreadyThere(ExampleID, merged: Bool)
  /// Nothing of the row was taken.
  case refused(ImportRefusal)
}

/// Why a row was not taken. `description` is the part of the message after `file:line:`.
public enum ImportRefusal: Hashable, Sendable {
  /// The id is there with another content.
  case anotherText(key: String)
  /// An annotation for an example that is not there.
  case unknownKey(String)
  /// The judge has scored this dimension of the example before, and differently.
  case anotherScore(key: String, judge: String, dimension: String)
  /// The judge has given a reason before, and another one.
  case anotherReason(key: String, judge: String)
  /// The example has a truth that says something else.
  case anotherTruth(key: String)
  /// The example is in another cluster that was imported.
  case anotherCluster(key: String, there: String)
  /// Files hold what was decided, not how it came about.
  case undoInImport(key: String)
  /// The row has two judgements by one judge.
  case judgedTwice(key: String, judge: String)
  /// A decision names an example that was not there at the end of the file either.
  case unknownOther(key: String, other: String)
}

extension ImportRefusal: CustomStringConvertible {
  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .anotherText(let key):
      "id “\(key)” is already there with another text; give this row another id"
    case .unknownKey(let key):
      "there is no example with the id “\(key)”; import the examples first, or correct the id"
    case .anotherScore(let key, let judge, let dimension):
      "“\(judge)” has already given “\(key)” another score for “\(dimension)”; "
        + "give this run of the judge a name of its own"
    case .anotherReason(let key, let judge):
      "“\(judge)” has already given another reason for “\(key)”; give this run of the judge a name of its own"
    case .anotherTruth(let key):
      "“\(key)” already has another truth; the two sources must agree"
    case .anotherCluster(let key, let there):
      "“\(key)” already belongs to the imported cluster “\(there)”"
    case .undoInImport(let key):
      "a decision on “\(key)” is an undo or redo; leave out what was undone"
    case .judgedTwice(let key, let judge):
      "“\(judge)” occurs twice in the judgements of “\(key)”; put its scores together"
    case .unknownOther(let key, let other):
      "a decision on “\(key)” names the example “\(other)”, which is not there; "
        + "import it before or in the same file, or correct the id"
    }
  }
}

/// What an import has done so far.
public struct ImportCounts: Hashable, Sendable {
  /// New examples.
  public var added = 0
  /// Rows whose example was there, and annotations.
  public var alreadyThere = 0
  /// Those of `alreadyThere` that brought something new.
  public var merged = 0
  /// Rows of which nothing was taken.
  public var refused = 0
  /// New entries in the log.
  public var decisions = 0
  /// Decisions that were not taken, since an example that they name is not there at the end either; known once the
  /// import has ended.
  public var unresolved: [ImportRefusal] = []
  /// Nothing yet.
  public init() {}

  mutating func count(_ outcome: ImportOutcome) {
    switch outcome {
    case .added: added += 1
    case .alreadyThere(_, let isMerged):
      alreadyThere += 1
      if isMerged { merged += 1 }
    case .refused: refused += 1
    }
  }
}
