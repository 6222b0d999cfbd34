/// MurmurHash3, the x64 variant with 128 bits, by Austin Appleby, who placed it in the public domain
/// (SMHasher, `MurmurHash3.cpp`, 2011). Written anew in Swift; not for secrets.
enum MurmurHash3 {
  private static let c1: UInt64 = 0x87c3_7b91_1142_53d5
  private static let c2: UInt64 = 0x4cf5_ad43_2745_937f

  static func hash128(_ bytes: UnsafeRawBufferPointer, seed: UInt32 = 0) -> (UInt64, UInt64) {
    var h1 = UInt64(seed)
    var h2 = UInt64(seed)
    let blocks = bytes.count / 16
    for block in 0..<blocks {
      let k1 = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: block * 16, as: UInt64.self))
      let k2 = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: block * 16 + 8, as: UInt64.self))
      h1 ^= scrambled1(k1)
      h1 = (rotated(h1, 27) &+ h2) &* 5 &+ 0x52dc_e729
      h2 ^= scrambled2(k2)
      h2 = (rotated(h2, 31) &+ h1) &* 5 &+ 0x3849_5ab5
    }
    let (tail1, tail2) = tail(bytes, from: blocks * 16)
    h2 ^= scrambled2(tail2)
    h1 ^= scrambled1(tail1)
    h1 ^= UInt64(bytes.count)
    h2 ^= UInt64(bytes.count)
    h1 &+= h2
    h2 &+= h1
    h1 = finished(h1)
    h2 = finished(h2)
    h1 &+= h2
    h2 &+= h1
    return (h1, h2)
  }

  /// The last 0 to 15 bytes as two little-endian numbers; a number without bytes is 0 and scrambles to 0.
  private static func tail(_ bytes: UnsafeRawBufferPointer, from start: Int) -> (UInt64, UInt64) {
    var (k1, k2) = (UInt64(0), UInt64(0))
    for (place, index) in (start..<bytes.count).enumerated() {
      if place < 8 {
        k1 |= UInt64(bytes[index]) << UInt64(place * 8)
      } else {
        k2 |= UInt64(bytes[index]) << UInt64((place - 8) * 8)
      }
    }
    return (k1, k2)
  }

  @inline(__always) private static func scrambled1(_ k: UInt64) -> UInt64 { rotated(k &* c1, 31) &* c2 }
  @inline(__always) private static func scrambled2(_ k: UInt64) -> UInt64 { rotated(k &* c2, 33) &* c1 }

  @inline(__always)
  private static func rotated(_ value: UInt64, _ count: UInt64) -> UInt64 {
    value << count | value >> (64 - count)
  }

  @inline(__always)
  private static func finished(_ value: UInt64) -> UInt64 {
    var k = value
    k = (k ^ (k >> 33)) &* 0xff51_afd7_ed55_8ccd
    k = (k ^ (k >> 33)) &* 0xc4ce_b9fe_1a85_ec53
    return k ^ (k >> 33)
  }
}
