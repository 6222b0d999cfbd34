import AssayGeneration
import AssayModel
import Testing

@Suite struct SeedReportTests {
  private func samples(_ texts: [String], label: (Int) -> String? = { _ in nil }) -> [SeedSample] {
    texts.enumerated().map { index, text in
      SeedSample(
        place: "line \(index + 1)", fields: [TextField(name: "text", text: text)], label: label(index))
    }
  }

  private func finding(_ code: String, _ report: SeedReport) -> SeedFinding? {
    report.findings.first { $0.code == code }
  }

  /// Different openings, lengths, ends: nothing to find in them but that they say nothing of difficulty.
  private let varied = [
    "Where is it?", "my card never came and I have been waiting for three weeks now, what is going on",
    "Please send a new one.", "Cancel", "Two payments of 30 euros were taken. I made only one! Give it back.",
    "why do you charge a fee when I pay abroad", "It says declined.",
    "Is there a limit on top ups with Apple Pay?",
    "Someone stole my phone yesterday night; the card was in the case. Block everything now, and tell me what to do next",
    "how long does a transfer take…",
  ]

  // MARK: What is well

  @Test func variedSeedsHaveNoFinding() {
    let report = SeedReport(samples(varied), labels: [])
    #expect(report.findings.map(\.code) == ["no-difficulty"])
    #expect(report.problems == 0)
    #expect(report.n == 10)
  }

  @Test func emptySeedsAreFewAndBreakNothing() {
    let report = SeedReport([], labels: ["a"])
    #expect(report.n == 0 && report.lengths == [] && report.scripts == [])
    #expect(finding("few-seeds", report)?.text == "There are 0 seeds; 10 to 20 are wanted")
    #expect(finding("missing-label", report)?.count == 1)
  }

  @Test(arguments: [(1, SeedFinding.Weight.serious), (4, .serious), (5, .notable), (9, .notable)])
  func fewerThanTenAreFew(n: Int, weight: SeedFinding.Weight) {
    #expect(finding("few-seeds", SeedReport(samples(Array(varied.prefix(n))), labels: []))?.weight == weight)
  }

  // MARK: Openings

  @Test func theSameFirstWordIsCountedWithoutCaseAndMarks() throws {
    let texts =
      (1...9).map { "\($0 % 2 == 0 ? "I" : "i,") \(String(repeating: "word\($0) ", count: $0))" }
      + ["Where is it?", "my card", "no"]
    let found = try #require(finding("same-first-word", SeedReport(samples(texts), labels: [])))
    #expect(found.text == "9 of 12 begin with \"i\"")
    #expect(found.count == 9 && found.n == 12 && found.weight == .serious)
    #expect(found.places.first == "line 1" && found.places.count == 9)
  }

  @Test func theLongerOpeningStandsForTheShorterOne() throws {
    let texts = ["close", "move", "find", "lock"].map { "How do I \($0) it" } + Array(varied.prefix(6))
    let report = SeedReport(samples(texts), labels: [])
    #expect(finding("same-opening", report)?.text == "4 of 10 begin with \"How do I\"")
    #expect(finding("same-opening", report)?.weight == .notable)
    #expect(finding("same-first-word", report) == nil)
  }

  @Test func threeOfTenWithTheSameFirstWordAreNoFinding() {
    let texts = ["I see", "I have lost my card", "I would like to know more"] + Array(varied.prefix(7))
    #expect(finding("same-first-word", SeedReport(samples(texts), labels: [])) == nil)
  }

  @Test func aPhraseInsideIsFoundOnce() throws {
    let starts = ["Where", "Please tell me where", "Oh no", "So", "Well then"]
    let texts = starts.map { "\($0) is my new credit card \($0.count)" } + Array(varied.prefix(5))
    let found = SeedReport(samples(texts), labels: []).findings.filter { $0.code == "same-phrase" }
    #expect(found.count == 1)
    #expect(found.first?.count == 5)
  }

  // MARK: Lengths

