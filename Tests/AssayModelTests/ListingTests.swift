import AssayModel
import Testing

@Suite struct ListingTests {
  private func columns() -> ExampleColumns {
    ExampleColumns(
      batch: [1, 1, 2, 2, 2], label: [0, 1, -1, 0, 1], technique: [0, 0, -1, 1, 1],
      length: [10, 50, 30, 20, 40], cluster: [7, 0, 7, 0, 7], score: [4.5, 2, .nan, 4, 3.5],
      spread: [0.2, .nan, .nan, 1.1, 0.6], labels: ["billing", "shipping"],
      techniques: ["direct", "paraphrase"], clusterSizes: [7: 3])
  }

  private func context(_ decisions: [(Int64, Decision.Action)] = []) -> ListingContext {
    let log = DecisionLog(
      decisions.enumerated().map { index, item in
        Decision(
          id: DecisionID(Int64(index) + 1), uuid: "\(index)", step: DecisionID(Int64(index) + 1),
          example: ExampleID(item.0), reviewer: "ana", action: item.1, at: 0)
      })
    return ListingContext(
      log: log, reviewer: "ana", keepAt: 4, scores: ["accuracy": [1, 2, 3, .nan, 5]],
      batches: ["first": 1, "second": 2], found: [ExampleID(2), ExampleID(5)], failed: [ExampleID(2)])
  }

