import AssayModel

/// A seed as it is looked at before a token is spent.
public struct SeedSample: Hashable, Sendable {
  /// Where a person finds it: "line 12", or its key.
  public var place: String
  public var fields: [TextField]
  public var label: String?
  public var difficulty: String?
  public init(place: String, fields: [TextField], label: String? = nil, difficulty: String? = nil) {
    self.place = place
    self.fields = fields
    self.label = label
    self.difficulty = difficulty
  }
}

/// Two seeds that are nearly the same.
public struct SeedPair: Hashable, Sendable {
  /// Their positions among the seeds.
  public var first: Int
  public var second: Int
  public var method: DuplicateMethod
  /// In 0...1.
  public var similarity: Double
  public init(_ first: Int, _ second: Int, method: DuplicateMethod, similarity: Double) {
    self.first = first
    self.second = second
    self.method = method
    self.similarity = similarity
  }
}

/// A seed that is like a row of held-out real data.
public struct SeedMatch: Hashable, Sendable {
  /// Its position among the seeds.
  public var seed: Int
  /// The name of the set, and the line on which its row begins.
  public var set: String
  public var line: Int
  public var method: DuplicateMethod
  /// In 0...1.
  public var similarity: Double
  public init(seed: Int, set: String, line: Int, method: DuplicateMethod, similarity: Double) {
    self.seed = seed
    self.set = set
    self.line = line
    self.method = method
    self.similarity = similarity
  }
}
