/// A sketch in one byte a bin: the lowest eight bits of each bin's value, b-bit minwise hashing with b = 8
/// (Li and König 2010). Small enough to keep for every example, and good for any threshold: the bands are cut
/// from it, and it says of a candidate pair whether comparing the texts is worth while.
public enum CompactSketch {
  /// Bytes of a sketch.
  public static let length = MinHashSketch.defaultBins

  /// The bytes of a sketch of ``length`` bins; nil for a text without shingles, which is like nothing.
  public static func bytes(_ sketch: MinHashSketch) -> [UInt8]? {
    if sketch.isEmpty { return nil }
    precondition(sketch.values.count == length, "a sketch of \(length) bins")
    return sketch.values.map { UInt8(truncatingIfNeeded: $0) }
  }

  /// An unbiased estimate of the Jaccard similarity J of two texts, from -0.004 to 1. Bins are equal with
  /// probability J + (1 - J)/256, since different values share a byte by chance; that is taken out.
  public static func estimatedJaccard(_ first: UnsafePointer<UInt8>, _ second: UnsafePointer<UInt8>) -> Double
  {
    var equal = 0
    for bin in 0..<length where first[bin] == second[bin] { equal += 1 }
    let share = Double(equal) / Double(length)
    return (share - 1.0 / 256) / (1 - 1.0 / 256)
  }

  /// Whether a pair with this estimate may still reach `threshold`. Of pairs just at the threshold it turns
  /// away fewer than one in a thousand: what lies more than 3.5 standard deviations, √(t(1 - t)/bins), below.
  ///
  /// - Parameter shingles: about how many the shorter text has. Fewer than bins make the bins borrow from each
  ///   other, and the estimate as wide as if there were no more bins than shingles.
  public static func mayReach(_ threshold: Double, estimate: Double, shingles: Int) -> Bool {
    let bins = Double(max(1, min(shingles, length)))
    return estimate >= threshold - 3.5 * (threshold * (1 - threshold) / bins).squareRoot()
  }
}
