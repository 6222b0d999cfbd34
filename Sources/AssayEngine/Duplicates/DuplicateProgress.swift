/// How far a search for near duplicates is.
public struct DuplicateProgress: Hashable, Sendable {
  public enum Stage: Hashable, Sendable {
    /// Reading examples that are new and making their fingerprints.
    case reading
    /// Looking for pairs that may be alike by their words.
    case candidates
    /// Comparing them word by word.
    case comparing
    /// Measuring how many pairs were found, on a sample.
    case measuring
    /// Making the vectors of texts.
    case embedding
    /// Comparing vectors.
    case vectors
    /// Comparing with the set of this name.
    case reference(String)
    /// Putting clusters together and writing them.
    case clustering
  }
  public var stage: Stage
  /// Of `total`.
  public var done: Int
  /// 0: not known.
  public var total: Int

  public init(_ stage: Stage, done: Int = 0, total: Int = 0) {
    self.stage = stage
    self.done = done
    self.total = total
  }
}
