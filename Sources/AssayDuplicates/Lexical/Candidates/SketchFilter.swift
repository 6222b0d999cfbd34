/// Says of two sketches whether the texts may still reach a similarity, before the texts are compared.
struct SketchFilter {
  private let floor: Double
  private let bins: Int
  /// The least number of equal bins, by the shingles of the smaller text (up to ``bins``).
  private let leastEqual: [Int32]

  /// Of pairs just at `floor` fewer than one in a thousand is turned away: what lies more than 3.5 standard
  /// deviations, √(t(1 - t)/bins), below. Bins are equal with probability J + (1 - J)/256, since different values
  /// share a byte by chance (Li and König 2010). Texts with fewer shingles than bins make the bins borrow from each
  /// other, and the estimate as wide as if there were no more bins than shingles.
  init(floor: Double, bins: Int) {
    self.floor = floor
    self.bins = bins
    leastEqual = (0...bins).map { shingles in
      let deviation = (floor * (1 - floor) / Double(max(1, shingles))).squareRoot()
      let least = floor - 3.5 * deviation
      return Int32(max(0, ((least + (1 - least) / 256) * Double(bins)).rounded(.down)))
    }
  }

  /// Whether items with so many distinct shingles and these sketches may be alike.
  @inline(__always)
  func admits(
    _ first: UnsafePointer<UInt8>, _ second: UnsafePointer<UInt8>, shingles one: UInt32, _ other: UInt32
  ) -> Bool {
    let (smaller, larger) = (min(one, other), max(one, other))
    // The smaller set's size over the larger's bounds the similarity from above.
    if Double(smaller) < floor * Double(larger) { return false }
    return Self.equalBytes(first, second, count: bins) >= leastEqual[min(Int(smaller), bins)]
  }

  /// How many bytes are equal, eight at a time.
  @inline(__always)
  static func equalBytes(
    _ first: UnsafePointer<UInt8>, _ second: UnsafePointer<UInt8>, count: Int
  ) -> Int32 {
    let low: UInt64 = 0x7f7f_7f7f_7f7f_7f7f
    let (left, right) = (UnsafeRawPointer(first), UnsafeRawPointer(second))
    var total: UInt64 = 0
    var offset = 0
    while offset + 8 <= count {
      // Up to 255 steps before a byte of the sums can overflow.
      var sums: UInt64 = 0
      let end = min(count, offset + 8 * 255)
      while offset + 8 <= end {
        let difference =
          left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          ^ right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        let unequal = ((difference & low) &+ low) | difference | low
        sums &+= ~unequal >> 7
        offset += 8
      }
      let pairs = (sums & 0x00ff_00ff_00ff_00ff) &+ (sums >> 8 & 0x00ff_00ff_00ff_00ff)
      total &+= (pairs &* 0x0001_0001_0001_0001) >> 48
    }
    while offset < count {
      if first[offset] == second[offset] { total &+= 1 }
      offset += 1
    }
    return Int32(truncatingIfNeeded: total)
  }
}
