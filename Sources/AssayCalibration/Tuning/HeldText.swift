import AssayText

/// Texts that must not get into a judge's prompt: those of the examples that it is going to be measured on. A prompt
/// that holds them would be right about them and about nothing else.
public struct HeldText: Sendable {
  /// Words in a row that make a text known again; in scripts without spaces, characters.
  public static let length = 8
  /// A whole text of so many words or more must not be quoted either, though it is shorter than that.
  public static let shortest = 3

  private let runs: Set<UInt64>

  /// - Parameters:
  ///   - texts: of dev and test.
  ///   - known: what may be said because it was said before: the prompt as it is, the task.
  public init(_ texts: [String], known: [String] = []) {
    var runs: Set<UInt64> = []
    for text in texts where Self.isLongEnough(text) {
      // A shorter text is one run, with all of its words.
      runs.formUnion(Shingles.hashes(of: text, size: Self.length))
    }
    for text in known { runs.subtract(Self.allRuns(of: text)) }
    self.runs = runs
  }

  /// What `text` has in common with one of the held texts, for people; nil: nothing.
  public func quotation(in text: String) -> String? {
    guard !runs.isDisjoint(with: Self.allRuns(of: text)) else { return nil }
    let words = Normalization.shingling.normalized(text).split(separator: " ")
    for length in stride(from: Self.length, through: Self.shortest, by: -1) where words.count >= length {
      for start in 0...words.count - length {
        let part = words[start..<start + length].joined(separator: " ")
        if !runs.isDisjoint(with: Shingles.hashes(of: part, size: length)) { return part }
      }
    }
    return String(text.prefix(40))
  }

  private static func allRuns(of text: String) -> Set<UInt64> {
    (shortest...length).reduce(into: []) { $0.formUnion(Shingles.hashes(of: text, size: $1)) }
  }

  private static func isLongEnough(_ text: String) -> Bool {
    let normal = Normalization.shingling.normalized(text)
    return normal.split(separator: " ").count >= shortest
      || normal.unicodeScalars.count { $0.value >= 0x0E00 } >= length
  }
}
