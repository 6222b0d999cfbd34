/// From two neighbouring tokens to the token they merge into and the merge's rank.
struct PairTable: Sendable {
  struct Merge {
    var rank: Int32
    var merged: Int32
  }

  private var keys: [UInt64]
  private var merges: [Merge]
  private let mask: Int
  /// No pair of tokens: both are at most `Int32.max`.
  private static let free = UInt64.max

  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    keys = Array(repeating: Self.free, count: size)
    merges = Array(repeating: Merge(rank: 0, merged: 0), count: size)
    mask = size - 1
  }

  mutating func set(_ left: Int32, _ right: Int32, rank: Int32, merged: Int32) {
    let key = Self.key(left, right)
    var index = home(key)
    while keys[index] != Self.free, keys[index] != key { index = (index + 1) & mask }
    keys[index] = key
    merges[index] = Merge(rank: rank, merged: merged)
  }

  @inline(__always)
  func merge(_ left: Int32, _ right: Int32) -> Merge? {
    let key = Self.key(left, right)
    var index = home(key)
    while true {
      if keys[index] == key { return merges[index] }
      if keys[index] == Self.free { return nil }
      index = (index + 1) & mask
    }
  }

  @inline(__always)
  private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
  }

  @inline(__always)
  private func home(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) >> 32) & mask
  }
}
