/// What a run that generates has made so far, and what became of it.
public struct GenerationTally: Hashable, Sendable, Codable {
  public var technique: Technique
  /// The name of the batch that the examples are in: "paraphrase 3".
  public var batch: String
  /// Calls answered whole, and examples that they asked for.
  public var calls = 0
  public var asked = 0
  /// Whole examples in their answers. Each is one of: taken, a copy, over its quota, of a label or a difficulty that
  /// was not wanted, or refused by a filter of the technique.
  public var returned = 0
  public var taken = 0
  /// The same content as an example that was there.
  public var copies = 0
  public var overfull = 0
  public var wrongLabel = 0
  public var wrongDifficulty = 0
  public var filtered = 0
  /// Answers of which a part, or all, could not be read.
  public var broken = 0
  /// Taken, but flagged: a check disagreed.
  public var flagged = 0
  /// Taken, but nobody knows whether the label holds: the verifier's answer could not be read. nil: none.
  public var unverified: Int?
  /// Examples to make, and how many of each kind are there.
  public var quotas: [Quota] = []
  /// Of all so far, and of the last batch that was measured.
  public var diversity: DiversityReport?
  public var lastDiversity: DiversityReport?
  /// How often the guard changed seeds and phrasing.
  public var rotations = 0
  /// Why the guard stopped it: "mode collapse: 500 more would bring about 12 new".
  public var collapse: String?
  public init(technique: Technique, batch: String) {
    self.technique = technique
    self.batch = batch
  }
}
