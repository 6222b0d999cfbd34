import AssayStatistics
import AssayText
import Testing

@Suite struct LineDiffTests {
  private func texts(_ segments: [WordDiff.Segment]) -> String { segments.map(\.text).joined() }

  @Test func changesFarApartAreComparedWordByWord() {
    // So many lines between them that the words alone are too many to compare.
    let middle = (1...900).map { "line \($0) of the middle stays as it is, word by word\n" }.joined()
    let segments = LineDiff.segments(
      old: "Score from 1 to 5.\n" + middle + "Answer in prose.\n",
      new: "Score from 1 to 10.\n" + middle + "Answer in JSON.\n")
    let changes = segments.filter { $0.kind == .changed }
    #expect(changes.map(\.removed) == ["5", "prose"])
    #expect(changes.map { $0.text.filter { !$0.isWhitespace } } == ["10", "JSON"])
  }

  @Test func linesPutInAndTakenOutAreChanges() {
    let segments = LineDiff.segments(old: "a\nb\nc\n", new: "a\nc\nd\n")
    #expect(segments.contains { $0.kind == .changed && $0.removed.hasPrefix("b") && $0.text.isEmpty })
    #expect(segments.contains { $0.kind == .changed && $0.text.hasPrefix("d") && $0.removed.isEmpty })
    #expect(texts(segments) == "a\nc\nd\n")
  }

  @Test func theSameTextHasNoChange() {
    #expect(LineDiff.segments(old: "a\nb", new: "a\nb") == [.init(kind: .same, text: "a\nb")])
    #expect(LineDiff.segments(old: "", new: "").allSatisfy { $0.kind == .same })
  }

  @Test(arguments: 0..<200) func thePiecesAreTheNewText(seed: Int) {
    var generator = RepeatableGenerator(seed: UInt64(seed))
    func pick(_ limit: Int) -> Int { Int(generator.next(below: .init(limit))) }
    func text() -> String {
      (0..<pick(12)).map { _ in ["a", "b c", "d, e", "", "f\r"][pick(5)] + (pick(6) == 0 ? "" : "\n") }
        .joined()
    }
    let (old, new) = (text(), text())
    let segments = LineDiff.segments(old: old, new: new)
    #expect(texts(segments) == new)
    #expect(segments.contains { $0.kind == .changed } || old == new || differsInSpaceOnly(old, new))
  }

  private func differsInSpaceOnly(_ one: String, _ other: String) -> Bool {
    one.filter { !$0.isWhitespace } == other.filter { !$0.isWhitespace }
  }
}
