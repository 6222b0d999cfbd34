import AssayDuplicates
import AssayModel
import Testing

@Suite struct LexicalSearchTests {
  // MARK: Copies

  @Test func copiesArePairedWithTheFirst() throws {
    let found = try Lexical(.exact).pairs([
      "Say it again.", "something else", "say it  AGAIN", "Say it again!",
    ])
    #expect(found == ["0-2 exact 1.0", "0-3 exact 1.0"])
  }

  @Test func eachSideOfEqualityCanBeSwitchedOff() throws {
    let texts = ["Ａ fine day", "A fine day", "a fine day", "a  fine day", "a fine day!"]
    var lexical = Lexical(.exact)
    #expect(try lexical.pairs(texts).count == 4)
    lexical.settings.equality.compatibility = false
    #expect(try lexical.pairs(texts) == ["1-2 exact 1.0", "1-3 exact 1.0", "1-4 exact 1.0"])
    lexical.settings.equality.ignoresCase = false
    #expect(try lexical.pairs(texts) == ["2-3 exact 1.0", "2-4 exact 1.0"])
    lexical.settings.equality.ignoresSpace = false
    #expect(try lexical.pairs(texts) == [])
    lexical.settings.equality = .init()
    lexical.settings.equality.ignoresPunctuation = false
    #expect(try lexical.pairs(texts) == ["0-1 exact 1.0", "0-2 exact 1.0", "0-3 exact 1.0"])
  }

