import AssayStatistics

/// One fact of a text that can be changed so that the sentence stays one.
struct FactChange {
  /// How sure it is that the text is wrong afterwards.
  enum Strength: Int, Comparable {
    /// Only where the text states facts.
    case ifFactual
    /// The other fields of the example say otherwise.
    case againstOthers
    static func < (left: Strength, right: Strength) -> Bool { left.rawValue < right.rawValue }
  }

  var range: Range<String.Index>
  var replacement: String
  var strength: Strength
  /// "number 14 became 41"
  var detail: String
  /// Whether a word became its opposite, which in a long text may not matter.
  var isOpposite = false

  func applied(to text: String) -> String {
    var result = text
    result.replaceSubrange(range, with: replacement)
    // "a apple" would give it away.
    return Self.withArticle(result, at: range.lowerBound, in: text, replacement)
  }

  /// Makes an English article before the changed word fit it.
  private static func withArticle(
    _ changed: String, at place: String.Index, in text: String, _ replacement: String
  ) -> String {
    guard let first = replacement.lowercased().first, first.isLetter else { return changed }
    let head = text[..<place]
    let wantsN = "aeiou".contains(first)
    for (article, other) in [(" a ", " an "), (" an ", " a ")] where head.hasSuffix(article) {
      guard wantsN == (other == " an ") else { continue }
      return head.dropLast(article.count) + other + changed.dropFirst(head.count)
    }
    return changed
  }

  /// What can be changed in `text`.
  ///
  /// - Parameter others: the example's other fields.
  static func all(
    in text: String, others: String, corpus: ProbeCorpus, _ generator: inout RepeatableGenerator
  ) -> [FactChange] {
    let otherWords = Set(ProbeWord.words(of: others).map(\.lowercased))
    let otherNumbers = Set(NumberToken.tokens(in: others).map { String($0.text) })
    // In a long text one small word may not matter.
    let isShort = text.count <= 400
    var changes: [FactChange] = []
    for token in NumberToken.tokens(in: text) {
      guard let new = token.altered(&generator), !otherNumbers.contains(new) else { continue }
      let isShared = otherNumbers.contains(String(token.text))
      changes.append(
        FactChange(
          range: token.range, replacement: new, strength: isShared ? .againstOthers : .ifFactual,
          detail: "number \(token.text) became \(new)"))
    }
    changes += words(in: text, otherWords, &generator)
    changes += names(in: text, others: others, corpus, &generator)
    for place in Opposites.places(in: text, strongOnly: !isShort) {
      let word = text[place.range]
      changes.append(
        FactChange(
          range: place.range, replacement: place.opposite,
          strength: otherWords.contains(word.lowercased()) ? .againstOthers : .ifFactual,
          detail: "“\(word)” became “\(place.opposite)”", isOpposite: true))
    }
    for place in Opposites.negations(in: text) where isShort {
      let word = text[place.range].trimmingSpaces
      changes.append(
        FactChange(
          range: place.range, replacement: place.replacement, strength: .ifFactual,
          detail: place.replacement.isEmpty
            ? "“\(word)” was taken out" : "“\(word)” became “\(place.replacement)”"))
    }
    return changes
  }

  /// Number words, months, days, units.
  private static func words(
    in text: String, _ others: Set<String>, _ generator: inout RepeatableGenerator
  ) -> [FactChange] {
    var changes: [FactChange] = []
    var previous: ProbeWord?
    for word in ProbeWord.words(of: text) {
      defer { previous = word }
      let lower = word.lowercased
      let kind: String
      let choice: String?
      if let other = generator.pick(NumberWords.others(for: lower).filter { !others.contains($0) }) {
        (kind, choice) = ("number", other)
      } else if let other = generator.pick(CalendarNames.others(for: lower).filter { !others.contains($0) }) {
        (kind, choice) = ("date", other)
      } else if let unit = NumberWords.units[lower], let previous,
        previous.text.last?.isNumber == true
          || NumberWords.units[previous.lowercased] != nil
      {
        (kind, choice) = ("unit", unit)
      } else {
        continue
      }
      guard let choice else { continue }
      let new = Opposites.sameCase(choice, as: word.text)
      changes.append(
        FactChange(
          range: word.range, replacement: new, strength: others.contains(lower) ? .againstOthers : .ifFactual,
          detail: "\(kind) \(word.text) became \(new)"))
    }
    return changes
  }

  private static func names(
    in text: String, others: String, _ corpus: ProbeCorpus, _ generator: inout RepeatableGenerator
  ) -> [FactChange] {
    NamePool.names(in: text).compactMap { name in
      guard let new = generator.pick(corpus.names.others(for: name, notIn: text + others)) else { return nil }
      return FactChange(
        range: name.range, replacement: new,
        strength: others.contains(name.text) ? .againstOthers : .ifFactual,
        detail: "name \(name.text) became \(new)")
    }
  }
}

extension Substring {
  var trimmingSpaces: String { String(self).trimmed() }
}
