import AssayStatistics
import AssayText
import Testing

@Suite struct ShinglesTests {
  @Test func textWithoutWordsHasNone() {
    #expect(Shingles.hashes(of: "") == [])
    #expect(Shingles.hashes(of: " ?! \n") == [])
  }

  @Test func shortTextIsOneShingle() {
    #expect(Shingles.hashes(of: "hello").count == 1)
    #expect(Shingles.hashes(of: "hello there").count == 1)
    #expect(Shingles.hashes(of: "hello there you").count == 1)
    #expect(Shingles.hashes(of: "hello") != Shingles.hashes(of: "hello there"))
    #expect(Shingles.hashes(of: "there hello") != Shingles.hashes(of: "hello there"))
  }

  @Test func hashesAreSortedAndDistinct() {
    let hashes = Shingles.hashes(of: String(repeating: "again and again ", count: 50) + "the end of it")
    #expect(hashes == Array(Set(hashes)).sorted())
    // 3 runs in the repeated part, and 4 that lead out of it.
    #expect(hashes.count == 7)
  }

  @Test func hashesAreTheSameEverywhere() {
    // Stored in workspaces: a change here would make all of them stale.
    #expect(Shingles.hashes(of: "One two three four") == Shingles.hashes(of: "one, two; THREE four!"))
    #expect(
      Shingles.hashes(of: "one two three four") == [2_124_558_440_917_962_738, 4_758_764_303_586_143_057])
  }

  @Test func scriptsWithoutSpacesUseCharacters() {
    // 我 喜 欢 吃 苹 果: four runs of three; one changed character of six leaves some.
    let first = Shingles.hashes(of: "我喜欢吃苹果")
    #expect(first.count == 4)
    #expect(Shingles.jaccard(first, Shingles.hashes(of: "我喜欢吃苹")) == 0.75)
    #expect(Shingles.hashes(of: "我 喜欢，吃苹果。") == first)
    // Words of another script inside stay words.
    #expect(Shingles.hashes(of: "用iPhone拍照").count == 2)
    // Korean has spaces.
    #expect(Shingles.hashes(of: "나는 사과를 먹는다").count == 1)
  }

  @Test func jaccardAndContainmentByHand() {
    #expect(Shingles.jaccard([1, 2, 3], [2, 3, 4]) == 0.5)
    #expect(Shingles.jaccard([1, 2], [1, 2]) == 1)
    #expect(Shingles.jaccard([1], [.max]) == 0)
    #expect(Shingles.jaccard([], []) == 0)
    #expect(Shingles.jaccard([], [1]) == 0)
    #expect(Shingles.containment(of: [1, 2], in: [1, 2, 3, 4]) == 1)
    #expect(Shingles.containment(of: [1, 9], in: [1, 2, 3]) == 0.5)
    #expect(Shingles.containment(of: [], in: [1]) == 0)
  }

  @Test func jaccardEqualsSetArithmetic() {
    var random = RepeatableGenerator(seed: 11)
    for _ in 0..<300 {
      let first = Set((0..<Int.random(in: 0...40, using: &random)).map { _ in random.next() % 50 })
      let second = Set((0..<Int.random(in: 0...40, using: &random)).map { _ in random.next() % 50 })
      let union = first.union(second).count
      let expected = union == 0 ? 0 : Double(first.intersection(second).count) / Double(union)
      #expect(Shingles.jaccard(first.sorted(), second.sorted()) == expected)
    }
  }
}
