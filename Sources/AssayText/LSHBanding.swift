/// Cuts sketches into bands so that texts that are alike share at least one band's hash.
///
/// A pair with similarity s agrees in a band of r bins with probability sʳ, and in at least one of b
/// bands with 1 - (1 - sʳ)ᵇ (Broder 1997; Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets",
/// section 3.4).
///
/// ```swift
/// let banding = LSHBanding(threshold: 0.8)  // 12 bands of 5 bins
/// banding.probability(at: 0.8)              // 0.991
/// ```
public struct LSHBanding: Hashable, Sendable {
  /// The hash of a text without shingles: it is nobody's candidate.
  public static let noCandidate: UInt32 = 0

  public let bands: Int
  /// Bins in each band.
  public let rows: Int

  /// The longest bands (fewest false candidates) of which a pair just at `threshold` still shares one
  /// with probability `recall` at least. The formula takes the bins as independent; in short texts they
  /// borrow from each other, so it is asked for only half of the misses that are allowed. With that, of
  /// the pairs at 0.8 and over in 7,500 real short requests more than 95 % are found.
  ///
  /// Where not even single bins reach `recall` (a threshold under about 0.05 with 64 bins) the bands
  /// are single bins, and ``probability(at:)`` tells what can be had.
  public init(threshold: Double, bins: Int = MinHashSketch.defaultBins, recall: Double = 0.95) {
    precondition(bins > 0 && threshold > 0 && threshold <= 1 && recall > 0 && recall < 1)
    let aim = 1 - (1 - recall) / 2
    let rows = (1...bins).last { rows in
      Self.probability(at: threshold, bands: bins / rows, rows: rows) >= aim
    }
    self.init(bands: bins / (rows ?? 1), rows: rows ?? 1)
  }

  public init(bands: Int, rows: Int) {
    precondition(bands > 0 && rows > 0)
    self.bands = bands
    self.rows = rows
  }

  /// The probability that a pair with Jaccard `similarity` shares a band.
  public func probability(at similarity: Double) -> Double {
    Self.probability(at: similarity, bands: bands, rows: rows)
  }

  private static func probability(at similarity: Double, bands: Int, rows: Int) -> Double {
    1 - power(1 - power(similarity, rows), bands)
  }

  private static func power(_ base: Double, _ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<exponent { result *= base }
    return result
  }

  /// One hash for each band, in order; all ``noCandidate`` for an empty sketch, never otherwise.
  public func bandHashes(_ sketch: MinHashSketch) -> [UInt32] {
    guard !sketch.isEmpty else { return [UInt32](repeating: Self.noCandidate, count: bands) }
    precondition(sketch.values.count >= bands * rows, "the sketch has too few bins")
    let bytes = sketch.values.map { UInt8(truncatingIfNeeded: $0) }
    return bytes.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.map { start in (0..<bands).map { bandHash($0, of: start) } } ?? []
    }
  }

  /// The hash of one band of a sketch that a ``SketchWriter`` wrote, not of an empty text; never ``noCandidate``.
  public func bandHash(_ band: Int, of sketch: UnsafePointer<UInt8>) -> UInt32 {
    var value = UInt64(band)
    for bin in band * rows..<(band + 1) * rows { value = BitMixer.mix(value ^ UInt64(sketch[bin])) }
    return max(UInt32(truncatingIfNeeded: value), 1)
  }
}