  @Test func onlyLeadersTakePartInTheOtherMethods() throws {
    let near = "one two three four five six seven eight nine ten"
    let texts = [near + " eleven", near + " eleven", near + " twelve", near + " eleven."]
    #expect(
      try Lexical(.exact, .minhash).pairs(texts) == ["0-1 exact 1.0", "0-2 minhash 0.8", "0-3 exact 1.0"])
  }

  @Test func withoutExactCopiesAreNearDuplicates() throws {
    #expect(try Lexical(.minhash).pairs(["a b c", "A b c", "", ""]) == ["0-1 minhash 1.0"])
    #expect(try Lexical(.containment).pairs(["a b c", "a b c"]) == [])
  }

  @Test func textsWithoutWordsHaveOnlyCopies() throws {
    let all = Lexical(.exact, .minhash, .containment, .masked)
    #expect(try all.pairs([]) == [])
    #expect(try all.pairs([""]) == [])
    #expect(
      try all.pairs(["", " \n", "!", "?", "!", "one", " ! ", "-"]) == [
        "0-1 exact 1.0", "2-4 exact 1.0", "2-6 exact 1.0",
      ])
  }

  // MARK: Similarities by hand

  /// Nine words have seven shingles; one word changed at the end leaves six of eight in all.
  @Test func jaccardByHand() throws {
    let lexical = Lexical(.minhash, thresholds: [.minhash: 0.75])
    #expect(
      try lexical.pairs(["a b c d e f g h i", "a b c d e f g h x", "a b c d x f g h i"]) == [
        "0-1 minhash 0.75"
      ])
  }

  @Test func whatIsSwallowedByALongerTextIsContained() throws {
    let part = "please refund the money for my last order"
    let whole =
      "hello there I am writing because \(part) which never came and nobody answers my letters at all"
    #expect(try Lexical(.containment).pairs([whole, part, "refund the money"]) == ["0-1 containment 1.0"])
    // Not with so few words that they are in everything by chance.
    #expect(try Lexical(.containment).pairs([whole, "the money for my last"]) == [])
    #expect(
      try Lexical(.containment).pairs([whole, "the money for my last order"]) == ["0-1 containment 1.0"])
  }

  @Test func nearlyEqualLengthsAreNoContainmentBesideMinhash() throws {
    let words = (0..<40).map { "w\($0)" }
    let texts = [words.joined(separator: " "), words.dropLast().joined(separator: " ")]
    #expect(try Lexical(.minhash, .containment).pairs(texts) == ["0-1 minhash 0.974"])
    #expect(try Lexical(.containment).pairs(texts) == ["0-1 containment 1.0"])
  }

  @Test func sameButForNamesAndNumbersIsMasked() throws {
    let texts = [
      "I asked Peter for 20 dollars on Monday morning and he said no",
      "I asked Mary Ann for 3.50 dollars on Friday morning and he said no",
      "I asked them for some money on a fine morning and they said no",
    ]
    #expect(try Lexical(.masked).pairs(texts) == ["0-1 masked 1.0"])
    // Nothing that is masked differs.
    let same = [
      "I asked Peter for the money and he said no", "Well, I asked Peter for the money and he said no",
    ]
    #expect(try Lexical(.minhash, .masked).pairs(same) == ["0-1 minhash 0.889"])
  }

  // MARK: What is compared

  @Test func pairsCountInsideAGroupOnly() throws {
    let texts = Array(repeating: "one two three four five six seven eight nine ten", count: 4)
    let near = texts.enumerated().map { $1 + " \($0 % 2)" }
    var lexical = Lexical(.exact, .minhash, .containment, .masked)
    lexical.group = [1, 2, 1, 2]
    #expect(try lexical.pairs(near) == ["0-2 exact 1.0", "1-3 exact 1.0"])
    lexical.group = [1, 1, 2, 2]
    let found = try lexical.find(near).pairs.filter { $0.method == .minhash }
    #expect(found.map { [$0.first, $0.second] } == [[0, 1], [2, 3]])
  }

  @Test func onlyPairsWithANewItemAreLookedFor() throws {
    let texts = RandomTexts.make(300, seed: 1) + ["copy of one", "copy of one", "copy of one"]
    var lexical = Lexical(.exact, .minhash, .containment, .masked)
    let all = try lexical.find(texts).pairs
    for firstNew in [150, 301, 302] {
      lexical.firstNew = firstNew
      #expect(try lexical.find(texts).pairs == all.filter { $0.second >= firstNew })
    }
    lexical.firstNew = 303
    #expect(try lexical.find(texts).pairs == [])
  }

  @Test func findingsDoNotDependOnTheThreads() throws {
    let texts =
      RandomTexts.make(2_000, seed: 2) + (0..<300).map { "template number \($0) of the shop in the town" }
    var lexical = Lexical(.exact, .minhash, .containment, .masked)
    let one = try lexical.find(texts, recallSample: 50)
    #expect(one.pairs == one.pairs.sorted())
    #expect(Set(one.pairs).count == one.pairs.count)
    for threads in 2...3 {
      lexical.threads = threads
      let many = try lexical.find(texts, recallSample: 50)
      #expect(many.pairs == one.pairs)
      #expect(many.recall == one.recall)
    }
  }

  @Test func figuresCountThePairs() throws {
    let findings = try Lexical(.exact, .minhash, .masked).find(RandomTexts.make(300, seed: 3) + ["x", "x"])
    #expect(Set(findings.methods.keys) == [.exact, .minhash, .masked])
    #expect(findings.methods[.exact]?.pairs == 1)
    #expect(findings.methods.values.map(\.pairs).reduce(0, +) == findings.pairs.count)
    #expect(findings.methods.values.allSatisfy { $0.seconds > 0 })
    #expect(findings.recall == nil, "not measured")
  }

  @Test func settingsBeyondReasonAreSafe() throws {
    var lexical = Lexical(
      .minhash, .masked, .containment, thresholds: [.minhash: 2, .masked: 5, .containment: 3])
    lexical.settings.recall = 1
    lexical.settings.permutations = 3
    #expect(try lexical.pairs(["a b c d e f g 1", "a b c d e f g 2", "a b c d e f g 1 2 3"]) == [])
    lexical.settings.thresholds = [.minhash: 0, .masked: -1, .containment: 0]
    lexical.settings.recall = 0
    #expect(try lexical.pairs(["a b c d e f g 1", "a b c d e f g 2"]).contains("0-1 minhash 0.714"))
  }

  @Test func cancellingEndsTheSearch() throws {
    let lexical = Lexical(.minhash)
    let corpus = try lexical.corpus(RandomTexts.make(50, seed: 4))
    #expect(throws: CancellationError.self) {
      try LexicalSearch(settings: lexical.settings).find(corpus, isCancelled: { true })
    }
    #expect(throws: CancellationError.self) {
      try LexicalCorpus(
        texts: [[1]], fingerprinter: LexicalFingerprinter(lexical.settings), isCancelled: { true })
    }
  }

  @Test func progressEndsComplete() throws {
    let lexical = Lexical(.minhash, .masked)
    var last: [LexicalProgress.Stage: LexicalProgress] = [:]
    _ = try LexicalSearch(settings: lexical.settings).find(
      try lexical.corpus(RandomTexts.make(100, seed: 5)), progress: { last[$0.stage] = $0 })
    #expect(last[.candidates].map { $0.done == $0.total } == true)
    #expect(last[.comparing].map { $0.done == $0.total } == true)
  }
}
