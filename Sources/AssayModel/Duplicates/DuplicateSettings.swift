/// How near duplicates are looked for: the section [duplicates] of `assay.toml`, or a command's options.
public struct DuplicateSettings: Hashable, Sendable, Codable {
  /// What counts as the same text for ``DuplicateMethod/exact``; each can be switched off.
  public struct Equality: Hashable, Sendable, Codable {
    /// Compatibility composition (NFKC): full width, ligatures, superscripts.
    public var compatibility = true
    public var ignoresCase = true
    public var ignoresSpace = true
    public var ignoresPunctuation = true
    public init() {}
  }

  /// The pieces of a text that are compared.
  public enum Gram: Hashable, Sendable, Codable {
    case words(Int)
    case characters(Int)
  }

  public var methods: Set<DuplicateMethod> = Set(DuplicateMethod.allCases)
  /// By method; a method without an entry has its own default.
  public var thresholds: [DuplicateMethod: Double] = [:]
  /// The text fields to compare, in order; empty: all of them.
  public var fields: [String] = []
  /// Fields that must be equal for a pair to count: "label", or the name of a text or metadata field.
  public var same: [String] = []
  public var equality = Equality()
  public var gram = Gram.words(3)
  /// Numbers in a MinHash sketch.
  public var permutations = 128
  /// The wanted share of pairs at the threshold that the MinHash bands bring together, under 1.
  public var recall = 0.98
  public var seed: UInt64 = 1
  /// Whether pairs somewhat below the thresholds are kept, so that these can be moved later.
  public var keepsPairsBelow = true
  /// A static model that is installed, or an endpoint under [models]; nil: the best that is there.
  public var embedding: String?
  /// Sets outside the workspace to compare with.
  public var references: [ReferenceSet] = []

  public init() {}

  /// The threshold of a method.
  public func threshold(_ method: DuplicateMethod) -> Double {
    thresholds[method] ?? method.defaultThreshold
  }

  /// The least similarity of pairs that are kept. With ``keepsPairsBelow`` a threshold can be moved down as far as
  /// this without a new search: 0.15 below it, for embeddings 0.10 (0.85, what `--aggressive` asks for).
  public func floor(_ method: DuplicateMethod) -> Double {
    if !keepsPairsBelow { return threshold(method) }
    return switch method {
    case .exact: 1
    case .embedding: max(0.5, threshold(method) - 0.10)
    case .minhash, .containment, .masked: max(0.3, threshold(method) - 0.15)
    }
  }
}

/// A file to compare the examples with.
public struct ReferenceSet: Hashable, Sendable, Codable {
  /// What a match means.
  public enum Role: String, Hashable, Sendable, Codable, CaseIterable {
    /// Held-out real data: an example that is like one of these contaminates the evaluation.
    case test
    /// The seeds: an example that is like one of these is a copy, not new.
    case seeds
    /// Anything else.
    case other
  }
  public var name: String
  public var file: String
  public var role: Role
  public init(name: String, file: String, role: Role) {
    self.name = name
    self.file = file
    self.role = role
  }
}

/// An example that is like a row of a ``ReferenceSet``.
public struct ReferenceMatch: Hashable, Sendable {
  public var example: ExampleID
  public var set: String
  public var role: ReferenceSet.Role
  /// The row in the set's file, from 1.
  public var line: Int
  public var method: DuplicateMethod
  public var similarity: Float
  /// The row's text.
  public var text: String
  public init(
    example: ExampleID, set: String, role: ReferenceSet.Role, line: Int, method: DuplicateMethod,
    similarity: Float, text: String
  ) {
    self.example = example
    self.set = set
    self.role = role
    self.line = line
    self.method = method
    self.similarity = similarity
    self.text = text
  }
}
