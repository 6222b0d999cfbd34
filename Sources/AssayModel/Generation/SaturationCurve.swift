/// How many different kinds fewer texts would have had, and how many more texts would have: whether going on is worth it.
public struct SaturationCurve: Hashable, Sendable, Codable {
  /// Texts that came, and kinds (clusters) among them.
  public var texts: Int
  public var kinds: Int
  /// Numbers of texts, rising: up to ``texts`` by rarefaction (Hurlbert 1971), beyond by extrapolation (Colwell et al.
  /// 2012).
  public var sizes: [Int]
  /// The kinds expected among so many texts; as many as ``sizes``.
  public var expected: [Double]

  public init(texts: Int, kinds: Int, sizes: [Int], expected: [Double]) {
    self.texts = texts
    self.kinds = kinds
    self.sizes = sizes
    self.expected = expected
  }

  /// How many more texts the last point stands for, and the new kinds that they would bring; nil: the curve does not go
  /// beyond what came.
  public var ahead: (texts: Int, kinds: Double)? {
    guard let size = sizes.last, let last = expected.last, size > texts else { return nil }
    return (size - texts, max(0, last - Double(kinds)))
  }
}
