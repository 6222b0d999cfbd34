/// How varied generated texts are, of one batch or of all so far. nil: too few texts to measure.
public struct DiversityReport: Hashable, Sendable, Codable {
  public var examples: Int
  /// Share of texts that are near duplicates of an earlier one.
  public var nearDuplicates: Double?
  /// Different n-grams among all, n = 1 and 2 (Li et al. 2016).
  public var distinct1: Double?
  public var distinct2: Double?
  /// Mean BLEU of a text against the others, on a sample (Zhu et al. 2018): lower is more varied.
  public var selfBLEU: Double?
  /// Effective number of different texts (Friedman and Dieng 2023), divided by how many were measured.
  public var vendi: Double?
  /// What ``vendi`` was taken on; nil: nothing was measured, or by a version that knew words only.
  public var vendiBasis: VendiBasis?
  /// Bytes before over bytes after DEFLATE: higher is more repetitive.
  public var compressionRatio: Double?
  /// New clusters per 100 examples.
  public var newClusterRate: Double?
  /// Clusters seen, and how many there are by Chao's lower bound (Chao 1984).
  public var clusters: Int?
  public var expectedClusters: Double?
  /// Of all so far; a single batch has none.
  public var saturation: SaturationCurve?

  /// ``expectedClusters`` as words tell it, "at least about": to two significant digits, since its interval is wide, and
  /// never below what was seen. nil: not measured.
  public var roundedExpectedClusters: Int? {
    guard let expected = expectedClusters, expected.isFinite, (0..<1e15).contains(expected) else {
      return nil
    }
    var unit = 1.0
    while expected / unit >= 100 { unit *= 10 }
    return max(Int((expected / unit).rounded() * unit), clusters ?? 0)
  }

  /// Texts under which rates say little: as many as the guard wants to see before it decides anything.
  public static let enough = 50
  /// Whether a rate for a hundred texts, and what more texts would bring, can be told from so many.
  public var tellsRates: Bool { examples >= Self.enough }
  /// Texts that were like none before.
  public var newTexts: Int? { newClusterRate.map { Int(($0 * Double(examples) / 100).rounded()) } }

  public init(examples: Int = 0) { self.examples = examples }
}
