import AssayGeneration
import AssayModel
import AssayStatistics
import AssayStore
import Testing

@testable import AssayEngine

@Suite struct ParentDeckTests {
  private static let labels = ["card", "fee", "loan"]

  /// Every fourth row has other fields.
  private func deck(
    _ count: Int, _ technique: Technique = .paraphrase
  ) throws -> (deck: ParentDeck, fields: (ExampleID) throws -> [String], label: (ExampleID) throws -> String?)
  {
    let workspace = try GenerationTesting.workspace(count) { number in
      let names = number % 4 == 3 ? ("instruction", "output") : ("text", "note")
      return #"{"id": "p\#(number)", "\#(names.0)": "one \#(number)", "\#(names.1)": "two \#(number)", "#
        + #""label": "\#(Self.labels[number % 3])"}"#
    }
    let sources = try ExampleSources(workspace)
    let ids = (1...count).map { ExampleID(Int64($0)) }
    let shown = Dictionary(uniqueKeysWithValues: try sources.examples(ids).map { ($0.id, $0.shown) })
    return (
      try ParentDeck(ids, sources, technique: technique, seed: 7),
      { shown[$0]!.fields.map(\.name) }, { shown[$0]!.label }
    )
  }

  @Test func theLeastUsedOfTheLabelComeFirstAndOneCallHasOneSetOfFields() throws {
    var (deck, fields, label) = try deck(60)
    var random = RepeatableGenerator(seed: 3)
    var uses: [ExampleID: Int] = [:]
    for call in 0..<200 {
      let quotas = [0, 1].map { step in
        Quota(label: Self.labels[(call + step) % 3], difficulty: nil, wanted: 1 + Int(random.next(below: 6)))
      }
      let hand = deck.deal(quotas, rotation: call / 50)
      #expect(Set(hand.ids).count == hand.ids.count && !hand.ids.isEmpty)
      let set = try fields(hand.ids[0])
      #expect(try hand.ids.allSatisfy { try fields($0) == set })
      for quota in quotas {
        let dealt = try hand.ids.filter { try label($0) == quota.label }
        let others = try (1...60).map { ExampleID(Int64($0)) }.filter { id in
          try !dealt.contains(id) && label(id) == quota.label && fields(id) == set
        }
        #expect(dealt.count == min(quota.wanted, dealt.count + others.count))
        let most = dealt.map { uses[$0, default: 0] }.max() ?? 0
        #expect(others.allSatisfy { uses[$0, default: 0] >= most })
      }
      // What a call reserves counts.
      for id in hand.ids { uses[id, default: 0] += hand.perParent }
    }
    #expect(uses.count == 60)
  }

  @Test func inputsOfADistillationAreDealtOnceUntilAllHaveBeen() throws {
    var (deck, _, _) = try deck(50, .distillation)
    var dealt: [ExampleID] = []
    while true {
      let hand = deck.deal([Quota(label: nil, difficulty: nil, wanted: 8)], rotation: 0)
      if hand.ids.isEmpty { break }
      dealt += hand.ids
    }
    #expect(dealt.count == 50 && Set(dealt).count == 50)
  }

  @Test func whatACallReservesComesBackWhenItFallsShort() throws {
    var (deck, _, _) = try deck(3)
    func next(_ wanted: Int = 1) -> [ExampleID] {
      var copy = deck
      return copy.deal([Quota(label: nil, difficulty: nil, wanted: wanted)], rotation: 0).ids
    }
    // Two of each are asked for.
    let hand = deck.deal([Quota(label: nil, difficulty: nil, wanted: 6)], rotation: 0)
    #expect(hand.ids.count == 3 && hand.perParent == 2)
    let keys = hand.ids.map { "p\($0.rawValue - 1)" }
    deck.release(keys, each: 2, taken: [keys[0]: 2, keys[1]: 1])
    #expect(next() == [hand.ids[2]])
    #expect(Set(next(2)) == [hand.ids[1], hand.ids[2]])
    // While a call is under way for both of its texts, the one that lacks one is first.
    deck.use([keys[2]], each: 2)
    #expect(next() == [hand.ids[1]])
    deck.release([keys[2]], each: 2, taken: [:])
    #expect(next() == [hand.ids[2]])
  }

  @Test func noSecondTextTakesThePlaceOfAnothersFirst() throws {
    let workspace = try GenerationTesting.workspace(4)
    let ids = (1...4).map { ExampleID(Int64($0)) }
    var deck = try ParentDeck(ids, try ExampleSources(workspace), technique: .paraphrase, seed: 7)
    func cell(_ missing: Int, label: String? = nil) -> Quota {
      Quota(label: label, difficulty: nil, wanted: missing)
    }
    #expect(!deck.isKept(cell(1), from: "s0", since: [:]), "a first text")
    deck.use(["s0", "s1"], each: 1)
    deck.release(["s0", "s1"], each: 1, taken: ["s0": 1, "s1": 1])
    // Two others have none.
    #expect(deck.isKept(cell(2), from: "s0", since: [:]))
    #expect(!deck.isKept(cell(3), from: "s0", since: [:]))
    #expect(!deck.isKept(cell(2), from: "s0", since: ["s2": 1]), "one of them came in just now")
    // Of its own label, "card", there is one other, s2.
    #expect(deck.isKept(cell(1, label: "card"), from: "s0", since: [:]))
    #expect(!deck.isKept(cell(2, label: "card"), from: "s0", since: [:]))
    // Nothing is kept for a parent of which nothing is to be had.
    for _ in 0..<3 {
      deck.use(["s2"], each: 1)
      deck.release(["s2"], each: 1, taken: [:])
    }
    #expect(!deck.isKept(cell(1, label: "card"), from: "s0", since: [:]))
  }
}
