import AssayEngine
import AssayModel
import AssayStore
import Foundation
import Testing

@Suite struct DuplicateRunTests {
  private let corpus: DuplicateCorpus
  private var workspace: Workspace { corpus.workspace }

  init() throws { corpus = try DuplicateCorpus() }

  private var settings: DuplicateSettings {
    var settings = DuplicateSettings()
    settings.methods = [.exact, .minhash]
    return settings
  }

  @discardableResult
  private func run(
    _ settings: DuplicateSettings? = nil, model: (any EmbeddingModel)? = nil, threads: Int = 2
  ) throws -> DuplicateSummary {
    try DuplicateRun(
      workspace: workspace, settings: settings ?? self.settings, embedding: model, threads: threads
    ).run()
  }

  private func families() throws -> [[Int64]] {
    try workspace.clusters(limit: 100).map { $0.members.map(\.example.rawValue) }
  }

  private let near = [
    "I was charged twice for my order last week and nobody has refunded me yet, please help me with this",
    "My parcel says delivered but there is nothing at my door and the neighbours have not seen it either",
    "I was charged twice for my order last week and nobody has refunded me yet, please help me with that",
    "  i was CHARGED twice for my order last week and nobody has refunded me yet, please help me with this ",
  ]

  @Test func findsCopiesAndNearCopies() throws {
    try corpus.add(near)
    let summary = try run()
    #expect(summary.examples == 4)
    #expect(summary.clusters == 1)
    #expect(summary.duplicates == 2)
    #expect(summary.methods["exact"]?.pairs == 1)
    #expect(summary.methods["minhash"]?.pairs ?? 0 >= 1)
    #expect(summary.kinds == ["near": DuplicateSummary.Kind(clusters: 1, duplicates: 2)])
    #expect(summary.peakMemoryMB > 1)
    let cluster = try #require(try workspace.clusters(limit: 10).first)
    #expect(cluster.id == ClusterID(1))
    #expect(cluster.kind == .near)
    #expect(Set(cluster.members.map(\.example.rawValue)) == [1, 3, 4])
    #expect(cluster.members.first { $0.example == ExampleID(4) }?.method == "exact")
  }

  @Test func aHigherThresholdFindsLess() throws {
    try corpus.add(near)
    var strict = settings
    strict.thresholds[.minhash] = 1
    let summary = try run(strict)
    #expect(summary.kinds == ["exact": DuplicateSummary.Kind(clusters: 1, duplicates: 1)])
    #expect(try families() == [[1, 4]])
  }

  @Test func theBestScoredRepresents() throws {
    try corpus.add(near, scores: [2, 5, 4, 3])
    try run()
    #expect(try families().first?.first == 3)
  }

  @Test func runningAgainChangesNothing() throws {
    try corpus.add(near)
    try run()
    let first = try workspace.clusters(limit: 10)
    let pairs = try workspace.duplicatePairs()
    try run()
    #expect(try workspace.clusters(limit: 10) == first)
    #expect(try workspace.duplicatePairs() == pairs)
  }

  @Test(arguments: [1, 2, 5]) func theNumberOfThreadsChangesNothing(threads: Int) throws {
    try corpus.add(DuplicateCorpus.planted(count: 600, seed: 3))
    try run(threads: 1)
    let pairs = try workspace.duplicatePairs()
    #expect(pairs.count > 50)
    try workspace.deletePairs(method: .minhash)
    try workspace.deletePairs(method: .exact)
    try run(threads: threads)
    #expect(try workspace.duplicatePairs() == pairs)
  }

