/// What changed from one text of many lines to another: first the lines that differ, then the words in them. A text that
/// was rewritten in several places keeps its comparison word by word, which ``WordDiff`` alone gives up on long ones.
public enum LineDiff {
  /// More lines that differ than these are compared as one block.
  private static let limit = 800

  /// The pieces of `new`, same and changed in turn; all pieces' texts in a row are the new text.
  public static func segments(old: String, new: String) -> [WordDiff.Segment] {
    let (left, right) = (lines(of: old), lines(of: new))
    var numbers: [Substring: UInt64] = [:]
    func number(_ line: Substring) -> UInt64 {
      if let known = numbers[line] { return known }
      let next = UInt64(numbers.count)
      numbers[line] = next
      return next
    }
    guard let kept = MyersDiff.kept(left.map(number), right.map(number), limit: limit) else {
      return WordDiff.segments(old: old, new: new)
    }
    var segments: [WordDiff.Segment] = []
    var (oldIndex, newIndex) = (0, 0)
    for pair in kept + [(left.count, right.count)] {
      if oldIndex < pair.old || newIndex < pair.new {
        let before = left[oldIndex..<pair.old].joined()
        add(WordDiff.segments(old: before, new: right[newIndex..<pair.new].joined()), to: &segments)
      }
      if pair.new < right.count { add([.init(kind: .same, text: String(right[pair.new]))], to: &segments) }
      (oldIndex, newIndex) = (pair.old + 1, pair.new + 1)
    }
    return segments
  }

  /// With their ends.
  private static func lines(of text: String) -> [Substring] {
    var lines: [Substring] = []
    var start = text.startIndex
    while start < text.endIndex {
      let end = text[start...].firstIndex(where: \.isNewline).map(text.index(after:)) ?? text.endIndex
      lines.append(text[start..<end])
      start = end
    }
    return lines
  }

  private static func add(_ more: [WordDiff.Segment], to segments: inout [WordDiff.Segment]) {
    for segment in more {
      if segment.kind == .same, segments.last?.kind == .same {
        segments[segments.count - 1].text += segment.text
      } else {
        segments.append(segment)
      }
    }
  }
}
