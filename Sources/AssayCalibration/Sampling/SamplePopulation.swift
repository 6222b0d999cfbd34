import AssayModel

/// The examples that can be drawn, column by column: undecided, and neither probes nor repeats.
public struct SamplePopulation: Sendable {
  public var examples: [Int32]
  /// Index into ``labels``; -1: none.
  public var label: [Int32]
  /// Index into ``techniques``; -1: none.
  public var technique: [Int32]
  /// 0: in no duplicate cluster, 1: in one, 2 and more: in one of a kind.
  public var duplicates: [UInt8]
  /// The judge's mean; NaN: not judged.
  public var score: [Float]
  /// How much its samples or members differ; NaN: not known.
  public var spread: [Float]
  /// Its dimensions, in the order of their names; NaN: none.
  public var dimensions: [(name: String, scores: [Float])]
  public var labels: [String]
  public var techniques: [String]

  public init(
    examples: [Int32] = [], label: [Int32] = [], technique: [Int32] = [], duplicates: [UInt8] = [],
    score: [Float] = [], spread: [Float] = [], dimensions: [(name: String, scores: [Float])] = [],
    labels: [String] = [], techniques: [String] = []
  ) {
    self.examples = examples
    self.label = label
    self.technique = technique
    self.duplicates = duplicates
    self.score = score
    self.spread = spread
    self.dimensions = dimensions
    self.labels = labels
    self.techniques = techniques
  }

  /// Examples in all.
  public var count: Int { examples.count }

  /// nil: the example has none.
  public func labelName(at index: Int) -> String? {
    labels.indices.contains(Int(label[index])) ? labels[Int(label[index])] : nil
  }

  /// nil: the example has none.
  public func techniqueName(at index: Int) -> String? {
    techniques.indices.contains(Int(technique[index])) ? techniques[Int(technique[index])] : nil
  }
}

/// An example that somebody has decided, for what a draw knows of them.
public struct DecidedExample: Hashable, Sendable {
  public var label: String?
  public var technique: String?
  /// The judge's mean; NaN: not judged.
  public var score: Float
  public var verdict: Verdict
  /// Whether the judge keeps it; nil: not judged, or of the sealed test split.
  public var isKept: Bool?
  public init(label: String?, technique: String?, score: Float, verdict: Verdict, isKept: Bool?) {
    self.label = label
    self.technique = technique
    self.score = score
    self.verdict = verdict
    self.isKept = isKept
  }
}
