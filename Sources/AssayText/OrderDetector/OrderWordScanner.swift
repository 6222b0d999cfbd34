/// One word of a text that is searched for orders.
struct OrderWord {
  /// What stands between this word and the one before.
  struct Gap: OptionSet {
    let rawValue: UInt8
    static let sentence = Self(rawValue: 1)
    static let colon = Self(rawValue: 2)
    static let slash = Self(rawValue: 4)
    static let dash = Self(rawValue: 8)
    static let line = Self(rawValue: 16)
    static let sign = Self(rawValue: 32)
    static let point = Self(rawValue: 64)
    static let wide = Self(rawValue: 128)
  }

  var classes: OrderWordClass
  var gap: Gap
  var isUpperCase: Bool
  /// Of a script that puts no spaces between words.
  var isSpaceless = false
  var length: Int32
  /// Bytes of the text.
  var start: Int32
  var end: Int32
}

/// Cuts a text into words and says what each can be, in one pass over its bytes.
struct OrderWordScanner {
  private(set) var words: [OrderWord] = []
  /// Of all words.
  private(set) var classes: OrderWordClass = []
  /// Bytes that may begin a mark: `<`, `[`, `{`, `#`.
  private(set) var hasMarks = false
  /// Whether a line may be one of a prompt's frame: `SYSTEM:`, `=== END OF TEXT ===`.
  var mayHaveLines: Bool { !classes.isDisjoint(with: [.system, .end]) }
  /// `%`, `&` and `\`, which escape.
  private(set) var escapes = 0
  /// Characters that no screen shows and that spell out something.
  private(set) var tags = 0
  /// The longest run without a space.
  private(set) var longestRun = 0
  /// Words of one letter.
  private(set) var singles = 0

