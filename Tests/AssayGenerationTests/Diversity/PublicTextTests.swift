import AssayGeneration
import AssayModel
import AssayStatistics
import AssayText
import Testing

@Suite struct PublicTextTests {
  /// The first hundred texts that are not blank, as runs of a-z and 0-9 in lower case: nltk 3.10.4 (`sentence_bleu`
  /// against all others, method 1), and scikit-learn 1.9.1 with vendi-score 0.0.3 (`score_K` of the mean cosine of
  /// counts of one and two words, ones on the diagonal).
  @Test(arguments: [
    ("target", 0.05410846709649209, 0.33499357326478146, 0.8267472240365774, 83.85640988501008),
    ("text-davinci-003", 0.05924466761954264, 0.2797037037037037, 0.705758532551496, 78.24180342308712),
    ("smollm2", 0.14821821369350435, 0.3838209982788296, 0.8512241054613936, 82.67693822899953),
  ])
  func measuresAreThoseOfOtherPrograms(
    writer: String, bleu: Double, distinct1: Double, distinct2: Double, vendi: Double
  ) {
    let texts =
      writer == "smollm2" ? PublicTexts.generatedRequests?.map(\.text) : PublicTexts.answers(by: writer)
    guard let texts else { return }
    let words = texts.prefix(100).map { WordSequence(plain($0)) }
    #expect(abs((SelfBLEU.mean(words) ?? 0) - bleu) < 1e-9)
    #expect(abs((DistinctGrams.share(1, in: words) ?? 0) - distinct1) < 1e-12)
    #expect(abs((DistinctGrams.share(2, in: words) ?? 0) - distinct2) < 1e-12)
    #expect(abs((VendiScore.of(kernel: GramCosines.kernel(words), n: 100) ?? 0) - vendi) < 1e-6)
  }

  private func plain(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.lowercased().unicodeScalars.map { scalar in
          let isPlain = ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
          return isPlain ? scalar : " "
        }))
  }

  /// A good model's answers repeat their wording: docs/diversity.md has the figures.
  @Test func aGoodModelsAnswersAreLessVariedThanAPersons() throws {
    guard let human = PublicTexts.answers(by: "target"),
      let generated = PublicTexts.answers(by: "text-davinci-003")
    else { return }
    let comparison = BatchComparison(human: human, generated: generated, batch: 10)
    let area = try #require(comparison.area(\.distinct2))
    #expect(comparison.human.count == 20 && area.area > 0.75 && area.interval.lower > 0.5)
  }

  /// A bad model leaves the subject, so that its texts have less in common: variety is not quality.
  @Test func aBadModelsRequestsAreMoreVariedThanCustomers() throws {
    guard let generated = PublicTexts.generatedRequests,
      let human = PublicTexts.humanRequests(labels: Set(generated.map(\.label)))
    else { return }
    let comparison = BatchComparison(human: human, generated: generated.map(\.text), batch: 20)
    let area = try #require(comparison.area(\.vendi))
    #expect(comparison.human.count == 10 && area.area < 0.05)
  }
}
