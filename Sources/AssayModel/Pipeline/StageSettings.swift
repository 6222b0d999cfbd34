/// Takes in examples to start from.
public struct SeedsStage: Hashable, Sendable, Codable {
  /// As the pipeline's file names it, seen from its folder.
  public var file: String
  /// Real examples that the new ones will be measured by, which seeds must not resemble; nil: there are none.
  public var heldOut: String?
  /// The batch of rows that name none.
  public var batch: String

  public init(file: String, heldOut: String? = nil, batch: String = "seeds") {
    self.file = file
    self.heldOut = heldOut
    self.batch = batch
  }

  var settings: [Setting] {
    [Setting("file", file), Setting("heldout", heldOut), Setting("batch", batch)].compactMap(\.self)
  }
}

/// Has a model write examples. What is nil is as the configuration says.
public struct GenerateStage: Hashable, Sendable, Codable {
  public var technique: Technique
  public var count: Int
  /// The stage whose examples it starts from, for techniques that need some; nil: the nearest before it that brings any.
  public var from: String?
  /// "balanced", "free", "like:FILE" or "a=100,b=50".
  public var labels: String?
  public var difficulty: [String: Double] = [:]
  public var model: String?
  public var verifier: String?
  public var weak: String?
  public var translator: String?
  public var perCall: Int?
  public var temperature: ClosedRange<Double>?
  public var seedsPerCall: Int?
  /// The batch of the seeds; nil: those that the pipeline took in, else as the configuration says.
  public var seeds: String?
  /// Kinds of edge cases, pivots or contexts.
  public var variants: [String] = []
  public var drawsAttributes: Bool?
  public var wish: String?
  /// What this stage may spend at most; nil: no limit of its own.
  public var budget: Double?

  public init(technique: Technique, count: Int) {
    self.technique = technique
    self.count = count
  }

  var settings: [Setting] {
    [
      Setting("technique", technique.rawValue), Setting("count", "\(count)"), Setting("from", from),
      Setting("labels", labels), Setting("difficulty", Self.text(difficulty)), Setting("model", model),
      Setting("verifier", verifier), Setting("weak", weak), Setting("translator", translator),
      Setting("per_call", perCall.map { "\($0)" }),
      Setting("temperature", temperature.map { "[\($0.lowerBound), \($0.upperBound)]" }),
      Setting("seeds_per_call", seedsPerCall.map { "\($0)" }), Setting("seeds", seeds),
      Setting("variants", variants.isEmpty ? nil : variants.joined(separator: ", ")),
      Setting("attributes", drawsAttributes.map { "\($0)" }), Setting("wish", wish),
    ].compactMap(\.self)
  }

  private static func text(_ shares: [String: Double]) -> String? {
    shares.isEmpty
      ? nil : shares.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
  }
}

/// Has a judge score what has come so far.
public struct JudgeStage: Hashable, Sendable, Codable {
  /// A judge, a model, or a version by its name; nil: [judge].
  public var judge: String?
  public var samples: Int?
  public var concurrency: Int?
  /// What this stage may spend at most; nil: no limit of its own.
  public var budget: Double?

  public init(judge: String? = nil, samples: Int? = nil, concurrency: Int? = nil, budget: Double? = nil) {
    self.judge = judge
    self.samples = samples
    self.concurrency = concurrency
    self.budget = budget
  }

  var settings: [Setting] {
    [Setting("judge", judge), Setting("samples", samples.map { "\($0)" })].compactMap(\.self)
  }
}

/// Draws a queue for a person.
public struct SampleStage: Hashable, Sendable, Codable {
  public var count: Int
  /// nil: balanced where a judge has scored, else stratified.
  public var strategy: SampleDraw.Strategy?
  /// The stage of whose examples it draws; nil: all that the pipeline has made, whatever a judge says of them.
  public var from: String?
  /// The wanted share of bad ones, when it draws balanced.
  public var badShare: Double?
  /// Whether the seeds that the pipeline took in may be drawn as well; nil: they may not.
  public var includesSeeds: Bool?

  public init(
    count: Int, strategy: SampleDraw.Strategy? = nil, from: String? = nil, badShare: Double? = nil,
    includesSeeds: Bool? = nil
  ) {
    self.count = count
    self.strategy = strategy
    self.from = from
    self.badShare = badShare
    self.includesSeeds = includesSeeds
  }

  var settings: [Setting] {
    [
      Setting("count", "\(count)"), Setting("by", strategy?.rawValue), Setting("from", from),
      Setting("bad_share", badShare.map { "\($0)" }),
      Setting("include_seeds", includesSeeds.map { "\($0)" }),
    ].compactMap(\.self)
  }
}
