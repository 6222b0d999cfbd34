/// Writes compact sketches of any size straight into memory: the values of ``MinHashSketch``, a byte each as in
/// ``CompactSketch``, without an array for every text. Not to be shared by threads.
public final class SketchWriter {
  private let bins: Int
  private let seed: UInt64
  private var values = ScratchBuffer<UInt32>()

  /// - Parameter bins: bytes in a sketch, 1 to 65,536.
  public init(bins: Int, seed: UInt64) {
    precondition(bins > 0 && bins <= 1 << 16, "1 to 65,536 bins")
    self.bins = bins
    self.seed = seed
    values.reserve(bins)
  }

  /// Sketches shingles, which may repeat and come in any order, into `bins` bytes; false, with nothing written, when
  /// there are none.
  public func write(_ shingles: UnsafeBufferPointer<UInt64>, to target: UnsafeMutablePointer<UInt8>) -> Bool {
    if shingles.isEmpty { return false }
    let buffer = UnsafeMutableBufferPointer(rebasing: values.memory[..<bins])
    MinHashSketch.write(shingles, to: buffer, seed: seed)
    for bin in 0..<bins { target[bin] = UInt8(truncatingIfNeeded: buffer[bin]) }
    return true
  }
}