  // The word that is read.
  private var hash = OrderVocabulary.emptyHash
  private var latinHash = OrderVocabulary.emptyHash
  private var leetHash = OrderVocabulary.emptyHash
  private var start = -1
  private var length = 0
  private var scripts: UInt8 = 0
  private var hasDigit = false
  private var hasLetter = false
  private var isUpperCase = true
  private var value = 0
  private var gap: OrderWord.Gap = []
  private var spaces = 0
  private var run = 0
  private let vocabulary = OrderVocabulary.table

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    words.reserveCapacity(bytes.count / 5)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        readASCII(byte, at: index)
        index += 1
        continue
      }
      let (scalar, width) = UTF8Scalars.decode(bytes, at: index)
      if OrderScalarFolding.isSpaceless(scalar) {
        finish(at: index)
        index = readSpaceless(bytes, at: index, width: width)
        continue
      }
      read(scalar, at: index)
      index += width
    }
    finish(at: bytes.count)
    longestRun = max(longestRun, run)
  }

  @inline(__always)
  private mutating func readASCII(_ byte: UInt8, at index: Int) {
    let lower = byte | 0x20
    if lower &- 0x61 < 26 {
      if start < 0 { begin(at: index) }
      if byte >= 0x61 { isUpperCase = false }
      hasLetter = true
      scripts |= 1
      add(UInt32(lower), leet: UInt32(lower))
    } else if byte &- 0x30 < 10 {
      if start < 0 { begin(at: index) }
      hasDigit = true
      value = min(1000, value * 10 + Int(byte &- 0x30))
      add(UInt32(byte), leet: Self.leet[Int(byte &- 0x30)])
    } else {
      if start >= 0 { finish(at: index) }
      separate(byte)
      return
    }
    run += 1
  }

  @inline(__always)
  private mutating func begin(at index: Int) {
    start = index
    hash = OrderVocabulary.emptyHash
    latinHash = hash
    leetHash = hash
    length = 0
    scripts = 0
    hasDigit = false
    hasLetter = false
    isUpperCase = true
    value = 0
  }

  @inline(__always)
  private mutating func add(_ scalar: UInt32, leet: UInt32) {
    hash = OrderVocabulary.hash(adding: scalar, to: hash)
    latinHash = OrderVocabulary.hash(adding: scalar, to: latinHash)
    leetHash = OrderVocabulary.hash(adding: leet, to: leetHash)
    length += 1
  }

  private mutating func read(_ scalar: UInt32, at index: Int) {
    let folded = OrderScalarFolding.folded(scalar)
    if folded == OrderScalarFolding.nothing {
      if (0xE0020...0xE007E).contains(scalar) { tags += 1 }
      return
    }
    if folded == OrderScalarFolding.separator {
      finish(at: index)
      separate(scalar)
      return
    }
    if start < 0 { begin(at: index) }
    let latin = OrderScalarFolding.latin(folded)
    isUpperCase = false
    hasLetter = true
    scripts |= OrderScalarFolding.isCyrillicOrGreek(folded) ? 2 : 1
    hash = OrderVocabulary.hash(adding: folded, to: hash)
    latinHash = OrderVocabulary.hash(adding: latin, to: latinHash)
    leetHash = OrderVocabulary.hash(adding: latin, to: leetHash)
    if folded &- 0x30 < 10 {
      hasDigit = true
      hasLetter = false
      value = min(1000, value * 10 + Int(folded - 0x30))
    }
    length += 1
    run += 1
  }

  private mutating func finish(at end: Int) {
    guard start >= 0 else { return }
    var classes: OrderWordClass
    if hasDigit && !hasLetter {
      classes = value >= 1 && value <= 10 || value == 100 ? .number : []
    } else {
      classes = vocabulary.classes(hash)
      // Letters of two scripts in one word, or of one that only look like Latin.
      if scripts & 2 != 0, classes.isEmpty { classes = vocabulary.classes(latinHash) }
      if hasDigit, classes.isEmpty { classes = vocabulary.classes(leetHash) }
    }
    append(classes, length: length, end: end)
    if length == 1, hasLetter { singles += 1 }
    start = -1
  }

  private mutating func append(_ classes: OrderWordClass, length: Int, end: Int) {
    if spaces > 1 { gap.insert(.wide) }
    words.append(
      OrderWord(
        classes: classes, gap: gap, isUpperCase: isUpperCase, length: Int32(length), start: Int32(start),
        end: Int32(end)))
    self.classes.formUnion(classes)
    gap = []
    spaces = 0
  }

  private mutating func separate(_ byte: UInt8) {
    switch byte {
    case 0x20, 0x09:
      if gap.contains(.point) { gap.insert(.sentence) }
      spaces += 1
      closeRun()
    case 0x0A, 0x0D:
      if gap.contains(.line) || gap.contains(.point) { gap.insert(.sentence) }
      gap.insert(.line)
      closeRun()
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ";"):
      gap.formUnion([.point, .sign])
    case UInt8(ascii: ":"), UInt8(ascii: "="): gap.formUnion([.colon, .sign])
    case UInt8(ascii: "/"):
      gap.insert(.slash)
      run += 1
    case UInt8(ascii: "-"): gap.insert(.dash)
    case UInt8(ascii: "'"), UInt8(ascii: "_"), UInt8(ascii: "+"): run += 1
    case UInt8(ascii: "<"), UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "#"):
      hasMarks = true
      gap.insert(.sign)
    case UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "\\"):
      escapes += 1
      gap.insert(.sign)
    default: gap.insert(.sign)
    }
  }

  private mutating func separate(_ scalar: UInt32) {
    switch scalar {
    case 0x3002, 0xFF01, 0xFF1F, 0xFF1B: gap.formUnion([.sentence, .sign])
    case 0x2019: break
    case 0xFF1A: gap.formUnion([.colon, .sign])
    case 0x2010...0x2015: gap.insert(.dash)
    case 0x3000, 0xA0, 0x2000...0x200A: spaces += 1
    default: gap.insert(.sign)
    }
    closeRun()
  }

  private mutating func closeRun() {
    longestRun = max(longestRun, run)
    run = 0
  }

  /// A known word, or a scalar of an unknown one.
  private mutating func readSpaceless(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int, width: Int) -> Int {
    closeRun()
    start = index
    isUpperCase = false
    let (scalar, _) = UTF8Scalars.decode(bytes, at: index)
    // "5分", "5点"
    if scalar == 0x5206 || scalar == 0x70B9, let last = words.last, last.classes.contains(.number),
      Int(last.end) == index
    {
      append([.topScore], length: 1, end: index + width)
      classes.insert(.topScore)
      start = -1
      return index + width
    }
    for candidate in OrderVocabulary.spaceless[scalar] ?? [] {
      var position = index
      var matches = true
      for wanted in candidate.scalars {
        guard position < bytes.count else {
          matches = false
          break
        }
        let (found, length) = UTF8Scalars.decode(bytes, at: position)
        if found != wanted {
          matches = false
          break
        }
        position += length
      }
      guard matches else { continue }
      append(candidate.classes, length: candidate.scalars.count, end: position)
      start = -1
      return position
    }
    // Up to four scalars of what is not known count as a word.
    if let last = words.last, last.classes.isEmpty, last.length < 4, Int(last.end) == index, last.isSpaceless
    {
      words[words.count - 1].length += 1
      words[words.count - 1].end = Int32(index + width)
    } else {
      append([], length: 1, end: index + width)
      words[words.count - 1].isSpaceless = true
    }
    start = -1
    return index + width
  }

  /// The letters that digits stand for: "1gn0r3".
  private static let leet: [UInt32] = "oizeasgtbg".unicodeScalars.map(\.value)
}