  @Test func lengthsAreMeasuredAndAlikeOnesFound() throws {
    // 8, 8, 9, 10, 12, 14 words: mean 61/6, squares (2·4.694 + 1.361 + 0.028 + 3.361 + 14.694)/5 = 5.7667.
    let texts = [8, 8, 9, 10, 12, 14].map { n in (0..<n).map { "w\(n)x\($0)" }.joined(separator: " ") }
    let report = SeedReport(samples(texts), labels: [])
    let lengths = try #require(report.lengths.first)
    #expect(lengths.unit == "words" && lengths.n == 6)
    #expect(lengths.shortest == 8 && lengths.longest == 14 && lengths.median == 9.5)
    #expect(abs(lengths.mean - 61.0 / 6) < 1e-12)
    #expect(abs((lengths.standardDeviation ?? 0) - 5.766_666_666_7.squareRoot()) < 1e-9)
    #expect(finding("same-length", report)?.text == "all have between 8 and 14 words (median 9.5)")
  }

  @Test func oneThatIsMuchLongerIsEnough() {
    let texts = [8, 8, 9, 10, 12, 40].map { n in (0..<n).map { "w\(n)x\($0)" }.joined(separator: " ") }
    #expect(finding("same-length", SeedReport(samples(texts), labels: [])) == nil)
  }

  @Test func scriptsWithoutSpacesAreCountedInCharacters() {
    let texts = ["我的卡在哪里", "请帮我取消这张卡", "为什么被拒绝", "转账需要多久才能到", "我想知道今天的汇率"]
    let report = SeedReport(samples(texts), labels: [])
    #expect(report.lengths.first?.unit == "characters")
    #expect(report.lengths.first?.shortest == 6)
    #expect(report.scripts == [.init("Han or kana", 5)])
  }

  // MARK: Style

