import AssayStatistics
import AssayText
import Testing

/// Expected values from nltk 3.10.4 (`sentence_bleu` against all others, `SmoothingFunction().method1`) and scikit-learn
/// 1.9.1 (`CountVectorizer`, `normalize`) with vendi-score 0.0.3 (`score_K`), on the same words.
@Suite struct DiversityMeasureTests {
  private let texts = [
    "how do i activate my new card", "how can i activate my card", "my card has not arrived yet",
    "where is my card", "the cash machine swallowed my card", "i want to to change my pin",
    "how do i activate my new card", "refund",
  ].map { WordSequence($0) }

  @Test func bleuOfEachAgainstTheOthers() throws {
    let wanted = [
      1.0, 0.25406637407730737, 0.08633400213704504, 0.10305224267080783, 0.08633400213704504,
      0.039281465090051315, 1.0, 0.0,
    ]
    for (score, expected) in zip(SelfBLEU.scores(texts), wanted) { #expect(abs(score - expected) < 1e-12) }
    #expect(abs(try #require(SelfBLEU.mean(texts)) - 0.32113351076403207) < 1e-12)
  }

  @Test func bleuNeedsTwoTexts() {
    #expect(SelfBLEU.mean([]) == nil)
    #expect(SelfBLEU.mean([WordSequence("one text")]) == nil)
    #expect(SelfBLEU.mean([WordSequence(""), WordSequence("!")]) == 0)
    #expect(SelfBLEU.mean([WordSequence("a b c d e"), WordSequence("a b c d e")]) == 1)
  }

  @Test func distinctRunsOverAllRuns() {
    #expect(DistinctGrams.share(1, in: texts) == 23.0 / 44)
    #expect(DistinctGrams.share(2, in: texts) == 25.0 / 36)
    #expect(DistinctGrams.share(1, in: []) == nil)
    #expect(DistinctGrams.share(2, in: [WordSequence("word")]) == nil)
    #expect(DistinctGrams.share(1, in: [WordSequence("word")]) == 1)
  }

  @Test func cosinesOfRunsAndTheirVendiScore() throws {
    let kernel = GramCosines.kernel(texts)
    let firstRow = [
      1, 0.5683325607402852, 0.1543033499620919, 0.1889822365046136, 0.1543033499620919, 0.1259881576697424,
      1, 0,
    ]
    for (value, expected) in zip(kernel, firstRow) { #expect(abs(value - expected) < 1e-12) }
    #expect(abs(try #require(VendiScore.of(kernel: kernel, n: 8)) - 5.910949513057385) < 1e-9)
    #expect(GramCosines.kernel([]).isEmpty && GramCosines.kernel([WordSequence("")]) == [1])
  }

  @Test func compressionIsBytesBeforeOverBytesAfter() {
    #expect(CompressionRatio.of(["ab", "cd"]) { $0 == Array("ab\ncd".utf8) ? 2 : nil } == 2.5)
    #expect(CompressionRatio.of([]) { _ in 1 } == nil)
    #expect(CompressionRatio.of(["a"]) { _ in nil } == nil)
  }

  @Test func runsKeepOrderAndRepeats() {
    let words = WordSequence("To be, or not to be")
    #expect(words.words.count == 6 && words.words[0] == words.words[4])
    #expect(words.grams(2).count == 5 && words.grams(2)[0] == words.grams(2)[4])
    #expect(words.grams(7).isEmpty)
    #expect(WordSequence("猫がいる").words.count == 4)
  }
}
