/// Seeds that begin with the same words.
struct SeedOpenings {
  let findings: [SeedFinding]

  init(_ field: SeedField) {
    let n = field.n
    let one = Self.most(field, words: 1, least: max(4, (2 * n + 4) / 5))
    let three = Self.most(field, words: 3, least: max(3, (n + 3) / 4))
    var chosen: [Opening] = []
    // The longer opening says it all when most of the shorter one's are of it.
    if let one, (three?.places.count ?? 0) * 4 < one.places.count * 3 { chosen.append(one) }
    if let three { chosen.append(three) }
    findings = chosen.map { opening in
      let count = opening.places.count
      return SeedFinding(
        opening.words == 1 ? "same-first-word" : "same-opening", count * 4 >= n * 3 ? .serious : .notable,
        field.prefix + "\(count) of \(n) begin with \"\(opening.text)\"",
        advice: (count * 2 >= n ? "Most" : "Much")
          + " of what is generated will begin so too: word some of them differently.",
        count: count, of: n, places: opening.places)
    }
  }

  private struct Opening {
    var text: String
    var words: Int
    var places: [String]
  }

  /// The most frequent first words, if there are enough of them; of equally frequent ones the first.
  private static func most(_ field: SeedField, words: Int, least: Int) -> Opening? {
    var openings: [String: Opening] = [:]
    var order: [String] = []
    for entry in field.entries where entry.words.count >= words {
      let start = entry.words.prefix(words)
      let key = start.map(\.folded).joined(separator: " ")
      if openings[key] == nil {
        order.append(key)
        let shown = start.map(\.shown).joined(separator: field.countsCharacters ? "" : " ")
        openings[key] = Opening(text: shown, words: words, places: [])
      }
      openings[key]?.places.append(entry.place)
    }
    var best: Opening?
    for opening in order.compactMap({ openings[$0] }) where opening.places.count > best?.places.count ?? 0 {
      best = opening
    }
    return best.flatMap { $0.places.count >= least ? $0 : nil }
  }
}
