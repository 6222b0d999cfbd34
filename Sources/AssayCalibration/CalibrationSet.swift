import AssayModel

/// An example with a human truth, beside what a judge says of it.
public struct CalibrationRow: Hashable, Sendable {
  /// Why an example with a truth is left out of every figure.
  public enum Exclusion: String, Hashable, Sendable, Codable {
    /// A duplicate of an example that was given another split earlier.
    case duplicateOfAnotherSplit = "duplicate of an example in another split"
  }

  public var truth: HumanTruth
  /// Names the example outside of its workspace.
  public var key: String
  /// The label that holds: the given one, else the example's own.
  public var label: String?
  public var technique: String?
  public var batch: BatchID
  public var split: Split
  /// Examples of one group are correlated: duplicates of one cluster.
  public var group: ExampleID
  public var exclusion: Exclusion?
  /// The chance with which it was drawn; nil: it was not drawn by chance, and counts as if all like it had been.
  public var probability: Double?
  /// The judge's, by dimension; empty: not judged, or of the test split while that is sealed.
  public var scores: [String: Double]
  /// The judge's reason for the whole or for its dimensions.
  public var reason: String?

  public var example: ExampleID { truth.example }

  public init(
    truth: HumanTruth, key: String, label: String?, technique: String? = nil, batch: BatchID, split: Split,
    group: ExampleID, exclusion: Exclusion? = nil, probability: Double? = nil, scores: [String: Double] = [:],
    reason: String? = nil
  ) {
    self.truth = truth
    self.key = key
    self.label = label
    self.technique = technique
    self.batch = batch
    self.split = split
    self.group = group
    self.exclusion = exclusion
    self.probability = probability
    self.scores = scores
    self.reason = reason
  }
}

/// Examples with a human truth, in the order of their numbers.
public struct CalibrationSet: Hashable, Sendable {
  public var rows: [CalibrationRow]
  public init(rows: [CalibrationRow]) { self.rows = rows }

  /// The rows of a split that count.
  public func rows(in split: Split) -> [CalibrationRow] {
    rows.filter { $0.split == split && $0.exclusion == nil }
  }
}

/// Everything that a judge has scored, probes and repeats left out: what a rule is going to filter.
public struct ScoredPopulation: Sendable {
  /// The number of each scored example.
  public var examples: [Int32]
  /// For each dimension as many scores as examples; NaN: none.
  public var scores: [String: [Float]]
  public init(examples: [Int32] = [], scores: [String: [Float]] = [:]) {
    self.examples = examples
    self.scores = scores
  }
}

/// All that figures on a judge are made from.
public struct CalibrationData: Sendable {
  public var judge: JudgeVersion
  /// nil: it came with imported data.
  public var definition: JudgeDefinition?
  /// All splits; the judge's scores of the test split only where it was opened.
  public var set: CalibrationSet
  public var isTestOpen: Bool
  public var population: ScoredPopulation
  /// The rule in force for this judge; nil: the configuration's `keep_at` on the mean.
  public var rule: KeepRuleVersion?
  /// All openings of the test split, oldest first.
  public var openings: [TestOpening]
  /// All measurements of all judges, oldest first.
  public var history: [Measurement]
  public var adoption: Adoption?

  public init(
    judge: JudgeVersion, definition: JudgeDefinition?, set: CalibrationSet, isTestOpen: Bool = false,
    population: ScoredPopulation = ScoredPopulation(), rule: KeepRuleVersion? = nil,
    openings: [TestOpening] = [],
    history: [Measurement] = [], adoption: Adoption? = nil
  ) {
    self.judge = judge
    self.definition = definition
    self.set = set
    self.isTestOpen = isTestOpen
    self.population = population
    self.rule = rule
    self.openings = openings
    self.history = history
    self.adoption = adoption
  }
}
