/// What a byte of UTF-8 may be in a text, for ``MaskScanner``. Safe for bytes that are no UTF-8.
enum ByteClass {
  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 9 < 5 }

  /// Length of the decimal digit at `index`, ASCII, full width, Arabic, Persian or Devanagari; 0: there is none.
  @inline(__always)
  static func digit(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let byte = text[index]
    if byte < 0x80 { return isDigit(byte) ? 1 : 0 }
    guard index + 1 < text.count else { return 0 }
    let second = text[index + 1]
    if byte == 0xD9, second &- 0xA0 < 10 { return 2 }
    if byte == 0xDB, second &- 0xB0 < 10 { return 2 }
    guard index + 2 < text.count else { return 0 }
    let third = text[index + 2]
    if byte == 0xEF, second == 0xBC, third &- 0x90 < 10 { return 3 }
    if byte == 0xE0, second == 0xA5, third &- 0xA6 < 10 { return 3 }
    return 0
  }

  /// Length of the currency sign at `index` ($ £ ¥ € ₹ and the other signs of U+20A0...U+20BF); 0: there is none.
  @inline(__always)
  static func currency(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let byte = text[index]
    if byte < 0x80 { return byte == 0x24 ? 1 : 0 }
    if byte == 0xC2, index + 1 < text.count {
      return text[index + 1] == 0xA3 || text[index + 1] == 0xA5 ? 2 : 0
    }
    if byte == 0xE2, index + 2 < text.count, text[index + 1] == 0x82 {
      return text[index + 2] >= 0xA0 ? 3 : 0
    }
    return 0
  }

  /// Length of the punctuation or the space at `index` among the bytes from 0x80 on; 0: it may belong to a word.
  @inline(__always)
  static func separator(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    guard index + 1 < text.count else { return 0 }
    let (byte, second) = (text[index], text[index + 1])
    if byte == 0xC2 { return 2 }
    guard index + 2 < text.count else { return 0 }
    if byte == 0xE2 { return second <= 0x81 || currency(text, at: index) > 0 ? 3 : 0 }
    if byte == 0xE3, second == 0x80, text[index + 2] < 0xA0 { return 3 }
    if byte == 0xEF, second == 0xBC, text[index + 2] < 0x90 || text[index + 2] &- 0x9A < 7 { return 3 }
    return 0
  }

  /// Whether a Latin, Greek or Cyrillic capital is at `index`. Other scripts have none, or too rarely.
  @inline(__always)
  static func isCapital(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    let byte = text[index]
    if byte < 0x80 { return byte &- 0x41 < 26 }
    guard index + 1 < text.count else { return false }
    let second = text[index + 1]
    switch byte {
    case 0xC3: return second &- 0x80 < 0x1F && second != 0x97
    case 0xC4, 0xC5:
      let scalar = UInt32(byte & 0x1F) << 6 | UInt32(second & 0x3F)
      return Normalization.simpleFolding(scalar).map { $0 != scalar } ?? false
    case 0xCE: return second &- 0x91 < 0x1B
    case 0xD0: return second &- 0x80 < 0x30
    default: return false
    }
  }
}
