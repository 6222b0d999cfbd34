/// Scripts that are written without spaces between words: one scalar counts as one word.
///
/// Korean is not among them: Hangul is written with spaces.
enum SpacelessScript {
  /// Whether `scalar` belongs to Thai, Lao, Tibetan, Burmese, Khmer, kana or Han.
  static func contains(_ scalar: UInt32) -> Bool {
    guard scalar >= 0x0E00 else { return false }
    switch scalar {
    case 0x0E00...0x0FFF,  // Thai, Lao, Tibetan
      0x1000...0x109F,  // Myanmar
      0x1780...0x17FF,  // Khmer
      0x1950...0x19DF,  // Tai Le, New Tai Lue
      0x1A20...0x1AAF,  // Tai Tham
      0x3005...0x3007,  // iteration mark, closing mark, zero
      0x3031...0x3035, 0x303B,
      0x3040...0x30FF, 0x31F0...0x31FF,  // kana
      0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,  // Han
      0xFF66...0xFF9F,  // half-width katakana
      0x1B000...0x1B16F,  // historic kana
      0x20000...0x3FFFF:  // Han, supplementary planes
      return true
    default: return false
    }
  }
}
