/// The number of a judge version inside its workspace.
public struct JudgeID: RawRepresentable, Hashable, Comparable, Sendable, Codable {
  public var rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
  public init(_ value: Int64) { rawValue = value }
  public static func < (left: JudgeID, right: JudgeID) -> Bool { left.rawValue < right.rawValue }
}

/// A judge: a model with a prompt, and the dimensions it scores, in the order of its score vectors.
public struct JudgeVersion: Hashable, Sendable {
  public var id: JudgeID
  public var name: String
  public var dimensions: [String]
  /// How many examples it has scored.
  public var count: Int
  public init(id: JudgeID, name: String, dimensions: [String], count: Int) {
    self.id = id
    self.name = name
    self.dimensions = dimensions
    self.count = count
  }
}

/// What one judge says of one example on one dimension.
public struct DimensionScore: Hashable, Sendable, Codable {
  public var dimension: String
  /// On the scale of the dimension, 1-5 unless the task says otherwise; a real number when it is a
  /// mean. nil: the judge gave no valid answer.
  public var value: Double?
  public var reason: String?
  /// The probability of each answer from the lowest up, where the judge gave them.
  public var probabilities: [Double]?
  /// What the samples or the members of a panel said, where there were several; `value` is made from them.
  public var values: [Double]?
  /// The sample standard deviation (n - 1) of ``values``, or the standard deviation under ``probabilities``; nil: one
  /// value only.
  public var spread: Double?
  public init(
    dimension: String, value: Double?, reason: String? = nil, probabilities: [Double]? = nil,
    values: [Double]? = nil, spread: Double? = nil
  ) {
    self.dimension = dimension
    self.value = value
    self.reason = reason
    self.probabilities = probabilities
    self.values = values
    self.spread = spread
  }
}

/// What one judge version says of one example.
public struct Judgement: Hashable, Sendable {
  /// The judge's name, for example "gpt-4-0314/rts".
  public var judge: String
  public var scores: [DimensionScore]
  /// A reason for the whole, where the judge gives one and not one per dimension.
  public var reason: String?
  public var tokens: Int?
  public var seconds: Double?
  /// Why there is no score, or not all of them: "no number for accuracy in the answer, twice".
  public var failure: String?
  public init(
    judge: String, scores: [DimensionScore], reason: String? = nil, tokens: Int? = nil,
    seconds: Double? = nil, failure: String? = nil
  ) {
    self.judge = judge
    self.scores = scores
    self.reason = reason
    self.tokens = tokens
    self.seconds = seconds
    self.failure = failure
  }

  /// The scores that are there, by dimension.
  public var values: [String: Double] {
    Dictionary(
      scores.compactMap { score in score.value.map { (score.dimension, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// The mean of the dimensions' spreads: how much samples or the members of a panel disagree; nil when none has one.
  public var spread: Double? {
    let values = scores.compactMap(\.spread)
    return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  /// The arithmetic mean of the scores that are there; nil when there is none.
  public var mean: Double? {
    let values = scores.compactMap(\.value)
    return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}

/// A verdict that came with the data: what its publishers hold to be true of an example.
public struct Truth: Hashable, Sendable, Codable {
  public var verdict: Verdict?
  public var label: String?
  public var source: String?
  public init(verdict: Verdict? = nil, label: String? = nil, source: String? = nil) {
    self.verdict = verdict
    self.label = label
    self.source = source
  }
}
