/// 128 bits of a list of texts, the same on every machine and in every version: two FNV-1a hashes
/// (Fowler, Noll, Vo 1991) from different starting points. Good against chance, not against intent.
struct StableDigest {
  private var first: UInt64 = 0xcbf2_9ce4_8422_2325
  private var second: UInt64 = 0x6c62_272e_07bb_0142

  mutating func add(_ text: String) {
    for byte in text.utf8 { add(byte) }
    // No UTF-8 holds it: "ab" + "c" and "a" + "bc" differ.
    add(0xff)
  }

  private mutating func add(_ byte: UInt8) {
    first = (first ^ UInt64(byte)) &* 0x100_0000_01b3
    second = (second ^ UInt64(byte) ^ (first >> 32)) &* 0x100_0000_01b3
  }

  var value: UInt64 { first }

  /// All 16 bytes.
  var bytes: [UInt8] {
    withUnsafeBytes(of: first.bigEndian) { Array($0) } + withUnsafeBytes(of: second.bigEndian) { Array($0) }
  }

  /// Written as a UUID of version 8 (RFC 9562: the bits are the program's own).
  var uuid: String {
    let high = Self.hex(first & ~0xf000 | 0x8000)
    let low = Self.hex(second & ~(0xc << 60) | (0x8 << 60))
    func part(_ text: [Character], _ range: Range<Int>) -> String { String(text[range]) }
    return [part(high, 0..<8), part(high, 8..<12), part(high, 12..<16), part(low, 0..<4), part(low, 4..<16)]
      .joined(separator: "-")
  }

  private static func hex(_ value: UInt64) -> [Character] {
    let digits = Array("0123456789abcdef")
    return (0..<16).map { digits[Int(value >> UInt64(60 - 4 * $0) & 15)] }
  }
}
