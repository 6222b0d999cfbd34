import AssayEmbedding
import AssayModel
import Testing

@Suite struct HashedNGramModelTests {
  private let texts = [
    "I was charged twice for my order last week.",
    "Last week I was charged twice, for my order!",
    "The parcel says delivered but it is not here.",
    "How do I change the colour of a button?",
    "中文字符测试", "", "?!", "I WAS CHARGED TWICE FOR MY ORDER LAST WEEK",
  ]

  @Test func theSameWordsInAnotherOrderAreNear() {
    let vectors = HashedNGramModel(fittedOn: texts).embed(texts)
    #expect(cosine(vectors.row(0), vectors.row(7)) > 0.9999)
    #expect(cosine(vectors.row(0), vectors.row(1)) > 0.8)
    #expect(cosine(vectors.row(0), vectors.row(2)) < 0.4)
    #expect(cosine(vectors.row(0), vectors.row(3)) < 0.4)
  }

  @Test func vectorsHaveUnitLengthUnlessThereIsNoWord() {
    let vectors = HashedNGramModel(fittedOn: texts, dimensions: 300).embed(texts)
    #expect(vectors.dimensions == 300)
    for index in [0, 1, 2, 3, 4, 7] { #expect(abs(vectors.row(index).reduce(0) { $0 + $1 * $1 } - 1) < 1e-5) }
    for index in [5, 6] { #expect(vectors.row(index).allSatisfy { $0 == 0 }) }
  }

  @Test func rareWordsWeighMoreThanCommonOnes() {
    let corpus = (0..<200).map { "please help me with this" + ($0 == 7 ? " chargeback" : "") }
    let vectors = HashedNGramModel(fittedOn: corpus).embed([
      "please chargeback", "chargeback now", "please now",
    ])
    #expect(cosine(vectors.row(0), vectors.row(1)) > cosine(vectors.row(0), vectors.row(2)))
  }

  @Test func theIdentitySaysThatItIsNoSemanticModelAndWhatItWasFittedOn() {
    let model = HashedNGramModel(fittedOn: texts)
    #expect(model.identity.contains("no semantic model"))
    #expect(model.identity == HashedNGramModel(fittedOn: texts).identity)
    #expect(model.identity != HashedNGramModel(fittedOn: Array(texts.dropLast())).identity)
    #expect(model.identity != HashedNGramModel(fittedOn: texts, dimensions: 256).identity)
  }

  @Test func anyNumberOfThreadsGivesTheSameBits() {
    let many = (0..<500).map { "\(texts[$0 % texts.count]) \($0)" }
    let one = HashedNGramModel(fittedOn: many, threads: 1).embed(many)
    #expect(HashedNGramModel(fittedOn: many, threads: 5).embed(many) == one)
  }

  @Test func fitsOnNothing() {
    #expect(HashedNGramModel(fittedOn: []).embed(["a text"]).values.contains { $0 != 0 })
  }
}
