/// Writes compact sketches of any size straight into memory, without an array for every text: the lowest byte of each
/// value of a ``MinHashSketch``, b-bit minwise hashing with b = 8 (Li and König 2010). Not to be shared by threads.
public final class SketchWriter {
  private let bins: Int
  private let seed: UInt64
  private var values = ScratchBuffer<UInt32>()
  /// The first bins that a vacant bin tries, ``attempts`` for each.
  private let tried: [UInt16]
  private static let attempts = 16

  /// - Parameter bins: bytes in a sketch, 1 to 65,536.
  public init(bins: Int, seed: UInt64) {
    precondition(bins > 0 && bins <= 1 << 16, "1 to 65,536 bins")
    self.bins = bins
    self.seed = seed
    values.reserve(bins)
    tried = (0..<bins).flatMap { bin in
      (1...Self.attempts).map { UInt16(MinHashSketch.tried(bin, attempt: $0, bins: bins, seed: seed)) }
    }
  }

  /// Sketches shingles, which may repeat and come in any order, into `bins` bytes; false, with nothing written, when
  /// there are none.
  public func write(_ shingles: UnsafeBufferPointer<UInt64>, to target: UnsafeMutablePointer<UInt8>) -> Bool {
    if shingles.isEmpty { return false }
    let buffer = UnsafeMutableBufferPointer(rebasing: values.memory[..<bins])
    buffer.update(repeating: MinHashSketch.vacant)
    let filled = MinHashSketch.fill(buffer, with: shingles, seed: seed)
    tried.withUnsafeBufferPointer { tried in
      for bin in 0..<bins {
        var source = bin
        if filled < bins {
          var attempt = 0
          while buffer[source] == MinHashSketch.vacant {
            source =
              attempt < Self.attempts
              ? Int(tried[bin * Self.attempts + attempt])
              : MinHashSketch.tried(bin, attempt: attempt + 1, bins: bins, seed: seed)
            attempt += 1
          }
        }
        target[bin] = UInt8(truncatingIfNeeded: buffer[source])
      }
    }
    return true
  }
}
