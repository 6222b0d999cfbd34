/// Which known name a wrong one was probably meant to be.
enum Misspelling {
  /// The candidate that the fewest edits lead to, two at most and fewer than half of the word; nil: none is near.
  static func nearest(to word: String, among candidates: [String]) -> String? {
    let limit = min(2, max(1, word.count / 2))
    let ranked = candidates.map {
      (name: $0, distance: distance(Array(word.lowercased()), Array($0.lowercased())))
    }
    return ranked.filter { $0.distance <= limit }.min { $0.distance < $1.distance }?.name
  }

  /// Insertions, deletions, replacements and swaps of neighbours (Damerau 1964, no place edited twice).
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    // Names are short; whatever else stands between the brackets is near none of them.
    if a.isEmpty || b.isEmpty || a.count > 40 { return max(a.count, b.count) }
    var rows = [Array(0...b.count)]
    for i in 1...a.count {
      var row = [i]
      for j in 1...b.count {
        var best = min(
          rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
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
