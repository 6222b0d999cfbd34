/// Rules that tuning has put into a judge's template: lines between two comments, which Mustache leaves out.
///
/// ```
/// {{! rules: begin }}
/// RULES
/// - An answer that does not name its source is at most a 2 for accuracy.
/// {{! rules: end }}
/// ```
public struct RuleSection: Hashable, Sendable {
  static let begin = "{{! rules: begin }}"
  static let end = "{{! rules: end }}"
  static let title = "RULES"

  public var rules: [String]

  public init(rules: [String]) { self.rules = rules }

  /// The rules of a template; none where it has no such section.
  public init(template: String) {
    let lines = Self.lines(template)
    rules =
      Self.place(lines).map { place in
        lines[place].filter { $0.hasPrefix("- ") }.map { String($0.dropFirst(2)) }
      } ?? []
  }

  /// The template with these rules in the place of its own.
  ///
  /// A template without such a section gets it before its shots, neighbours or example, whichever comes first, so that
  /// what stays the same from request to request stays at the beginning.
  public func placed(in template: String) -> String {
    var lines = Self.lines(template)
    if let place = Self.place(lines) {
      // The blank line after the section belongs to it.
      let isFollowedByBlank = place.upperBound < lines.count && Self.isBlank(lines[place.upperBound])
      let end = place.upperBound + (rules.isEmpty && isFollowedByBlank ? 1 : 0)
      lines.replaceSubrange(place.lowerBound..<end, with: section)
    } else if !rules.isEmpty {
      let index = Self.insertionIndex(lines)
      lines.insert(contentsOf: section + [""], at: index)
    }
    return lines.joined(separator: "\n")
  }

  private var section: [String] {
    rules.isEmpty ? [] : [Self.begin, Self.title] + rules.map { "- " + $0 } + [Self.end]
  }

  private static func lines(_ template: String) -> [String] {
    template.split(omittingEmptySubsequences: false) { $0.isNewline }.map { String($0) }
  }

  private static func isBlank(_ line: String) -> Bool { line.allSatisfy(\.isWhitespace) }

  private static func place(_ lines: [String]) -> Range<Int>? {
    guard let first = lines.firstIndex(where: { $0.hasPrefix(begin) }),
      let last = lines[first...].firstIndex(where: { $0.hasPrefix(end) })
    else { return nil }
    return first..<last + 1
  }

  private static func insertionIndex(_ lines: [String]) -> Int {
    let marks = [
      "{{#shots}}", "{{#neighbours}}", "{{^neighbours}}", "{{example}}", "{{{example}}}", "{{#fields}}",
    ]
    let found = lines.firstIndex { line in marks.contains { line.contains($0) } } ?? lines.count
    // Not into the middle of a paragraph: a heading belongs to what follows it.
    var index = found
    while index > 0, !isBlank(lines[index - 1]), !lines[index - 1].hasPrefix(PromptTemplate.divider) {
      index -= 1
    }
    return index
  }
}
