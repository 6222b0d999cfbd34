/// What changed from one text to another, word by word, for display.
///
/// ```swift
/// WordDiff.segments(old: "I was charged twice", new: "I was charged two times")
/// // same "I was charged ", changed "two times"
/// ```
public enum WordDiff {
  /// A piece of the new text. All pieces' texts in a row are the new text.
  public struct Segment: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
      /// The old text has it too.
      case same
      /// The old text has something else here, or nothing.
      case changed
    }
    public var kind: Kind
    public var text: String
    /// What the old text has in the place of a change; empty where words were only put in.
    public var removed: String

    /// Words of the old text are missing here and nothing came in their place.
    public var isDeletion: Bool { kind == .changed && text.isEmpty }

    public init(kind: Kind, text: String, removed: String = "") {
      self.kind = kind
      self.text = text
      self.removed = removed
    }
  }

  /// The pieces of `new`, same and changed in turn.
  ///
  /// Words, single punctuation marks and (in scripts without spaces) single characters are compared
  /// as they are; how much white space follows them does not count. The shortest script is found by
  /// Myers's greedy O(ND) algorithm (Myers 1986). Over ``tokenLimit`` tokens between the common
  /// beginning and end, or over ``differenceLimit`` differences, all between them is one change: the
  /// answer always comes within a few milliseconds.
  public static func segments(old: String, new: String) -> [Segment] {
    if new.isEmpty { return old.isEmpty ? [] : [Segment(kind: .changed, text: "", removed: old)] }
    if old == new { return [Segment(kind: .same, text: new)] }
    let (start, oldEnd, newEnd) = commonEnds(old, new)
    var builder = Builder()
    builder.add(.same, new[..<start.new])
    append(old[start.old..<oldEnd], new[start.new..<newEnd], to: &builder)
    builder.add(.same, new[newEnd...])
    return builder.finished()
  }

  /// The most tokens (words and marks) in a middle that is still compared word by word.
  static let tokenLimit = 2_000
  /// The most deleted and inserted tokens in a middle that is still compared word by word.
  static let differenceLimit = 200
  /// The most bytes in such a middle; tokens are not even counted beyond.
  private static let byteLimit = 16_384

  private static func append(_ old: Substring, _ new: Substring, to builder: inout Builder) {
    guard old.utf8.count <= byteLimit, new.utf8.count <= byteLimit else {
      return builder.replace(old: old, new: new)
    }
    let (oldTokens, newTokens) = (Token.tokens(of: old), Token.tokens(of: new))
    guard oldTokens.count <= tokenLimit, newTokens.count <= tokenLimit,
      let script = MyersDiff.kept(oldTokens.map(\.hash), newTokens.map(\.hash), limit: differenceLimit)
    else { return builder.replace(old: old, new: new) }
    var (oldIndex, newIndex) = (0, 0)
    for pair in script {
      if oldIndex < pair.old { builder.markDeletion(of: text(of: oldTokens[oldIndex..<pair.old], in: old)) }
      for token in newTokens[newIndex..<pair.new] { builder.add(.changed, new[token.range]) }
      builder.add(.same, new[newTokens[pair.new].range])
      (oldIndex, newIndex) = (pair.old + 1, pair.new + 1)
    }
    if oldIndex < oldTokens.count { builder.markDeletion(of: text(of: oldTokens[oldIndex...], in: old)) }
    for token in newTokens[newIndex...] { builder.add(.changed, new[token.range]) }
  }

  private static func text(of tokens: ArraySlice<Token>, in text: Substring) -> Substring {
    guard let first = tokens.first, let last = tokens.last else { return "" }
    return text[first.range.lowerBound..<last.range.upperBound]
  }
}
