/// Compares candidate pairs by their exact Jaccard similarity, and remembers recently refused pairs
/// (which come again in other bands) and recently used shingles. Both memories have a fixed size and
/// change the time only, never the answer.
struct PairVerifier {
  private let threshold: Double
  private let mayBeNear: (Int, Int) -> Bool
  private let shingles: (Int) throws -> [UInt64]
  private var refused: [UInt64]
  private let refusedShift: UInt64
  private var recent = [(item: Int32, shingles: [UInt64])](repeating: (-1, []), count: 1 << 10)

  /// Remembers some four refused pairs an item, 32 MB at most.
  init(threshold: Double, source: NearDuplicateSource) {
    self.threshold = threshold
    mayBeNear = source.mayBeNear
    shingles = source.shingles
    let bits = min(22, max(10, Int.bitWidth - source.count.leadingZeroBitCount + 2))
    refused = [UInt64](repeating: .max, count: 1 << bits)
    refusedShift = UInt64(64 - bits)
  }

  mutating func isNear(_ first: Int32, _ second: Int32) throws -> Bool {
    let pair = UInt64(UInt32(bitPattern: first)) << 32 | UInt64(UInt32(bitPattern: second))
    let place = Int(BitMixer.mix(pair) >> refusedShift)
    if refused[place] == pair || !mayBeNear(Int(first), Int(second)) { return false }
    let left = try cached(first)
    let right = try cached(second)
    if isPossible(left.count, right.count), Shingles.jaccard(left, right) >= threshold { return true }
    refused[place] = pair
    return false
  }

  /// The smaller set's size over the larger's bounds the similarity from above.
  private func isPossible(_ first: Int, _ second: Int) -> Bool {
    Double(min(first, second)) >= threshold * Double(max(first, second))
  }

  private mutating func cached(_ item: Int32) throws -> [UInt64] {
    let place = Int(item) & (recent.count - 1)
    if recent[place].item != item { recent[place] = (item, try shingles(Int(item))) }
    return recent[place].shingles
  }
}
