/// What is to be generated: enough to plan it, to run it and to go on with it.
public struct GenerationOrder: Hashable, Sendable, Codable {
  /// How the examples are to be spread over labels.
  public enum LabelShares: Hashable, Sendable, Codable {
    /// As the model gives them.
    case free
    case balanced
    /// As many of each as these shares say; they need not add up to 1.
    case shares([String: Double])
    /// So many of each.
    case counts([String: Int])
  }

  public var technique: Technique
  /// Examples to have in the end, each in its quota.
  public var count: Int
  public var labels: LabelShares
  /// Shares by difficulty, such as easy 0.3, medium 0.5, hard 0.2; empty: as the model gives them.
  public var difficulty: [String: Double]
  /// The endpoint's name.
  public var model: String
  /// The endpoint that labels the new text blind where the technique keeps labels; nil: not verified.
  public var verifier: String?
  /// Examples asked for in one call.
  public var perCall: Int
  /// The range from which each call's temperature is taken.
  public var temperature: ClosedRange<Double>
  /// Seeds shown in each call.
  public var seedsPerCall: Int
  /// Languages to go through (back-translation); contexts, personas or domains (context variation).
  public var variants: [String]
  /// The examples to start from, where the technique needs them; empty: all accepted ones, else all.
  @ExampleRanges public var parents: [ExampleID]
  public var seed: UInt64
  /// Which examples are shown as seeds.
  public var seeds: ExamplePool
  /// The endpoint of a weak model, or of the student: what it gets wrong is hard (evaluation sets), or is what is
  /// wanted (adversarial); nil: not asked.
  public var weak: String?
  /// The endpoint that translates (back-translation); nil: the model does.
  public var translator: String?
  /// Whether the model fills in a grid of attributes first.
  public var drawsAttributes: Bool
  /// What may be spent at most; nil: no limit.
  public var budget: Double?
  /// A wish in the person's words: "more like this but harder".
  public var wish: String?
  /// What people accepted before, as far as the run follows it; nil: it does not.
  public var learning: GenerationLearning?

  public init(technique: Technique, count: Int, model: String) {
    self.technique = technique
    self.count = count
    self.model = model
    labels = .free
    difficulty = [:]
    perCall = 20
    temperature = 0.8...1.0
    seedsPerCall = 5
    variants = []
    parents = []
    seed = 1
    seeds = .accepted
    drawsAttributes = true
  }
}

/// Examples of the workspace to start from.
public enum ExamplePool: Hashable, Sendable {
  /// What people accepted, and until ten of it were generated here, all that was not.
  case accepted
  /// The batch with this name.
  case batch(String)
  case examples([ExampleID])
}

/// As Swift writes an enumeration, but for the list of examples, which is ``ExampleRanges``.
extension ExamplePool: Codable {
  private enum Key: String, CodingKey { case accepted, batch, examples }
  private enum Value: String, CodingKey { case value = "_0" }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    if container.contains(.examples) {
      let values = try container.nestedContainer(keyedBy: Value.self, forKey: .examples)
      self = .examples(try values.decode(ExampleRanges.self, forKey: .value).wrappedValue)
    } else if container.contains(.batch) {
      let values = try container.nestedContainer(keyedBy: Value.self, forKey: .batch)
      self = .batch(try values.decode(String.self, forKey: .value))
    } else {
      _ = try container.nestedContainer(keyedBy: Value.self, forKey: .accepted)
      self = .accepted
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .accepted: _ = container.nestedContainer(keyedBy: Value.self, forKey: .accepted)
    case .batch(let name):
      var values = container.nestedContainer(keyedBy: Value.self, forKey: .batch)
      try values.encode(name, forKey: .value)
    case .examples(let ids):
      var values = container.nestedContainer(keyedBy: Value.self, forKey: .examples)
      try values.encode(ExampleRanges(wrappedValue: ids), forKey: .value)
    }
  }
}

/// One cell of the plan: so many examples of a label and a difficulty.
public struct Quota: Hashable, Sendable, Codable {
  /// nil: any.
  public var label: String?
  public var difficulty: String?
  public var wanted: Int
  public var got: Int
  public init(label: String?, difficulty: String?, wanted: Int, got: Int = 0) {
    self.label = label
    self.difficulty = difficulty
    self.wanted = wanted
    self.got = got
  }
  public var missing: Int { max(0, wanted - got) }
}

/// What a model has made, before it is an example of the workspace.
public struct GeneratedExample: Hashable, Sendable, Codable {
  public var fields: [TextField]
  public var label: String?
  public var difficulty: String?
  /// Technique, model, prompt version (hash of the template), parent, seeds.
  public var provenance: Provenance
  /// What travels with the row besides: attributes, phrasing, the reference answer, confidence, licence of the model,
  /// the verifier's label where it differs.
  public var metadata: [String: String]
  public init(
    fields: [TextField], label: String? = nil, difficulty: String? = nil,
    provenance: Provenance = Provenance(),
    metadata: [String: String] = [:]
  ) {
    self.fields = fields
    self.label = label
    self.difficulty = difficulty
    self.provenance = provenance
    self.metadata = metadata
  }
}
