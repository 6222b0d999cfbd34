/// Reading and writing single scalars in UTF-8 that is known to be valid (it comes from a `String`).
enum UTF8Scalars {
  /// The scalar whose first byte is at `index`, and its length in bytes.
  @inline(__always)
  static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (scalar: UInt32, length: Int) {
    let lead = UInt32(bytes[index])
    if lead < 0x80 { return (lead, 1) }
    let second = UInt32(bytes[index + 1]) & 0x3F
    if lead < 0xE0 { return ((lead & 0x1F) << 6 | second, 2) }
    let third = UInt32(bytes[index + 2]) & 0x3F
    if lead < 0xF0 { return ((lead & 0x0F) << 12 | second << 6 | third, 3) }
    let fourth = UInt32(bytes[index + 3]) & 0x3F
    return ((lead & 0x07) << 18 | second << 12 | third << 6 | fourth, 4)
  }

  /// Writes `scalar` at `index` and returns the index after it.
  @inline(__always)
  static func encode(
    _ scalar: UInt32, into bytes: UnsafeMutableBufferPointer<UInt8>, at index: Int
  ) -> Int {
    if scalar < 0x80 {
      bytes[index] = UInt8(scalar)
      return index + 1
    }
    if scalar < 0x800 {
      bytes[index] = UInt8(0xC0 | scalar >> 6)
      bytes[index + 1] = UInt8(0x80 | scalar & 0x3F)
      return index + 2
    }
    if scalar < 0x10000 {
      bytes[index] = UInt8(0xE0 | scalar >> 12)
      bytes[index + 1] = UInt8(0x80 | scalar >> 6 & 0x3F)
      bytes[index + 2] = UInt8(0x80 | scalar & 0x3F)
      return index + 3
    }
    bytes[index] = UInt8(0xF0 | scalar >> 18)
    bytes[index + 1] = UInt8(0x80 | scalar >> 12 & 0x3F)
    bytes[index + 2] = UInt8(0x80 | scalar >> 6 & 0x3F)
    bytes[index + 3] = UInt8(0x80 | scalar & 0x3F)
    return index + 4
  }
}