  private func ids(
    _ terms: [String], _ order: ExampleOrder = .imported, _ decisions: [(Int64, Decision.Action)] = []
  ) throws -> [Int64] {
    let filter = ExampleFilter(try terms.map { try #require(ExampleFilter.Term(parsing: $0)) })
    let listing = Listing.build(filter: filter, order: order, columns: columns(), context: context(decisions))
    return (0..<listing.count).map { listing[$0].rawValue }
  }

  @Test func whatTheJudgeKeepsHoldsNoProbesAsTheConfusionMatrixDoesNot() throws {
    var columns = columns()
    columns.probes = [0, 1]
    let kept = Listing.build(
      filter: ExampleFilter([.judge(keeps: true)]), order: .imported, columns: columns, context: context())
    #expect(kept == .some([4]))
    let all = Listing.build(
      filter: ExampleFilter([.label("billing")]), order: .imported, columns: columns, context: context())
    #expect(all == .some([1, 4]))
  }

  @Test func theRuleInForceDecidesWhereItIsNoPlainMean() {
    var context = context([(1, .accept), (2, .reject), (4, .reject)])
    context.margins = [-0.5, 0.25, .nan, 0.75]
    func ids(_ terms: [ExampleFilter.Term], _ order: ExampleOrder = .imported) -> Listing {
      Listing.build(filter: ExampleFilter(terms), order: order, columns: columns(), context: context)
    }
    #expect(ids([.judge(keeps: true)]) == .some([2, 4]))
    // The fifth has none yet.
    #expect(ids([.judge(keeps: false)]) == .some([1]))
    #expect(ids([.disagreement]) == .some([1, 2, 4]))
    #expect(ids([], .uncertainty) == .some([2, 1, 4, 3, 5]))
  }

  @Test func aChosenListIsExactlyThat() {
    var context = context()
    context.chosen = [ExampleID(5), ExampleID(1), ExampleID(77)]
    let term = ExampleFilter.Term.chosen("rejected, kept, dev")
    let listing = Listing.build(
      filter: ExampleFilter([term]), order: .imported, columns: columns(), context: context)
    #expect(listing == .some([1, 5]))
    #expect(ExampleFilter.Term(parsing: term.text) == term)
    #expect(ExampleFilter([term]).tellsOfScores, "a decision in it is not blind")
  }

  private func sampled(
    _ terms: [String], _ order: ExampleOrder, reviewer: String = "ana"
  ) throws -> [Int64] {
    func draw(_ id: Int64, _ reviewer: String?, _ examples: [Int64], repeats: [Int64] = []) -> SampleDraw {
      SampleDraw(
        id: id, strategy: .random, judge: nil, seed: 0, population: 5, reviewer: reviewer, at: 0,
        examples: examples.map {
          DrawnExample(
            example: ExampleID($0), role: repeats.contains($0) ? .repeat : .drawn, probability: nil,
            reason: "")
        })
    }
    var context = context()
    context.reviewer = reviewer
    context.draws = [
      draw(1, "ana", [3, 1]), draw(2, nil, [4, 3, 2]), draw(3, "ana", [3, 2, 5, 1], repeats: [5]),
      draw(4, "ben", [4]),
    ]
    // 5 is a copy of 2.
    context.probes = [Probe(example: ExampleID(5), origin: ExampleID(2), fault: nil, detail: "")]
    var columns = columns()
    columns.probes = [4]
    let filter = ExampleFilter(try terms.map { try #require(ExampleFilter.Term(parsing: $0)) })
    let listing = Listing.build(filter: filter, order: order, columns: columns, context: context)
    return (0..<listing.count).map { listing[$0].rawValue }
  }

  @Test func aQueueIsInTheOrderOfItsDrawWithItsRepeats() throws {
    #expect(try sampled(["sample"], .drawn) == [3, 2, 5, 1])
    #expect(try sampled(["sample:1"], .drawn) == [3, 1])
    #expect(try sampled(["sample:2"], .drawn) == [4, 3, 2])
    #expect(try sampled(["sample"], .drawn, reviewer: "ben") == [4])
    #expect(try sampled(["sample"], .drawn, reviewer: "cleo") == [4, 3, 2], "one that is for nobody")
    #expect(try sampled(["sample:9"], .drawn) == [])
    #expect(try sampled(["sample", "label:shipping"], .drawn) == [2, 5])
  }

  @Test func aRepeatIsNowhereElse() throws {
    #expect(try sampled(["sample"], .imported) == [1, 2, 3])
    #expect(try sampled(["sample"], .shortest) == [1, 3, 2])
    #expect(try sampled([], .imported) == [1, 2, 3, 4])
    #expect(try sampled(["label:shipping"], .drawn) == [2])
    #expect(try sampled([], .drawn) == [4, 3, 2, 1])
  }

  @Test func sampleTermsCanBeReadBack() {
    for text in ["sample", "sample:3"] { #expect(ExampleFilter.Term(parsing: text)?.text == text) }
    #expect(ExampleFilter.Term(parsing: "sample:x") == nil)
    #expect(ExampleOrder(parsing: "drawn") == .drawn && ExampleOrder.drawn.text == "drawn")
  }

  @Test func withoutFilterTheListIsTheWorkspace() throws {
    #expect(
      Listing.build(filter: ExampleFilter(), order: .imported, columns: columns(), context: context())
        == .all(count: 5))
  }

  @Test(
    arguments: [
      (["label:billing"], [1, 4]), (["label:billing", "label:shipping"], [1, 2, 4, 5]),
      (["label:billing", "batch:second"], [4]), (["technique:paraphrase"], [4, 5]),
      (["cluster>1"], [1, 3, 5]),
      (["cluster=1"], [2, 4]), (["score<4"], [2, 5]), (["score>=4"], [1, 4]), (["judge:keep"], [1, 4]),
      (["judge:drop"], [2, 5]), (["accuracy<=2"], [1, 2]), (["length>20", "length<50"], [3, 5]),
      (["found"], [2, 5]), (["label:nowhere"], []), (["unheard>3"], []), (["cluster:7", "found"], [5]),
      (["judge:none"], [3]), (["judge:failed"], [2]), (["judge:scored"], [1, 2, 4, 5]),
      (["judge:failed", "judge:none"], [2, 3]), (["judge:scored", "judge:drop"], [2, 5]),
      (["spread>0.5"], [4, 5]), (["spread<=0.6"], [1, 5]),
    ] as [([String], [Int64])])
  func filters(terms: [String], expected: [Int64]) throws {
    #expect(try ids(terms) == expected)
  }

  @Test func labelsFollowTheLog() throws {
    let decisions: [(Int64, Decision.Action)] = [(1, .relabel("shipping")), (2, .relabel("made up"))]
    #expect(try ids(["label:billing"], .imported, decisions) == [4])
    #expect(try ids(["label:shipping"], .imported, decisions) == [1, 5])
    #expect(try ids(["label:made up"], .imported, decisions) == [2])
  }

  @Test func verdictsFollowTheLog() throws {
    let decisions: [(Int64, Decision.Action)] = [(1, .reject), (2, .accept), (3, .skip), (4, .relabel("x"))]
    #expect(try ids(["verdict:undecided"], .imported, decisions) == [5])
    #expect(try ids(["verdict:accepted"], .imported, decisions) == [2, 4])
    #expect(try ids(["verdict:relabelled"], .imported, decisions) == [4])
    #expect(try ids(["verdict:skipped", "verdict:rejected"], .imported, decisions) == [1, 3])
    #expect(try ids(["disagree"], .imported, decisions) == [1, 2])
  }

  @Test(
    arguments: [
      (ExampleOrder.lowestScore, [2, 5, 4, 1, 3]), (.highestScore, [1, 4, 5, 2, 3]),
      (.uncertainty, [4, 1, 5, 2, 3]), (.disagreement, [4, 5, 1, 2, 3]),
      (.largestCluster, [1, 3, 5, 2, 4]), (.shortest, [1, 4, 3, 5, 2]), (.longest, [2, 5, 3, 4, 1]),
    ] as [(ExampleOrder, [Int64])])
  func orders(order: ExampleOrder, expected: [Int64]) throws {
    #expect(try ids([], order) == expected)
  }

  @Test func randomOrderIsAPermutationThatItsSeedFixes() throws {
    let first = try ids([], .random(seed: 3))
    #expect(first == (try ids([], .random(seed: 3))))
    #expect(first.sorted() == [1, 2, 3, 4, 5])
    #expect(Set(try (1...20).map { try ids([], .random(seed: $0)) }).count > 5)
  }

  @Test(arguments: [
    "verdict:undecided", "label:a b", "batch:x", "technique:y", "accuracy<3", "score>=4.5", "cluster>1",
    "length<=200", "cluster:12", "disagree", "judge:keep", "judge:none", "judge:failed",
    "judge:scored", "spread>0.8", "found", "marked",
  ])
  func termsAreReadAsTheyAreWritten(text: String) throws {
    #expect(try #require(ExampleFilter.Term(parsing: text)).text == text)
  }

  @Test(arguments: [
    "", "verdict:", "verdict:maybe", "<3", "accuracy<", "accuracy<x", "nonsense", "cluster:x",
  ])
  func nonsenseIsNoTerm(text: String) {
    #expect(ExampleFilter.Term(parsing: text) == nil)
  }

  /// A list that tells how the judge scored makes a decision in it one that is not blind.
  @Test(arguments: [
    ("score<3", true), ("judge:keep", true), ("disagree", true), ("judge:failed", false),
    ("judge:none", false),
    ("spread>1", false), ("length>3", false),
  ])
  func onlyWhatTellsADirectionTellsOfScores(text: String, tells: Bool) throws {
    let filter = ExampleFilter([try #require(ExampleFilter.Term(parsing: text))])
    #expect(filter.tellsOfScores == tells)
    #expect(filter.dependsOnScores == (text != "length>3"))
  }

  @Test(arguments: ["import", "lowest score", "disagreement", "cluster size", "random 17"])
  func ordersAreReadAsTheyAreWritten(text: String) throws {
    #expect(try #require(ExampleOrder(parsing: text)).text == text)
  }
}
