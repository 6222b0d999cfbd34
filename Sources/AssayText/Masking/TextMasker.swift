/// Puts one word for each kind in the place of names, numbers, dates, links, addresses and sums of money, so that
/// texts that differ in nothing else become equal.
///
/// ```swift
/// let masker = TextMasker()
/// masker.mask("Anna paid $20 on 5 May.")  // "<name> paid <money> on <date>."
/// ```
///
/// What counts, without a model and in any language:
/// - *name*: a word with a capital and small letters inside a sentence (Latin, Greek, Cyrillic); a common given name
///   anywhere, in lower case too (a list of English and some other ones). The first word of a sentence, line or
///   quotation has a capital anyway and is no name unless it is on the list; words in capitals only (HTML, NASA) are
///   terms, not names. Where capitals say nothing, in German texts and where more than six in ten words inside
///   sentences have one (headings), only the list counts.
/// - *number*: what begins with a digit (12, 3.5, 1,000, 12th, 5kg) or has three digits or more (ABC-123); number
///   words in English, German, French, Spanish, Italian and Portuguese, as far as they are no other word of those.
/// - *date*: 2024-05-01, 1/5/2024, 10:30, months and days in the same languages, with the numbers beside them.
/// - *url*: with a scheme or www., or a domain with a common ending; *email*; *phone*: with +, brackets or hyphens and 7
///   to 15 digits; *money*: a number with a currency sign or word.
///
/// Neighbours of one kind become one mask ("Mary Ann Smith"). Digits may be full width, Arabic, Persian or Devanagari.
/// Safe for bytes that are no UTF-8. Not to be shared by threads.
public final class TextMasker {
  /// Fewer words say nothing: "<name> <number>" would be equal to many.
  public static let leastWords = 3

  private var tokens: [MaskToken] = []
  private var result: [UInt8] = []
  private var masks = 0
  private var wordsLeft = 0
  /// The mask that was written last, and where it began in the result; nil after a word.
  private var last: (kind: MaskKind, start: Int)?

  public init() {}

  /// The text with its masks, UTF-8; good until the next text.
  public func withMasked<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
    try result.withUnsafeBufferPointer(body)
  }

  /// Whether enough of the last text is left to compare: ``leastWords`` or more, and no fewer words than masks.
  public var leavesEnough: Bool { wordsLeft >= Self.leastWords && wordsLeft >= masks }

  /// The text with its masks, for texts that come one by one.
  public func mask(_ text: String) -> String {
    var text = text
    return text.withUTF8 { mask($0) ? withMasked { String(decoding: $0, as: UTF8.self) } : nil } ?? text
  }

  /// Masks a text; false when there was nothing to mask.
  public func mask(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    tokens.removeAll(keepingCapacity: true)
    var scanner = MaskScanner(text)
    while let token = scanner.next() { tokens.append(token) }
    let trustsCapitals = trustsCapitals()
    result.removeAll(keepingCapacity: true)
    (masks, wordsLeft, last) = (0, 0, nil)
    var copied = 0
    for (place, token) in tokens.enumerated() {
      let gap = text[copied..<token.start]
      copied = token.end
      if let kind = kind(of: token, at: place, trustsCapitals) {
        append(kind, after: gap)
      } else if changesNumber(token, place, after: gap) {
        continue
      } else {
        result.append(contentsOf: gap)
        result.append(contentsOf: text[token.start..<token.end])
        last = nil
        wordsLeft += words(in: text[token.start..<token.end])
      }
    }
    result.append(contentsOf: text[copied...])
    return masks > 0
  }

  /// Whether a capital inside a sentence tells a name.
  private func trustsCapitals() -> Bool {
    var (inside, capitals, german) = (0, 0, 0)
    for token in tokens {
      if case .known(.german, _) = token.kind { german += 1 }
      if token.startsSentence { continue }
      inside += 1
      switch token.kind {
      case .capitalized, .known(_, isCapitalized: true): capitals += 1
      default: break
      }
    }
    // One German word may be an English one ("die") or a title; one in eight is a language.
    if german >= 2, german * 8 >= tokens.count { return false }
    return capitals * 10 <= inside * 6 || inside < 4
  }

  /// What a token is masked as; nil: as nothing.
  private func kind(of token: MaskToken, at place: Int, _ trustsCapitals: Bool) -> MaskKind? {
    switch token.kind {
    case .word: return nil
    case .certain(let kind): return kind
    case .capitalized: return trustsCapitals && !token.startsSentence ? .name : nil
    case .known(let entry, let isCapitalized):
      switch entry {
      case .givenName: return .name
      case .number: return .number
      case .date: return .date
      case .dateNextToNumber:
        if isNextToNumber(place) { return .date }
        return isCapitalized && trustsCapitals && !token.startsSentence ? .date : nil
      case .title, .german, .currency, .none:
        let isName = isCapitalized && trustsCapitals && !token.startsSentence
        return isName && entry != .title ? .name : nil
      }
    }
  }

  private func isNextToNumber(_ place: Int) -> Bool {
    for neighbour in [place - 1, place + 1] where tokens.indices.contains(neighbour) {
      if case .certain(let kind) = tokens[neighbour].kind, kind == .number || kind == .date { return true }
    }
    return false
  }

  /// Writes a mask, unless it goes on with the one before it.
  private func append(_ kind: MaskKind, after gap: Slice<UnsafeBufferPointer<UInt8>>) {
    if let last, gap.allSatisfy(Self.joins) {
      if last.kind == kind { return }
      switch (last.kind, kind) {
      case (.date, .number): return
      // "5 May", "5 May 2024": the number is part of the date.
      case (.number, .date):
        result.removeSubrange(last.start...)
        masks -= 1
      default: result.append(contentsOf: gap)
      }
    } else {
      result.append(contentsOf: gap)
    }
    write(kind)
  }

  /// "20 dollars" is money.
  private func changesNumber(_ token: MaskToken, _ place: Int, after gap: Slice<UnsafeBufferPointer<UInt8>>)
    -> Bool
  {
    guard case .known(.currency, _) = token.kind, let last, last.kind == .number, gap.allSatisfy(Self.joins)
    else {
      return false
    }
    result.removeSubrange(last.start...)
    masks -= 1
    write(.money)
    return true
  }

  private func write(_ kind: MaskKind) {
    last = (kind, result.count)
    result.append(contentsOf: Self.words[Int(kind.rawValue)])
    masks += 1
  }

  /// What may be between two parts of one name, number or date.
  private static func joins(_ byte: UInt8) -> Bool {
    ByteClass.isSpace(byte) || byte == 0x2C || byte == 0x2D || byte == 0x2E
  }

  /// A word, or several in scripts without spaces, whose characters have three bytes.
  private func words(in bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    guard let first = bytes.first, first >= 0xE3 else { return 1 }
    return max(1, bytes.count / 3)
  }

  private static let words = MaskKind.allCases.map { Array($0.word.utf8) }
}
