import AssayEngine
import AssayModel
import AssayStore
import Foundation
import Testing

/// The method embedding: what is kept of vectors, and what a model can answer that is wrong.
@Suite struct DuplicateVectorTests {
  private let corpus: DuplicateCorpus

  init() throws { corpus = try DuplicateCorpus() }

  private var settings: DuplicateSettings {
    var settings = DuplicateSettings()
    settings.methods = [.embedding]
    return settings
  }

  private func run(_ model: (any EmbeddingModel)?, hashes: Bool = false) throws -> DuplicateSummary {
    try DuplicateRun(
      workspace: corpus.workspace, settings: settings, embedding: model, hashesWithoutModel: hashes
    ).run()
  }

  @Test func wordsInAnotherOrderAreNearInMeaning() throws {
    try corpus.add(["abc def ghi jkl", "jkl ghi def abc", "zzzz"])
    let summary = try run(LetterModel())
    #expect(summary.kinds == ["semantic": DuplicateSummary.Kind(clusters: 1, duplicates: 1)])
    #expect(summary.model == "letters")
    #expect(summary.recallEstimate == 1)
  }

  @Test func numbersThatAreNoneAreRefused() throws {
    try corpus.add(["abc", "def", "ghi"])
    let model = LetterModel(identity: "broken") { _, answer in
      var answer = answer
      answer.values[26 + 3] = .nan
      return answer
    }
    #expect(throws: EmbeddingProblem.notFinite(model: "broken", index: 1)) { try run(model) }
    #expect(try corpus.workspace.comparisons().contains { $0.method == .embedding } == false)
  }

  @Test func anotherLengthOfVectorsIsRefused() throws {
    try corpus.add(["abc"])
    _ = try run(LetterModel())
    try corpus.add(["def"])
    let model = LetterModel { _, answer in Embeddings(dimensions: 13, values: Array(answer.values.prefix(13)))
    }
    #expect(throws: EmbeddingProblem.dimensionsChanged(model: "letters", expected: 26, found: 13)) {
      try run(model)
    }
  }

  @Test func anAnswerForAnotherNumberOfTextsIsRefused() throws {
    try corpus.add(["abc", "def"])
    let model = LetterModel { _, answer in Embeddings(dimensions: 26, values: Array(answer.values.prefix(26)))
    }
    #expect(throws: EmbeddingProblem.countMismatch(model: "letters", expected: 2, found: 1)) {
      try run(model)
    }
  }

  /// What a search made before it broke off is not asked for again: an endpoint costs money.
  @Test func vectorsOutliveASearchThatBreaksOff() throws {
    try corpus.add((0..<5_000).map { "text \($0) \(String(repeating: "x", count: $0 % 7))" })
    let failing = LetterModel { call, answer in
      call == 0 ? answer : Embeddings(dimensions: 26, values: [])
    }
    #expect(throws: EmbeddingProblem.self) { try run(failing) }
    let model = LetterModel()
    _ = try run(model)
    #expect(model.embedded.count == 5_000 - 4_096)
  }

  @Test func withoutAModelTheMethodIsLeftOutOrHashed() throws {
    try corpus.add([
      "the quick brown fox jumps over the lazy dog", "over the lazy dog jumps the quick brown fox", "else",
    ])
    let without = try run(nil)
    #expect(without.methods["embedding"] == nil)
    #expect(without.model == nil)
    #expect(without.clusters == 0)
    let hashed = try run(nil, hashes: true)
    #expect(hashed.model?.hasPrefix("hashed n-grams") == true)
    #expect(hashed.methods["embedding"] != nil)
    #expect(try corpus.workspace.vectorDimensions(model: hashed.model ?? "") == nil)
  }

  /// What a model found before still counts when it is not there.
  @Test func pairsOfAnAbsentModelStay() throws {
    try corpus.add(["abc def ghi jkl", "jkl ghi def abc"])
    _ = try run(LetterModel())
    let summary = try run(nil)
    #expect(summary.clusters == 1)
    #expect(summary.methods["embedding"]?.pairs == 1)
  }

  @Test func copiesAreEmbeddedOnceAndPairedInLittleTime() throws {
    try corpus.add(Array(repeating: "the same text again and again", count: 20_000))
    let model = LetterModel()
    let summary = try run(model)
    #expect(model.embedded.count == 1)
    #expect(summary.clusters == 1)
    #expect(summary.duplicates == 19_999)
    #expect(try corpus.workspace.duplicatePairCount(method: .exact) == 19_999)
  }
}
