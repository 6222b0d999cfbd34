import AssayModel

/// What a person asks to be judged.
public struct RunRequest: Equatable, Sendable {
  /// Which examples.
  public enum Selection: Equatable, Sendable {
    case unjudged, failed, all
    case examples([ExampleID])
  }

  /// The judge's name in `assay.toml`: "judge" for `[judge]`; nil: the first of the file.
  public var judge: String?
  public var selection: Selection
  /// Asks the model again also where its answer is on disk, and puts the new judgement in the old one's place.
  public var isFresh: Bool

  /// What may be spent at most; nil: no limit.
  public var budget: Double?

  /// A version of the workspace's list in the place of what `assay.toml` says by now.
  public var version: JudgeID?
  /// Judges what the version has not judged of a split, in the place of ``selection``, and then measures it there.
  public var measure: Measure?

  /// Changes the prompt of ``judge`` until it matches what people decided, in the place of ``selection``.
  public var tuning: Tuning?

  /// Makes new examples, in the place of judging.
  public var generation: Generation?

  /// New examples from those that a person points at.
  public struct Generation: Equatable, Sendable {
    public var technique: Technique
    public var count: Int
    /// Shown as seeds; the examples to start from where the technique needs them.
    public var examples: [ExampleID]
    /// nil: as the configuration says.
    public var labels: GenerationOrder.LabelShares?
    /// "more like this but harder".
    public var wish: String?
    /// Shares by difficulty; empty: as the model gives them.
    public var difficulty: [String: Double]
    /// Whether the configured verifier labels the new texts blind, although the technique does not call for it.
    public var checksLabels: Bool
    public init(
      technique: Technique, count: Int, examples: [ExampleID], labels: GenerationOrder.LabelShares? = nil,
      wish: String? = nil, difficulty: [String: Double] = [:], checksLabels: Bool = false
    ) {
      self.technique = technique
      self.count = count
      self.examples = examples
      self.labels = labels
      self.wish = wish
      self.difficulty = difficulty
      self.checksLabels = checksLabels
    }
  }

  /// What tuning may take; nil: no limit.
  public struct Tuning: Equatable, Sendable {
    /// Requests in all.
    public var calls: Int?
    /// In the currency of the prices.
    public var money: Double?
    public var minutes: Double?
    public init(calls: Int? = nil, money: Double? = nil, minutes: Double? = nil) {
      self.calls = calls
      self.money = money
      self.minutes = minutes
    }
  }

  /// What a version is measured on.
  public struct Measure: Equatable, Sendable {
    public var split: Split
    /// Who asks for it.
    public var author: String
    public init(split: Split, author: String) {
      self.split = split
      self.author = author
    }
  }

  public init(
    judge: String? = nil, selection: Selection, isFresh: Bool = false, budget: Double? = nil,
    version: JudgeID? = nil, measure: Measure? = nil, tuning: Tuning? = nil,
    generation: Generation? = nil
  ) {
    self.generation = generation
    self.tuning = tuning
    self.version = version
    self.measure = measure
    self.judge = judge
    self.selection = selection
    self.isFresh = isFresh
    self.budget = budget
  }
}

/// New scores of one judge, in whatever process they were made.
public struct ScoreBatch: Equatable, Sendable {
  /// A score that has just come.
  public struct Score: Equatable, Sendable {
    public var example: ExampleID
    /// The mean over the dimensions; NaN: the judge gave no valid answer.
    public var mean: Float
    /// The mean of the dimensions' spreads; NaN: not known.
    public var spread: Float
    public init(example: ExampleID, mean: Float, spread: Float) {
      self.example = example
      self.mean = mean
      self.spread = spread
    }
  }

  public var judge: JudgeID
  public var scores: [Score]
  public init(judge: JudgeID, scores: [Score]) {
    self.judge = judge
    self.scores = scores
  }
}

/// A judge version's making; imported judges have none.
public struct JudgeFacts: Equatable, Sendable {
  public var definition: JudgeDefinition?
  /// When it was made, in milliseconds since 1970.
  public var at: Int64?
  public init(definition: JudgeDefinition?, at: Int64?) {
    self.definition = definition
    self.at = at
  }
}

/// A probe that a model has proposed, beside what it was made from.
public struct ProposedProbe: Equatable, Sendable {
  public var probe: Probe
  public var origin: Example
  public var changed: Example
  public init(probe: Probe, origin: Example, changed: Example) {
    self.probe = probe
    self.origin = origin
    self.changed = changed
  }
}
