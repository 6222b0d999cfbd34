import AssayStatistics
import Testing

@testable import AssayText

@Suite struct WordDiffTests {
  /// Same text plain, changes in ⟨ ⟩.
  private func marked(_ old: String, _ new: String) -> String {
    WordDiff.segments(old: old, new: new)
      .map { $0.kind == .same ? $0.text : "⟨\($0.text)⟩" }.joined()
  }

  @Test(arguments: [
    ("", "", ""), ("", "new words", "⟨new words⟩"), ("old words", "", "⟨⟩"), ("a", "a", "a"),
    ("I was charged twice for it", "I was charged two times for it", "I was charged ⟨two times⟩ for it"),
    ("I was charged twice", "They charged me twice", "⟨They⟩ charged ⟨me⟩ twice"),
    ("one two three", "one three", "one ⟨⟩three"), ("one two", "one", "one⟨⟩"), ("one two", "two", "⟨⟩two"),
    ("one", "one two", "one ⟨two⟩"), ("Hello, world", "Hello world", "Hello ⟨⟩world"),
    ("cat", "cats", "⟨cats⟩"), ("it's", "its", "⟨its⟩"), ("don’t go", "don’t stay", "don’t ⟨stay⟩"),
    ("a  b\n c", "a b c", "a b c"), ("a b", "  a c ", "  a ⟨c⟩ "),
    ("我喜欢苹果", "我喜欢香蕉", "我喜欢⟨香蕉⟩"), ("naïve cafe\u{301} x", "naïve cafe x", "naïve ⟨cafe⟩ x"),
    ("go 👩‍👩‍👧 now", "go 👩‍👩‍👦 now", "go ⟨👩‍👩‍👦⟩ now"),
    ("same start old end here", "same start end here new", "same start ⟨⟩end here ⟨new⟩"),
  ])
  func examples(old: String, new: String, expected: String) {
    #expect(marked(old, new) == expected)
  }

  @Test func deletionsAreEmptyPlaces() {
    let segments = WordDiff.segments(old: "a b c", new: "a c")
    #expect(segments.map(\.isDeletion) == [false, true, false])
    #expect(segments.map { $0.removed.filter { $0 != " " } } == ["", "b", ""])
  }

  @Test func whatIsMissingIsKept() {
    #expect(WordDiff.segments(old: "gone", new: "").map(\.removed) == ["gone"])
    let ends = WordDiff.segments(old: "one two three four", new: "two four")
    #expect(ends.map { $0.removed.filter { $0 != " " } }.filter { !$0.isEmpty } == ["one", "three"])
    let replaced = WordDiff.segments(old: "a red car", new: "a blue car")
    #expect(replaced.map { $0.removed.filter { $0 != " " } } == ["", "red", ""])
  }

  @Test func piecesMakeUpTheNewText() {
    var random = RepeatableGenerator(seed: 23)
    let pieces = [
      "a", "b", "word", " ", "  ", "\n", "\r\n", ",", "'", "é", "e\u{301}", "\u{301}", "你", "好", "กำ", "👍🏽",
      "🇩🇪",
      "\u{200D}", "\u{0}", "\u{202E}", "_", "7",
    ]
    for _ in 0..<3_000 {
      let texts = (0..<2).map { _ in
        (0..<Int.random(in: 0...14, using: &random)).map { _ in pieces.randomElement(using: &random)! }
          .joined()
      }
      let segments = WordDiff.segments(old: texts[0], new: texts[1])
      #expect(segments.map(\.text).joined().utf8.elementsEqual(texts[1].utf8))
      for (segment, next) in zip(segments, segments.dropFirst()) { #expect(segment.kind != next.kind) }
      #expect(segments.allSatisfy { $0.kind == .changed || !$0.text.isEmpty })
    }
  }

  @Test func shortestScriptByMyers() throws {
    // The paper's example: ABCABBA to CBABAC has 5 differences, 4 kept.
    let (old, new) = (Array("ABCABBA".utf8).map(UInt64.init), Array("CBABAC".utf8).map(UInt64.init))
    let kept = try #require(MyersDiff.kept(old, new, limit: 5))
    #expect(kept.count == 4)
    for pair in kept { #expect(old[pair.old] == new[pair.new]) }
    for (pair, next) in zip(kept, kept.dropFirst()) { #expect(pair.old < next.old && pair.new < next.new) }
    #expect(MyersDiff.kept(old, new, limit: 4) == nil)
    #expect(MyersDiff.kept([], [], limit: 0)?.count == 0)
    #expect(MyersDiff.kept([], [1], limit: 1)?.count == 0)
    #expect(MyersDiff.kept([1], [], limit: 0) == nil)
  }

  @Test func keptIsALongestCommonSubsequence() throws {
    var random = RepeatableGenerator(seed: 29)
    for _ in 0..<500 {
      let old = (0..<Int.random(in: 0...12, using: &random)).map { _ in random.next() % 4 }
      let new = (0..<Int.random(in: 0...12, using: &random)).map { _ in random.next() % 4 }
      var lengths = [[Int]](repeating: [Int](repeating: 0, count: new.count + 1), count: old.count + 1)
      for (i, a) in old.enumerated() {
        for (j, b) in new.enumerated() {
          lengths[i + 1][j + 1] = a == b ? lengths[i][j] + 1 : max(lengths[i][j + 1], lengths[i + 1][j])
        }
      }
      let kept = try #require(MyersDiff.kept(old, new, limit: 24))
      #expect(kept.count == lengths[old.count][new.count])
      #expect(kept.allSatisfy { old[$0.old] == new[$0.new] })
    }
  }

  @Test func beyondTheLimitsOnlyTheEndsAreCompared() {
    let words = (0..<5_000).map { "w\($0)" }
    var edited = words
    edited[10] = "x"
    edited[4_000] = "y"
    let segments = WordDiff.segments(old: words.joined(separator: " "), new: edited.joined(separator: " "))
    #expect(segments.map(\.kind) == [.same, .changed, .same])
    #expect(segments[0].text == words[..<10].joined(separator: " ") + " ")
    #expect(segments[2].text == " " + words[4_001...].joined(separator: " "))
    // Within the limits both edits are seen.
    let near = WordDiff.segments(
      old: words[..<1_900].joined(separator: " "),
      new: (edited[..<1_800] + ["z"] + edited[1_801..<1_900]).joined(separator: " "))
    #expect(near.map(\.kind) == [.same, .changed, .same, .changed, .same])
    // Too many differences.
    let other = (0..<300).map { "v\($0)" }.joined(separator: " ")
    let all = WordDiff.segments(old: words[..<300].joined(separator: " "), new: other)
    #expect(all.map(\.text) == [other])
    #expect(all.map(\.kind) == [.changed])
  }
}
