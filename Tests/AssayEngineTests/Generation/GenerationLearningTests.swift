import AssayFormats
import AssayGeneration
import AssayModel
import AssayStatistics
import AssayStore
import Testing

@testable import AssayEngine

@Suite struct GenerationLearningTests {
  private let ids = (1...10).map { ExampleID(Int64($0)) }

  // MARK: Seeds

  private func counts(_ deck: SeedDeck, calls: Int = 400, each: Int = 3) -> [ExampleID: Int] {
    var counts: [ExampleID: Int] = [:]
    for number in 1...calls {
      let dealt = deck.deal(each, number: number, rotation: 0)
      #expect(dealt.count == each && Set(dealt).count == each)
      for id in dealt { counts[id, default: 0] += 1 }
    }
    return counts
  }

  @Test func aHeavySeedComesUpMoreOftenAndALightOneStill() throws {
    let deck = SeedDeck(ids, seed: 4, weights: [ids[0]: 2, ids[1]: 1.0 / 3])
    let counts = counts(deck)
    let usual = Double(counts.filter { $0.key != ids[0] && $0.key != ids[1] }.values.reduce(0, +)) / 8
    #expect(abs(Double(try #require(counts[ids[0]])) / usual - 2) < 0.35)
    #expect(abs(Double(try #require(counts[ids[1]])) / usual - 1 / 3.0) < 0.1)
  }

  @Test func withoutWeightsEachComesUpOnceInARound() {
    let deck = SeedDeck(ids, seed: 4)
    let round = (1...5).flatMap { deck.deal(2, number: $0, rotation: 0) }
    #expect(Set(round) == Set(ids))
    // All alike is the same as no weights.
    let alike = SeedDeck(ids, seed: 4, weights: Dictionary(uniqueKeysWithValues: ids.map { ($0, 0.5) }))
    #expect(Set(counts(alike, calls: 5, each: 2).values) == [1])
  }

  @Test func whatACallGetsDependsOnItsNumberOnly() {
    let deck = SeedDeck(ids, seed: 4, weights: [ids[3]: 2])
    let again = SeedDeck(ids, seed: 4, weights: [ids[3]: 2])
    for number in [7, 3, 40] {
      #expect(
        deck.deal(3, number: number, rotation: 1) == again.deal(3, number: number, rotation: 1))
    }
  }

  @Test func allSeedsInEachCallAreAllWhateverTheyWeigh() {
    let deck = SeedDeck(Array(ids.prefix(3)), seed: 1, weights: [ids[0]: 0.01, ids[1]: 2])
    #expect(Set(deck.deal(3, number: 1, rotation: 0)) == Set(ids.prefix(3)))
  }

  // MARK: Runs

  private func rows(
    _ technique: Technique, _ learning: GenerationLearning, variants: [String] = []
  ) throws -> [Example] {
    let workspace = try GenerationTesting.workspace()
    let options = GenerationTesting.options(technique, count: 100) { order in
      order.perCall = 2
      order.labels = .balanced
      order.variants = variants
      order.learning = learning
    }
    let summary = try GenerationTesting.run(workspace, options, ScriptedService(ScriptedGenerator()))
    #expect(summary.shortfalls == [])
    let ids = try GenerationTesting.rows(workspace, batch: summary.tally.batch).map(\.id)
    return try workspace.examples(ids)
  }

  private func share(_ name: String, _ value: String, _ rows: [Example]) -> Double {
    let found = rows.count { row in row.metadata.contains { $0.name == name && $0.text == value } }
    return Double(found) / Double(rows.count)
  }

  @Test func wordingsAndSeedsOfARunFollowTheirWeights() throws {
    let rows = try rows(
      .direct, GenerationLearning(phrasings: [0.05, 0.05, 0.7, 0.1, 0.1], seeds: ["s0": 2, "s1": 1.0 / 3]))
    #expect(abs(share("phrasing", "2", rows) - 0.7) < 0.06)
    #expect(share("phrasing", "0", rows) > 0)
    let good = rows.count { $0.provenance.seeds.contains("s0") }
    let bad = rows.count { $0.provenance.seeds.contains("s1") }
    #expect(good > 2 * bad && bad > 0)
  }

  @Test func variantsFollowTheirWeightsAndWhatIsNotNamedWeighsOne() throws {
    let rows = try rows(
      .edgeCase, GenerationLearning(variants: ["sarcasm": 2.5, "negation": 0.5]),
      variants: ["sarcasm", "negation", "very-long"])
    #expect(abs(share("variant", "sarcasm", rows) - 2.5 / 4) < 0.07)
    #expect(abs(share("variant", "very-long", rows) - 0.25) < 0.07)
  }

  @Test func weightsOfAnotherNumberOfWordingsAreNoneOfIts() throws {
    let rows = try rows(.direct, GenerationLearning(phrasings: [1, 0]))
    for phrasing in 0..<Phrasing.count(of: .direct) {
      #expect(abs(share("phrasing", "\(phrasing)", rows) - 0.2) < 0.03)
    }
  }

  @Test func decisionsOnOneRoundShapeTheNext() throws {
    let workspace = try GenerationTesting.workspace()
    for technique in [Technique.direct, .edgeCase] {
      let options = GenerationTesting.options(technique, count: 20) { $0.labels = .balanced }
      let summary = try GenerationTesting.run(workspace, options, ScriptedService(ScriptedGenerator()))
      let ids = try GenerationTesting.rows(workspace, batch: summary.tally.batch).map(\.id)
      #expect(ids.count == 20)
      try workspace.append(
        ids.map { NewDecision(example: $0, action: technique == .direct ? .accept : .reject) },
        reviewer: "ana", at: 1)
    }
    let table = try AcceptanceSource(workspace: workspace).table()
    #expect(table.decided == 40)
    #expect(table.techniques.map(\.accepted.successes) == [20, 0])
    #expect(table.deal(60).map(\.count) == [50, 10])
    // Both wordings that came up are known, the seeds by their keys.
    #expect(table.phrasings.contains { $0.technique == .direct && $0.accepted.n == 10 })
    #expect(table.seeds.contains { $0.technique == .direct })
    #expect(table.seeds.allSatisfy { $0.technique != .direct || $0.name.hasPrefix("s") })
    #expect(table.variants.contains { $0.technique == .edgeCase })
  }
}
