import AssayModel
import AssayTesting
import Testing

@testable import AssayStore

@Suite struct PairTests {
  private let workspace: Workspace

  init() throws { workspace = try temporaryWorkspace() }

  private func comparison(
    _ method: DuplicateMethod, _ examples: Int = 9, identity: String = "words 3", recall: Double? = nil
  ) -> Comparison {
    Comparison(
      method: method, identity: identity, threshold: 0.75, floor: 0.5, examples: examples, seconds: 0.5,
      recall: recall)
  }

  @Test func pairsAreReplacedByMethod() throws {
    let words = [
      DuplicatePair(4, 1, method: .minhash, similarity: 0.75),
      DuplicatePair(0, 7, method: .minhash, similarity: 1),
    ]
    let vectors = [DuplicatePair(2_000_000_000, 3, method: .embedding, similarity: -0.25)]
    try workspace.replacePairs(words, comparison: comparison(.minhash, recall: 0.99))
    try workspace.replacePairs(vectors, comparison: comparison(.embedding))
    #expect(try workspace.duplicatePairs() == [words[1], words[0], vectors[0]])
    #expect(try workspace.duplicatePairs(method: .embedding) == vectors)
    #expect(try workspace.duplicatePairCount(method: .minhash) == 2)
    let other = comparison(.minhash, 12, identity: "words 2")
    try workspace.replacePairs([words[0]], comparison: other)
    #expect(try workspace.duplicatePairs(method: .minhash) == [words[0]])
    #expect(try workspace.comparisons() == [comparison(.embedding), other])
    try workspace.deletePairs(method: .minhash)
    #expect(try workspace.duplicatePairs() == vectors)
    #expect(try workspace.comparisons() == [comparison(.embedding)])
  }

  @Test func newPairsComeOnTopOfThoseThatAreThere() throws {
    let old = DuplicatePair(0, 1, method: .minhash, similarity: 0.5)
    try workspace.replacePairs([old], comparison: comparison(.minhash, 2))
    let again = DuplicatePair(0, 1, method: .minhash, similarity: 0.75)
    let new = DuplicatePair(1, 2, method: .minhash, similarity: 0.75)
    try workspace.addPairs([new, again], comparison: comparison(.minhash, 3))
    #expect(try workspace.duplicatePairs() == [again, new])
    #expect(try workspace.comparisons() == [comparison(.minhash, 3)])
  }

  @Test func everyMethodComesBackAsItself() throws {
    for method in DuplicateMethod.allCases {
      #expect(MethodCode.method(MethodCode.number(method)) == method)
      try workspace.addPairs(
        [DuplicatePair(0, 1, method: method, similarity: 1)], comparison: comparison(method))
    }
    #expect(try Set(workspace.duplicatePairs().map(\.method)) == Set(DuplicateMethod.allCases))
    #expect(MethodCode.method(99) == nil)
  }

  @Test func moreThanOneTransactionOfPairsComesBackWhole() throws {
    // In the worst order.
    let pairs = (0..<120_000).map {
      DuplicatePair(Int32($0 / 3), 500_000 - Int32($0), method: .minhash, similarity: 1)
    }
    try workspace.replacePairs(pairs.shuffled(), comparison: comparison(.minhash))
    #expect(try workspace.duplicatePairs() == pairs.sorted())
  }
}

@Suite struct ReferenceTests {
  private let workspace: Workspace

  init() throws {
    workspace = try temporaryWorkspace()
    try workspace.load((1...4).map { SampleRows.row("row \($0)", key: "k\($0)") })
  }

  private func match(
    _ example: Int64, _ set: String, line: Int, _ similarity: Float, _ method: DuplicateMethod = .minhash
  ) -> ReferenceMatch {
    ReferenceMatch(
      example: ExampleID(example), set: set, role: .test, line: line, method: method, similarity: similarity,
      text: "line \(line)\u{0}é")
  }

  private func comparison(_ set: String, _ method: DuplicateMethod = .minhash) -> Comparison {
    Comparison(
      subject: set, method: method, identity: "i", threshold: 0.75, floor: 0.5, examples: 4, seconds: 0)
  }

  @Test func matchesAreReplacedBySetAndMethod() throws {
    let first = [
      match(1, "real", line: 9, 0.8), match(1, "real", line: 2, 1), match(3, "real", line: 1, 0.75),
    ]
    try workspace.writeMatches(first, comparison: comparison("real"))
    let exact = [match(1, "real", line: 2, 1, .exact)]
    try workspace.writeMatches(exact, comparison: comparison("real", .exact))
    let seeds = [match(4, "seeds", line: 3, 1)]
    try workspace.writeMatches(seeds, comparison: comparison("seeds"))
    #expect(try workspace.referenceMatches(of: ExampleID(1)) == [first[1], exact[0], first[0]])
    #expect(try workspace.referenceMatches().count == 5)
    let again = [match(2, "real", line: 5, 0.9)]
    try workspace.writeMatches(again, comparison: comparison("real"))
    #expect(try workspace.referenceMatches() == [exact[0], again[0], seeds[0]])
    let more = [match(4, "real", line: 6, 0.9)]
    try workspace.writeMatches(more, comparison: comparison("real"), keepsOlder: true)
    #expect(try workspace.referenceMatches() == [exact[0], again[0], more[0], seeds[0]])
  }

  @Test func setsThatAreGoneAreForgotten() throws {
    try workspace.writeMatches([match(1, "a", line: 1, 1)], comparison: comparison("a"))
    try workspace.writeMatches([match(1, "b", line: 1, 1)], comparison: comparison("b"))
    try workspace.writeMatches([match(1, "b", line: 1, 1, .exact)], comparison: comparison("b", .exact))
    let own = Comparison(method: .exact, identity: "i", threshold: 0.75, floor: 0.5, examples: 4, seconds: 0)
    try workspace.replacePairs([], comparison: own)
    try workspace.keepMatches(ofSets: ["b"], methods: [.exact])
    #expect(try workspace.referenceMatches() == [match(1, "b", line: 1, 1, .exact)])
    #expect(try workspace.comparisons() == [own, comparison("b", .exact)])
  }
}
