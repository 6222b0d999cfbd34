import AssayModel

/// Habits of writing that all or nearly all seeds have: of their first text.
struct SeedStyle {
  /// From so many texts on a habit that all have is worth a word.
  private static let least = 8

  let findings: [SeedFinding]

  init(_ field: SeedField) {
    guard field.n >= Self.least else {
      findings = []
      return
    }
    findings = [
      Self.questions(field), Self.sentences(field), Self.marks(field), Self.capitals(field),
      Self.digits(field),
    ].compactMap { $0 }
  }

  private static func finding(
    _ code: String, _ weight: SeedFinding.Weight, _ field: SeedField, _ text: String, _ advice: String,
    _ count: Int, _ places: [String] = []
  ) -> SeedFinding {
    SeedFinding(
      code, weight, field.prefix + text, advice: advice, count: count, of: field.n, places: places)
  }

  // MARK: Questions and sentences

  private static func questions(_ field: SeedField) -> SeedFinding? {
    let asks = field.entries.filter { $0.text.contains { "?？؟".contains($0) } }
    if asks.isEmpty {
      return finding(
        "no-question", .notable, field, "none has a question mark",
        "Few questions will be generated: add some, if real ones ask.", field.n)
    }
    guard asks.count == field.n else { return nil }
    return finding(
      "all-questions", .notable, field, "all \(field.n) ask a question",
      "Nothing but questions will be generated: add orders, complaints and fragments, if real ones have them.",
      field.n)
  }

  /// A sentence ends with a mark that a space or the end follows.
  static func sentenceCount(_ text: String) -> Int {
    var count = 0
    var isOpen = false
    var sawMark = false
    for character in text {
      if "。！？".contains(character) {
        count += isOpen ? 1 : 0
        (isOpen, sawMark) = (false, false)
      } else if ".!?…".contains(character) {
        sawMark = true
      } else if character.isNewline || (character.isWhitespace && sawMark) {
        count += isOpen ? 1 : 0
        (isOpen, sawMark) = (false, false)
      } else if !character.isWhitespace {
        isOpen = true
        // Closing marks belong to the sentence: (so.)
        if !"\"')]»”’".contains(character) { sawMark = false }
      }
    }
    return count + (isOpen ? 1 : 0)
  }

  private static func sentences(_ field: SeedField) -> SeedFinding? {
    guard field.entries.allSatisfy({ sentenceCount($0.text) == 1 }) else { return nil }
    return finding(
      "single-sentences", .notable, field, "every one is a single sentence",
      "Single sentences will be generated: add some of two or three, if real ones go on.", field.n)
  }

  // MARK: Marks and capitals

  private static func end(_ text: String) -> Character? { text.last { !$0.isWhitespace } }

  private static func marks(_ field: SeedField) -> SeedFinding? {
    var counts: [Character: Int] = [:]
    for entry in field.entries {
      if let end = end(entry.text), end.isPunctuation { counts[end, default: 0] += 1 }
    }
    if counts.isEmpty {
      return finding(
        "no-end-marks", .notable, field, "none ends with a full stop or another mark",
        "Nothing generated will: add some that do, if real ones do.", field.n)
    }
    // Questions are told elsewhere.
    let most = counts.filter { !"?？؟".contains($0.key) }.max {
      ($0.value, $1.key) < ($1.value, $0.key)
    }
    if let most, most.value * 5 >= field.n * 4 {
      return finding(
        "same-end", .notable, field, "\(most.value) of \(field.n) end with \"\(most.key)\"",
        "Nearly all that is generated will: leave it out in some, and end some otherwise.", most.value)
    }
    let isTidy = field.entries.allSatisfy { entry in
      entry.text.first(where: \.isLetter)?.isUppercase == true && end(entry.text)?.isPunctuation == true
    }
    guard isTidy else { return nil }
    return finding(
      "tidy", .notable, field, "every one begins with a capital letter and ends with a mark",
      "All that is generated will be as tidy: write some as people type, without either and with slips, if real ones are so.",
      field.n)
  }

  private static func capitals(_ field: SeedField) -> SeedFinding? {
    let cased = field.entries.filter { $0.text.contains { $0.isLowercase || $0.isUppercase } }
    guard cased.count == field.n, cased.allSatisfy({ !$0.text.contains(where: \.isUppercase) }) else {
      return nil
    }
    return finding(
      "no-capitals", .notable, field, "none has a capital letter",
      "Nothing generated will have one: write some with capitals, if real ones have them.", field.n)
  }

  private static func digits(_ field: SeedField) -> SeedFinding? {
    guard field.entries.allSatisfy({ !$0.text.contains(where: \.isNumber) }) else { return nil }
    return finding(
      "no-digits", .remark, field, "none has a digit in it",
      "Amounts, dates and numbers will be rare: add some, if real ones have them.", field.n)
  }
}
