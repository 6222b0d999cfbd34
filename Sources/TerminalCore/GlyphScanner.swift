/// Takes a text apart into glyphs, from its first byte to its last.
///
/// It works on scalars and not on `Character`s: terminals do too, and most of a frame is ASCII, for which
/// finding grapheme boundaries would be the largest cost of drawing. Nothing is remembered from one glyph
/// to the next, so a text that is cut between two glyphs gives the same glyphs again.
struct GlyphScanner {
  /// Valid UTF-8.
  private let bytes: UnsafeBufferPointer<UInt8>
  /// Where the next glyph begins; in the middle of an escape, where the one after it does.
  private(set) var position = 0
  /// The scalar that the last glyph was made from.
  private(set) var base: Unicode.Scalar = " "
  private var escape: ArraySlice<Glyph> = []

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The byte at which the next glyph begins; nil at the end and in the middle of an escape.
  var nextByte: UInt8? {
    position < bytes.count && escape.isEmpty ? bytes[position] : nil
  }

  /// Passes over `count` bytes that the caller deals with itself.
  mutating func skip(_ count: Int) { position = min(bytes.count, position + count) }

  /// Whether the byte after the next one is `byte`.
  func isFollowed(by byte: UInt8) -> Bool { position + 1 < bytes.count && bytes[position + 1] == byte }

  /// The next glyph; nil at the end.
  @inline(__always)
  mutating func next() -> Glyph? {
    if escape.isEmpty, position < bytes.count {
      let byte = bytes[position]
      // Printable ASCII that nothing can combine with: nearly all of most screens.
      if byte &- 0x20 < 0x5F, position + 1 == bytes.count || bytes[position + 1] < 0x80 {
        position += 1
        base = Unicode.Scalar(byte)
        return Glyph(text: Self.printableASCII[Int(byte) - 0x20])
      }
    }
    return nextOfAnyKind()
  }

  @inline(never)
  private mutating func nextOfAnyKind() -> Glyph? {
    if let glyph = escape.popFirst() { return glyph }
    guard position < bytes.count else { return nil }
    let (scalar, length) = decoded(at: position)
    position += length
    base = scalar
    switch ScalarClass(scalar) {
    case .narrow where Self.isRegionalIndicator(scalar): return withMarks(Self.letter(scalar), width: 1)
    case .narrow: return withMarks(scalar, width: 1)
    // Newer terminals would draw it into the emoji before it, others beside it.
    case .wide where Self.isSkinTone(scalar): return escaped(scalar)
    case .wide: return withMarks(scalar, width: 2)
    case .mark: return withMarks("\u{25CC}", first: scalar, width: 1)
    case .unseen: return escaped(scalar)
    }
  }

  // MARK: What follows a base

  /// A terminal cell of curses holds a base and four marks.
  private static let maximumMarks = 4

  /// The glyph of `base` with the marks after it; consumes what is drawn with the base or not at all.
  private mutating func withMarks(_ base: Unicode.Scalar, first: Unicode.Scalar? = nil, width: Int) -> Glyph {
    var text = String(base)
    var marks = 0
    if let first {
      text.unicodeScalars.append(first)
      marks = 1
    }
    var hasSelector = false
    var hasSkinTone = false
    // ASCII is always a base of its own.
    while position < bytes.count, bytes[position] >= 0x80 {
      let (scalar, length) = decoded(at: position)
      if Self.isVariationSelector(scalar, after: base), !hasSelector {
        hasSelector = true
      } else if Self.isSkinTone(scalar), !hasSkinTone, Self.isEmoji(base) {
        hasSkinTone = true
      } else if let joined = joinedLength(scalar, after: base, at: position + length) {
        position += joined
        hasSelector = false
        hasSkinTone = false
      } else if ScalarClass(scalar) == .mark {
        if marks < Self.maximumMarks { text.unicodeScalars.append(scalar) }
        marks += 1
      } else {
        break
      }
      position += length
    }
    return Glyph(text: text, width: width)
  }

  /// How many bytes after a joiner go unseen with it; nil when the scalar is no joiner or has nothing to
  /// join here, so that it has to be shown.
  private func joinedLength(_ scalar: Unicode.Scalar, after base: Unicode.Scalar, at next: Int) -> Int? {
    guard scalar.value == 0x200D || scalar.value == 0x200C, next < bytes.count else { return nil }
    let (following, length) = decoded(at: next)
    if scalar.value == 0x200D, Self.isEmoji(base), Self.isEmoji(following) { return length }
    // Joiners are ordinary spelling in Persian and the scripts of India (Unicode Standard Annex 31, A).
    guard let script = Self.joiningScript(base), script == Self.joiningScript(following),
      ScalarClass(following) == .narrow
    else { return nil }
    return 0
  }

  private enum JoiningScript { case arabic, indic }

  private static func joiningScript(_ scalar: Unicode.Scalar) -> JoiningScript? {
    switch scalar.value {
    case 0x0620...0x06FF, 0x0750...0x077F, 0x08A0...0x08FF: .arabic
    case 0x0900...0x0DFF: .indic
    default: nil
    }
  }

  private static func isVariationSelector(_ scalar: Unicode.Scalar, after base: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xFE00...0xFE0F: true
    // Forms of Chinese characters; after anything else they can only carry hidden data.
    case 0xE0100...0xE01EF: base.properties.isIdeographic
    default: false
    }
  }

  private static func isSkinTone(_ scalar: Unicode.Scalar) -> Bool {
    (0x1F3FB...0x1F3FF).contains(scalar.value)
  }

  private static func isEmoji(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x203C && scalar.properties.isEmoji && !isRegionalIndicator(scalar)
  }

  private static func isRegionalIndicator(_ scalar: Unicode.Scalar) -> Bool {
    (0x1F1E6...0x1F1FF).contains(scalar.value)
  }

  /// Terminals disagree about flags: the two letters of the country say the same.
  private static func letter(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    Unicode.Scalar(UInt8(truncatingIfNeeded: scalar.value - 0x1F1E6) + 0x41)
  }

  // MARK: What must not be drawn

  /// ␛ for a control character, `⟨U+202E⟩` for all else; returns the first glyph, the others follow.
  private mutating func escaped(_ scalar: Unicode.Scalar) -> Glyph {
    if scalar.value <= 0x20 || scalar.value == 0x7F {
      let picture = scalar.value == 0x7F ? 0x2421 : 0x2400 + scalar.value
      return Glyph(text: Unicode.Scalar(picture).map { String($0) } ?? "?", isSymbol: true)
    }
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let name = "⟨U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "⟩"
    escape = name.unicodeScalars.map { Glyph(text: String($0), isSymbol: true) }[...]
    return escape.removeFirst()
  }

  // MARK: Decoding

  /// The scalar at a byte at which one begins, and its length.
  private func decoded(at index: Int) -> (scalar: Unicode.Scalar, length: Int) {
    let first = UInt32(bytes[index])
    func tail(_ offset: Int) -> UInt32 { UInt32(bytes[index + offset]) & 0x3F }
    let (value, length): (UInt32, Int) =
      switch first {
      case 0..<0x80: (first, 1)
      case 0x80..<0xE0: ((first & 0x1F) << 6 | tail(1), 2)
      case 0xE0..<0xF0: ((first & 0x0F) << 12 | tail(1) << 6 | tail(2), 3)
      default: ((first & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4)
      }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }

  private static let printableASCII: [String] = (0x20..<0x7F).map { String(Unicode.Scalar(UInt8($0))) }
}
