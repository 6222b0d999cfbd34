/// Two examples and how alike they are by one method, measured exactly (never an estimate).
///
/// Examples are named by their index, the number of the example less one, to keep a pair at 16 bytes: there can be
/// millions.
public struct DuplicatePair: Hashable, Sendable, Comparable {
  /// The lower index.
  public var first: Int32
  /// The higher index.
  public var second: Int32
  public var method: DuplicateMethod
  /// 0...1 (a cosine: -1...1).
  public var similarity: Float

  /// The order of the two does not matter.
  public init(_ one: Int32, _ other: Int32, method: DuplicateMethod, similarity: Float) {
    first = min(one, other)
    second = max(one, other)
    self.method = method
    self.similarity = similarity
  }

  /// By the indices, then by the method in the order of its cases.
  public static func < (left: DuplicatePair, right: DuplicatePair) -> Bool {
    if left.first != right.first { return left.first < right.first }
    if left.second != right.second { return left.second < right.second }
    return left.method.rawValue < right.method.rawValue
  }
}