  @Test func habitsThatAllHaveAreSaid() {
    let texts = ["one", "two and a half", "three of them in a row, or more of it", "four"].flatMap {
      ["my \($0)", "see \($0) there"]
    }
    let codes = SeedReport(samples(texts), labels: []).findings.map(\.code)
    #expect(
      Set(codes).isSuperset(of: [
        "no-question", "single-sentences", "no-end-marks", "no-capitals", "no-digits",
      ]))
    #expect(codes.last == "no-digits" || codes.last == "no-difficulty")
  }

  @Test func tidySeedsAndTheSameEndAreTwoFindings() {
    let tidy = varied.map { text in
      let first = text.prefix(1).uppercased()
      let body = first + text.dropFirst()
      return body.last?.isPunctuation == true ? body : body + "!"
    }
    let report = SeedReport(samples(tidy), labels: [])
    #expect(finding("tidy", report)?.count == 10)
    #expect(finding("same-end", report) == nil)
    let stops = varied.map { $0.trimmingMarks + "." }
    #expect(finding("same-end", SeedReport(samples(stops), labels: []))?.text == "10 of 10 end with \".\"")
    let questions = varied.map { $0.trimmingMarks + "?" }
    let asked = SeedReport(samples(questions), labels: [])
    #expect(finding("all-questions", asked) != nil)
    #expect(finding("same-end", asked) == nil)
  }

  @Test func fieldsAreLookedAtOneByOneAndAGreetingIsNotTheirStyle() {
    let samples = varied.enumerated().map { index, text in
      SeedSample(
        place: "\(index)",
        fields: [
          TextField(name: "assistant", text: "Hello! How can I assist you today?"),
          TextField(name: "user", text: text),
        ])
    }
    let report = SeedReport(samples, labels: [])
    #expect(report.findings.map(\.code) == ["no-difficulty", "same-text"])
    #expect(finding("same-text", report)?.text == "assistant: all 10 have the same text")
    #expect(report.lengths.map(\.field) == ["assistant", "user"])
  }

  @Test func oneSeedInAnotherScriptIsTooLittle() {
    let report = SeedReport(samples(varied + ["Где моя карта?"]), labels: [])
    #expect(report.scripts == [.init("Latin", 10), .init("Cyrillic", 1)])
    #expect(finding("rare-script", report)?.places == ["line 11"])
  }

  // MARK: Balance

  @Test func labelsAreComparedWithThoseOfTheTask() {
    let labels: [String?] = ["a", "a", "a", "a", "a", "a", "b", "x", nil, "b"]
    let report = SeedReport(samples(varied) { labels[$0] }, labels: ["c", "a", "b"])
    #expect(report.labels == [.init("c", 0), .init("a", 6), .init("b", 2), .init("x", 1), .init(nil, 1)])
    #expect(finding("no-label", report)?.places == ["line 9"])
    #expect(finding("unknown-label", report)?.text == "1 of 10 has a label that the task does not have: x")
    #expect(finding("missing-label", report)?.text == "1 of 3 labels has no seed: c")
    #expect(finding("uneven-labels", report)?.text == "labels are uneven: \"a\" has 6 of 8 seeds, \"b\" 2")
  }

  @Test func evenLabelsAreNoFinding() {
    let report = SeedReport(samples(varied) { $0 % 2 == 0 ? "a" : "b" }, labels: ["a", "b"])
    #expect(report.problems == 0)
    let one = SeedReport(samples(varied) { _ in "a" }, labels: [])
    #expect(finding("one-label", one)?.text == "all 10 labels are \"a\"")
  }

  @Test func missingDifficultiesAreNamed() {
    var seeds = samples(varied)
    for index in seeds.indices { seeds[index].difficulty = index < 6 ? "Easy" : "medium" }
    let report = SeedReport(seeds, labels: [])
    #expect(report.difficulties == [.init("easy", 6), .init("medium", 4), .init("hard", 0)])
    #expect(finding("missing-difficulty", report)?.text == "none is hard (easy 6, medium 4)")
    seeds[0].difficulty = nil
    seeds[1].difficulty = "hard"
    let partly = SeedReport(seeds, labels: [])
    #expect(finding("some-without-difficulty", partly)?.count == 1)
    #expect(finding("missing-difficulty", partly) == nil)
    seeds[2].difficulty = "level 3"
    #expect(finding("missing-difficulty", SeedReport(seeds, labels: [])) == nil)
  }

  // MARK: Copies

  @Test func copiesAreTheWorstFirst() {
    let labels = ["a", "b", "a", "a", "a", "a", "b", "b", "b", "b"]
    let report = SeedReport(
      samples(varied) { labels[$0] }, labels: ["a", "b"],
      pairs: [
        SeedPair(0, 1, method: .exact, similarity: 1), SeedPair(0, 1, method: .minhash, similarity: 1),
        SeedPair(2, 3, method: .exact, similarity: 1), SeedPair(4, 5, method: .masked, similarity: 0.95),
        SeedPair(5, 4, method: .minhash, similarity: 0.834),
      ],
      matches: [
        SeedMatch(seed: 7, set: "test", line: 3, method: .minhash, similarity: 0.7),
        SeedMatch(seed: 7, set: "test", line: 9, method: .minhash, similarity: 0.9),
        SeedMatch(seed: 8, set: "test", line: 4, method: .containment, similarity: 1),
        SeedMatch(seed: 9, set: "test", line: 5, method: .exact, similarity: 1),
      ])
    #expect(
      report.findings.map(\.code) == ["held-out", "two-labels", "copies", "near-copies", "no-difficulty"])
    #expect(
      report.findings[0].places == [
        "line 8 is like line 9 of test (0.90)", "line 9 is like line 4 of test (one is part of the other)",
        "line 10 is like line 5 of test",
      ])
    #expect(report.findings[1].places == ["line 1 and line 2"])
    #expect(report.findings[2].text == "2 of 10 have the same text as another one")
    #expect(report.findings[3].places == ["line 5 and line 6 (0.83)"])
    #expect(report.problems == 4)
  }
}

extension String {
  fileprivate var trimmingMarks: String {
    String(reversed().drop { !$0.isLetter && !$0.isNumber }.reversed())
  }
}
