import AssayModel
import AssayText

/// One text field of the seeds, cut into words once.
struct SeedField {
  struct Entry {
    var place: String
    var text: String
    var words: [Word]
  }

  /// A word as it stands and as it is compared.
  struct Word {
    var shown: String
    var folded: String
  }

  let name: String
  /// Of the seeds that have it.
  let entries: [Entry]
  /// Whether words are single characters, in scripts without spaces.
  let countsCharacters: Bool
  /// Whether the seeds have other texts besides.
  let isOneOfSeveral: Bool

  /// Fewer texts show no habit.
  static let least = 5

  /// The fields that four of five seeds have, in their order.
  static func common(_ samples: [SeedSample]) -> [SeedField] {
    var names: [String] = []
    for field in samples.flatMap(\.fields) where !names.contains(field.name) { names.append(field.name) }
    let common = names.filter { name in
      samples.count { $0.fields.contains { $0.name == name } } * 5 >= samples.count * 4
    }
    return common.map { SeedField($0, samples, isOneOfSeveral: common.count > 1) }
  }

  private init(_ name: String, _ samples: [SeedSample], isOneOfSeveral: Bool) {
    self.name = name
    self.isOneOfSeveral = isOneOfSeveral
    let texts = samples.compactMap { sample in
      sample.fields.first { $0.name == name }.map { (sample.place, $0.text) }
    }
    // Where hardly any white space is, words are not what stands between it.
    let spaced = texts.reduce(0) { $0 + Self.spacedWords($1.1).count }
    let units = texts.reduce(0) { $0 + RougeL.words(of: $1.1).count }
    let characters = units > 3 * max(1, spaced)
    countsCharacters = characters
    entries = texts.map { place, text in
      Entry(
        place: place, text: text,
        words: characters
          ? RougeL.words(of: text).map { Word(shown: $0, folded: $0) } : Self.spacedWords(text))
    }
  }

  /// What stands between white space, without marks at its ends.
  private static func spacedWords(_ text: String) -> [Word] {
    text.split(whereSeparator: \.isWhitespace).compactMap { part in
      let core = part.drop { !isPartOfWord($0) }
      let end = core.lastIndex(where: isPartOfWord)
      guard let end else { return nil }
      let shown = String(core[...end])
      return Word(shown: shown, folded: shown.lowercased().replacing("\u{2019}", with: "'"))
    }
  }

  private static func isPartOfWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber
  }

  /// Whether all say the same: a greeting, or an instruction that is the task's.
  var isConstant: Bool { entries.count > 1 && entries.allSatisfy { $0.text == entries[0].text } }

  /// Whether there are enough texts of more than a few words: an answer such as "yes" has no style.
  var isProse: Bool {
    entries.count >= Self.least && !isConstant && (entries.map(\.words.count).max() ?? 0) > 3
  }

  var n: Int { entries.count }

  /// What stands before a finding: nothing where there is only one text.
  var prefix: String { isOneOfSeveral ? "\(name): " : "" }
}
