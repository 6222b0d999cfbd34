import AssayModel

/// What ``LexicalSearch`` has found.
public struct LexicalFindings: Hashable, Sendable {
  /// What one method did.
  public struct MethodFigures: Hashable, Sendable {
    public var pairs = 0
    /// Wall time. Candidates of all methods are compared in one go; that time is shared out by the number of each
    /// method's candidates.
    public var seconds = 0.0
  }

  /// How many of the pairs at or over the threshold were found, measured on a sample of the items that were compared
  /// with all others.
  public struct Recall: Hashable, Sendable {
    /// Items in the sample.
    public var items: Int
    /// Pairs of these items that there are.
    public var expected: Int
    /// Those of them that were found.
    public var found: Int
    /// 0...1.
    public var share: Double { Double(found) / Double(expected) }

    public init(items: Int, expected: Int, found: Int) {
      self.items = items
      self.expected = expected
      self.found = found
    }
  }

  /// Sorted, at or over the method's floor, with exact similarities.
  public var pairs: [DuplicatePair] = []
  /// For each of the lexical methods that was asked for.
  public var methods: [DuplicateMethod: MethodFigures] = [:]
  /// Of ``DuplicateMethod/minhash``; nil when the sample had no such pair, or nothing was measured.
  public var recall: Recall?

  public init() {}

  init(_ methods: Set<DuplicateMethod>) {
    for method in methods where method != .embedding { self.methods[method] = MethodFigures() }
  }
}
