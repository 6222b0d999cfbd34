import AssayText
import Testing

@Suite struct RougeLTests {
  /// The first two are Lin's own (2004, section 3.1); all are what Google's rouge_score 0.1.2 gives without stemming.
  @Test(
    arguments: [
      ("police killed the gunman", "police kill the gunman", 0.75, 0.75, 0.75),
      ("police killed the gunman", "the gunman kill police", 0.5, 0.5, 0.5),
      (
        "Give three tips for staying healthy.", "Give me five tips to stay healthy.", 0.5,
        0.42857142857142855, 0.4615384615384615
      ),
      (
        "Write a poem about the sea in the style of a sailor.", "Write a short story about the sea.",
        0.4166666666666667, 0.7142857142857143, 0.5263157894736842
      ),
      ("What is the capital of France?", "Name the capital city of Germany", 0.5, 0.5, 0.5),
      (
        "Translate the sentence into French: \"I am here.\"", "Translate the following sentence into German.",
        0.5,
        0.6666666666666666, 0.5714285714285715
      ),
      ("a b c d e f g", "g f e d c b a", 0.14285714285714285, 0.14285714285714285, 0.14285714285714285),
      ("one", "two", 0, 0, 0), ("", "two", 0, 0, 0), ("...", "", 0, 0, 0),
    ])
  func publishedValues(candidate: String, reference: String, precision: Double, recall: Double, f: Double) {
    let score = RougeL.score(candidate: candidate, reference: reference)
    #expect(abs(score.precision - precision) < 1e-12)
    #expect(abs(score.recall - recall) < 1e-12)
    #expect(abs(score.f - f) < 1e-12)
  }

  /// Texts of more words than a machine word has bits; values of rouge_score 0.1.2.
  @Test func longTexts() {
    let first = RougeL.score(
      candidate: (0..<150).map { "w\($0 * 7 % 23)" }, reference: (0..<140).map { "w\($0 * 5 % 19)" })
    #expect(abs(first.f - 0.37241379310344824) < 1e-12)
    let second = RougeL.score(
      candidate: (0..<64).map { "w\($0 * $0 % 31)" }, reference: (0..<65).map { "w\($0 * 3 % 31)" })
    #expect(abs(second.f - 0.3255813953488373) < 1e-12)
  }

  @Test func inScriptsWithoutSpacesACharacterIsAWord() {
    #expect(RougeL.words(of: "写诗, Ode 2!") == ["写", "诗", "ode", "2"])
    #expect(RougeL.score(candidate: "写一首诗", reference: "写两首诗").f == 0.75)
  }

  @Test func theTableOfTheDefinitionGivesTheSame() {
    var state: UInt64 = 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<200 {
      let first = (0..<next(140)).map { _ in next(6) }
      let second = (0..<next(140)).map { _ in next(6) }
      #expect(RougeL.commonSubsequence(first, second) == table(first, second))
    }
  }

  private func table(_ first: [Int], _ second: [Int]) -> Int {
    var row = [Int](repeating: 0, count: second.count + 1)
    for word in first {
      var diagonal = 0
      for (index, other) in second.enumerated() {
        let above = row[index + 1]
        row[index + 1] = word == other ? diagonal + 1 : max(above, row[index])
        diagonal = above
      }
    }
    return row[second.count]
  }
}
