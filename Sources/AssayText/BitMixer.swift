/// Small deterministic 64-bit mixing, the same on every machine and in every run (`Hasher` is seeded
/// anew by each process, so its values cannot be stored).
enum BitMixer {
  /// Starting value and multiplier of FNV-1a, 64 bits (Fowler, Noll, Vo).
  static let fnvOffset: UInt64 = 0xcbf2_9ce4_8422_2325
  static let fnvPrime: UInt64 = 0x0000_0100_0000_01b3

  /// The bijective finaliser of SplitMix64: Stafford's variant 13 (Stafford 2011; Steele, Lea and
  /// Flood 2014).
  @inline(__always)
  static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// FNV-1a of the bytes, finished by ``mix(_:)`` because FNV alone leaves the high bits of short
  /// keys weak.
  @inline(__always)
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> UInt64 {
    var value = fnvOffset
    for index in start..<end { value = (value ^ UInt64(bytes[index])) &* fnvPrime }
    return mix(value)
  }
}
