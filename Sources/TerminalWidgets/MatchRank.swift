/// How well a text fits what was typed; smaller is better.
enum MatchRank: Int, Comparable {
  case prefix, wordStart, substring, subsequence

  /// nil when the text does not fit at all. Both sides are folded to one case by the caller.
  init?(of query: [Character], in text: [Character]) {
    guard !query.isEmpty else {
      self = .prefix
      return
    }
    if text.starts(with: query) {
      self = .prefix
      return
    }
    var best: MatchRank?
    if text.count >= query.count {
      for start in 0...text.count - query.count where text[start...].starts(with: query) {
        let isWordStart = start == 0 || !(text[start - 1].isLetter || text[start - 1].isNumber)
        best = isWordStart ? .wordStart : best ?? .substring
        if isWordStart { break }
      }
    }
    if best == nil, Self.isSubsequence(query, of: text) { best = .subsequence }
    guard let best else { return nil }
    self = best
  }

  private static func isSubsequence(_ query: [Character], of text: [Character]) -> Bool {
    var rest = query[...]
    for character in text where character == rest.first { rest.removeFirst() }
    return rest.isEmpty
  }

  static func < (left: MatchRank, right: MatchRank) -> Bool { left.rawValue < right.rawValue }
}
