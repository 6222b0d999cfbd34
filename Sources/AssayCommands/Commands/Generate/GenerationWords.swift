import ArgumentParser
import AssayGeneration
import AssayModel
import AssayStatistics

/// What stands behind options of `assay generate` and `assay augment`, as values.
enum GenerationWords {
  /// "easy=.3,medium=.5,hard=.2"; nil: it is not of this form.
  static func shares(_ text: String) -> [String: Double]? {
    var shares: [String: Double] = [:]
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false).map(Self.trimmed)
      guard sides.count == 2, !sides[0].isEmpty, shares[sides[0]] == nil, let share = Double(sides[1]),
        share >= 0, share.isFinite
      else { return nil }
      shares[sides[0]] = share
    }
    return shares.values.contains { $0 > 0 } ? shares.filter { $0.value > 0 } : nil
  }

  /// What is wrong with shares that do not add up to 1, and what would be right; nil: they do.
  ///
  /// - Parameter write: the shares as the person would write them.
  static func sumProblem(
    _ shares: [String: Double], write: ([(name: String, share: String)]) -> String
  ) -> String? {
    let sum = shares.values.reduce(0, +)
    guard abs(sum - 1) > 0.001 else { return nil }
    let levels = ["easy", "medium", "hard"]
    let names =
      shares.isEmpty
      ? levels
      : shares.keys.sorted { (levels.firstIndex(of: $0) ?? 3, $0) < (levels.firstIndex(of: $1) ?? 3, $1) }
    let parts = LargestRemainder.deal(100, over: names.map { shares[$0] ?? 0 }, least: 1)
    let example = zip(names, parts).map { (name: $0, share: JSONText.number(Double($1) / 100)) }
    let said = JSONText.number((sum * 10_000).rounded() / 10_000)
    return "the shares add up to \(said), not to 1; write for example \(write(example))"
  }

  /// "0.8-1.0" or "0.9"; nil: it is no temperature from 0 to 2.
  static func temperature(_ text: String) -> ClosedRange<Double>? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Double(trimmed($0)) }
    guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first <= last,
      first >= 0, last <= 2
    else { return nil }
    return first...last
  }

  /// Different, non-empty words with commas between them.
  static func list(_ text: String) -> [String] {
    var seen: Set<String> = []
    return text.split(separator: ",").map { trimmed($0) }.filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  /// - Throws: where no word is in the list, which would mean the usual ones.
  static func refuseEmpty(_ text: String, _ option: String) throws {
    guard list(text).isEmpty else { return }
    throw ValidationError("\(option) is empty: write words with commas between them, or leave it away")
  }

  /// A word that is nearly, but not quite, one of those that are known.
  static func slip(_ word: String, _ known: [String]) -> String? {
    known.contains(word) || word.contains(" ") ? nil : Spelling.nearest(to: word, among: known)
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    var rest = text[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