  /// The pairs of two imports with a search after each are those of one search.
  @Test func whatIsNewIsComparedWithAll() throws {
    let texts = DuplicateCorpus.planted(count: 500, seed: 5)
    try corpus.add(Array(texts[..<300]))
    var all = settings
    all.methods = [.exact, .minhash, .containment, .masked, .embedding]
    try run(all, model: LetterModel())
    #expect(try workspace.comparisons().map(\.examples) == [300, 300, 300, 300, 300])
    try corpus.add(Array(texts[300...]))
    try run(all, model: LetterModel())
    let whole = try DuplicateCorpus()
    try whole.add(texts)
    _ = try DuplicateRun(workspace: whole.workspace, settings: all, embedding: LetterModel()).run()
    for method in DuplicateMethod.allCases where method != .embedding {
      #expect(
        try workspace.duplicatePairs(method: method) == whole.workspace.duplicatePairs(method: method),
        "\(method)")
    }
    // A product of matrices may round differently in another block: the last digit of a cosine says nothing.
    let (parts, once) = (
      try workspace.duplicatePairs(method: .embedding), try whole.workspace.duplicatePairs(method: .embedding)
    )
    let sure = { (pairs: [DuplicatePair]) in pairs.filter { $0.similarity > 0.8501 } }
    #expect(sure(parts).map { [$0.first, $0.second] } == sure(once).map { [$0.first, $0.second] })
    #expect(zip(sure(parts), sure(once)).allSatisfy { abs($0.similarity - $1.similarity) < 1e-5 })
    #expect(
      try workspace.clusters(limit: 999).map(\.members) == whole.workspace.clusters(limit: 999).map(\.members)
    )
    #expect(try workspace.duplicatePairCount(method: .embedding) > 0)
  }

  @Test func nothingIsComparedTwice() throws {
    try corpus.add(near)
    let model = LetterModel()
    var both = settings
    both.methods = [.embedding]
    try run(both, model: model)
    #expect(model.embedded.count == 4)
    let summary = try run(both, model: model)
    #expect(model.embedded.count == 4)
    #expect(summary.methods["embedding"]?.seconds == 0)
    try corpus.add(["Something quite new"])
    try run(both, model: model)
    #expect(model.embedded.count == 5)
  }

  @Test func otherSettingsCompareAnew() throws {
    try corpus.add(near)
    try run()
    let before = try workspace.comparisons()
    var other = settings
    other.gram = .words(2)
    try run(other)
    #expect(try workspace.comparisons().map(\.identity) != before.map(\.identity))
    var lower = other
    lower.thresholds[.minhash] = 0.3
    try run(lower)
    #expect(try workspace.comparisons().first { $0.method == .minhash }?.threshold == 0.3)
    // A higher threshold is satisfied by the pairs of a lower one.
    try run(other)
    #expect(try workspace.comparisons().first { $0.method == .minhash }?.threshold == 0.3)
  }

  @Test func emptyTextsAreNoDuplicates() throws {
    try corpus.add(["", "  ", "", "a text of some words"])
    let summary = try run()
    #expect(summary.examples == 4)
    #expect(summary.kinds["near"] == nil)
  }

  @Test func nothingAtAllIsNothing() throws {
    let summary = try run()
    #expect(summary.examples == 0)
    #expect(summary.clusters == 0)
  }

  @Test func cancellingKeepsTheClusters() throws {
    try corpus.add(near)
    try run()
    let before = try workspace.clusters(limit: 9)
    try corpus.add(near)
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(throws: CancellationError.self) {
      try DuplicateRun(workspace: workspace, settings: settings, cancellation: cancellation).run()
    }
    #expect(try workspace.clusters(limit: 9) == before)
    try run()
    #expect(try workspace.clusters(limit: 9).first?.members.count == 6)
  }

  @Test func onlyTheFieldsThatAreAskedForCount() throws {
    try corpus.addRows([
      #"{"instruction": "Name three colours of the rainbow for me", "output": "Red, green and blue"}"#,
      #"{"instruction": "Name three colours of the rainbow for me", "output": "Violet, yellow, orange"}"#,
      #"{"instruction": "Say how old the oldest tree is", "output": "Red, green and blue"}"#,
    ])
    var instructions = settings
    instructions.fields = ["instruction"]
    try run(instructions)
    #expect(try families().map { $0.sorted() } == [[1, 2]])
    var outputs = settings
    outputs.fields = ["output"]
    try run(outputs)
    #expect(try families().map { $0.sorted() } == [[1, 3]])
    try run()
    #expect(try families() == [])
  }

  @Test(arguments: [["label"], ["source"], ["label", "source"]]) func fieldsThatMustBeEqualPartPairs(
    same: [String]
  ) throws {
    let text = "I was charged twice for my order and want my money back now"
    try corpus.addRows(
      ["x/1", "y/1", "x/2", "x/1"].map { name in
        let parts = name.split(separator: "/")
        return #"{"text": "\#(text)", "label": "\#(parts[0])", "source": "\#(parts[1])"}"#
      })
    var parted = settings
    parted.methods.insert(.embedding)
    parted.same = same
    try run(parted, model: LetterModel())
    let expected: [[Int64]] =
      switch same {
      case ["label"]: [[1, 3, 4]]
      case ["source"]: [[1, 2, 4]]
      default: [[1, 4]]
      }
    #expect(try families().map { $0.sorted() } == expected)
  }

  /// A new text with the vector of an old one is compared with all that the old one was compared with.
  @Test func aNewTextWithAnOldVectorFindsItsNeighbours() throws {
    var meaning = settings
    meaning.methods = [.embedding]
    let texts = [
      "abc def ghi jkl mno", "abc def ghi jkl mnop", "mno jkl ghi def abc", "mnop abc def ghi jkl",
    ]
    try corpus.add(Array(texts[..<2]))
    try run(meaning, model: LetterModel())
    try corpus.add(Array(texts[2...]))
    try run(meaning, model: LetterModel())
    let pairs = try workspace.duplicatePairs(method: .embedding)
    #expect(pairs.map { [$0.first, $0.second] } == [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]])
  }

  // MARK: People

  @Test func whatPeopleSayOutlivesTheNextSearch() throws {
    try corpus.add(near)
    try run()
    try workspace.append(
      [
        NewDecision(example: ExampleID(3), action: .separate(from: [ExampleID(1), ExampleID(4)])),
        NewDecision(example: ExampleID(3), action: .merge(with: ExampleID(2))),
      ], reviewer: "ana", at: 1)
    try run()
    #expect(try families().map { $0.sorted() } == [[1, 4], [2, 3]])
    let merged = try #require(try workspace.cluster(of: ExampleID(2)))
    #expect(merged.members.contains { $0.method == "person" })
    let step = try #require(try workspace.decisions().first?.step)
    try workspace.append([NewDecision(example: nil, action: .undo(step: step))], reviewer: "ana", at: 2)
    try run()
    #expect(try families().map { $0.sorted() } == [[1, 3, 4]])
  }

  @Test func undecidedOnesNearAcceptedOnesAreCounted() throws {
    try corpus.add(near)
    try workspace.append([NewDecision(example: ExampleID(1), action: .accept)], reviewer: "ana", at: 1)
    try workspace.append([NewDecision(example: ExampleID(4), action: .reject)], reviewer: "ana", at: 2)
    #expect(try run().nearAccepted == 1)
  }

  @Test func importedClustersAreLeftAlone() throws {
    try corpus.add(near)
    let writer = try workspace.beginImport(name: nil)
    for key in ["k0", "k1"] {
      _ = try writer.annotate(ImportAnnotation(key: key, cluster: ImportedCluster(id: "given")))
    }
    _ = try writer.finish()
    try run()
    #expect(try families().map { $0.sorted() } == [[1, 2], [3, 4]])
  }
}
