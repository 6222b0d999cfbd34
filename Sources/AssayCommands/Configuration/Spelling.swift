/// "did you mean …?"
enum Spelling {
  /// The candidate that is at most two slips of the finger away from `word`, the nearest first; nil
  /// when there is none, or when so short a word could be anything.
  static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let ranked = candidates.map { (name: $0, distance: distance(word.lowercased(), $0.lowercased())) }
    let limit = min(2, max(1, word.count / 2))
    return ranked.filter { $0.distance <= limit }.min { $0.distance < $1.distance }?.name
  }

  /// `; did you mean "labels"?`, or what there is to choose from.
  static func hint(for word: String, among candidates: [String]) -> String {
    if let name = nearest(to: word, among: candidates) { return "; did you mean \"\(name)\"?" }
    return candidates.isEmpty ? "" : "; known here: " + candidates.joined(separator: ", ")
  }

  /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other
  /// (Damerau 1964, in the form that never edits one place twice).
  static func distance(_ first: String, _ second: String) -> Int {
    let (a, b) = (Array(first), Array(second))
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var rows = [Array(0...b.count)]
    for i in 1...a.count {
      var row = [i]
      for j in 1...b.count {
        let change = rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        var best = min(change, rows[i - 1][j] + 1, row[j - 1] + 1)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          best = min(best, rows[i - 2][j - 2] + 1)
        }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
