import AssayDuplicates
import AssayModel
import AssayText
import Testing

/// Against all pairs, compared one by one.
@Suite struct LexicalRecallTests {
  @Test(arguments: [(0.8, 3), (0.7, 3), (0.5, 3), (0.8, 1), (0.9, 5)])
  func minhashFindsNearlyAllAndNothingElse(threshold: Double, words: Int) throws {
    let texts = RandomTexts.make(1_500, seed: UInt64(words) * 10 + 7)
    var lexical = Lexical(.minhash, thresholds: [.minhash: threshold])
    lexical.settings.gram = .words(words)
    lexical.threads = 2
    let found = try lexical.find(texts).pairs
    let truth = BruteForce(texts, words: words)
    for pair in found {
      #expect(pair.similarity == Float(truth.jaccard(Int(pair.first), Int(pair.second))))
      #expect(pair.similarity >= Float(lexical.settings.floor(.minhash)))
    }
    let floor = lexical.settings.floor(.minhash)
    let near = truth.pairs { truth.jaccard($0, $1) >= floor }
    for least in [threshold, floor] {
      let expected = near.filter { truth.jaccard($0[0], $0[1]) >= least }
      let listed = Set(found.map { [Int($0.first), Int($0.second)] })
      let recall = Double(expected.intersection(listed).count) / Double(expected.count)
      #expect(expected.count >= 10)
      #expect(recall >= 0.98, "\(recall) of \(expected.count) at \(least)")
    }
  }

  @Test(arguments: [0.9, 1.0, 0.75])
  func containmentFindsAll(threshold: Double) throws {
    let texts = RandomTexts.make(1_000, seed: 21)
    let lexical = Lexical(.containment, thresholds: [.containment: threshold])
    let found = try lexical.find(texts).pairs
    let truth = BruteForce(texts)
    let floor = lexical.settings.floor(.containment)
    let expected = truth.pairs {
      min(truth.sets[$0].count, truth.sets[$1].count) >= 4 && truth.containment($0, $1) >= floor
    }
    #expect(expected.count > 100)
    #expect(Set(found.map { [Int($0.first), Int($0.second)] }) == expected)
    for pair in found {
      #expect(pair.similarity == Float(truth.containment(Int(pair.first), Int(pair.second))))
    }
  }

  @Test func maskedTextsAreComparedLikeOthers() throws {
    // Every text with another name, so that only the masked ones are alike.
    let texts = RandomTexts.make(600, seed: 22, vocabulary: 200).enumerated().map {
      $1 + " for Name\($0 % 7)x today"
    }
    let lexical = Lexical(.masked, thresholds: [.masked: 0.8])
    let masker = TextMasker()
    let truth = BruteForce(texts.map(masker.mask))
    let plain = BruteForce(texts)
    let floor = lexical.settings.floor(.masked)
    let expected = truth.pairs {
      truth.jaccard($0, $1) >= floor && truth.jaccard($0, $1) > plain.jaccard($0, $1)
    }
    let found = Set(try lexical.find(texts).pairs.map { [Int($0.first), Int($0.second)] })
    #expect(expected.count > 100)
    #expect(found.isSubset(of: expected))
    #expect(Double(found.count) >= 0.98 * Double(expected.count))
  }

  @Test func charactersAreComparedLikeWords() throws {
    var lexical = Lexical(.minhash, thresholds: [.minhash: 0.6])
    lexical.settings.gram = .characters(3)
    // abc bcd cde def of both, efg, efh: 4 of 6.
    #expect(try lexical.pairs(["abcdefg", "abcdefh", "unlike"]) == ["0-1 minhash 0.667"])
  }

  /// The measured recall is the recall: with a sketch of one number it is far from 1.
  @Test func theMeasuredRecallIsTrue() throws {
    let texts = RandomTexts.make(1_200, seed: 23)
    var lexical = Lexical(.minhash, thresholds: [.minhash: 0.7])
    lexical.settings.permutations = 1
    lexical.settings.recall = 0.2
    let findings = try lexical.find(texts, recallSample: texts.count)
    let truth = BruteForce(texts)
    let expected = truth.pairs { truth.jaccard($0, $1) >= 0.7 }
    let listed = Set(findings.pairs.map { [Int($0.first), Int($0.second)] })
    let recall = try #require(findings.recall)
    #expect(recall.items == texts.count)
    #expect(recall.expected == expected.count)
    #expect(recall.found == expected.intersection(listed).count)
    #expect(recall.share < 0.95)
    lexical.settings = Lexical(.minhash).settings
    #expect(try #require(try lexical.find(texts, recallSample: 100).recall).share >= 0.98)
  }

  @Test func nothingToMeasureIsNoRecall() throws {
    #expect(try Lexical(.minhash).find(["a b c d e f", "g h i j k l"], recallSample: 10).recall == nil)
    #expect(try Lexical(.exact).find(["a b c d e f", "a b c d e f"], recallSample: 10).recall == nil)
  }

  /// 10,003 real short questions.
  @Test(.enabled(if: RealData.has("banking77/train.csv"), Comment(rawValue: RealData.reason)))
  func realQuestions() throws {
    let texts = Array(Set(try RealData.lines("banking77/train.csv"))).sorted()
    var lexical = Lexical(.minhash, thresholds: [.minhash: 0.7])
    lexical.threads = 2
    let findings = try lexical.find(texts, recallSample: 1_000)
    let truth = BruteForce(texts)
    var holders: [UInt64: [Int]] = [:]
    var expected = Set<[Int]>()
    for second in texts.indices {
      var met = Set<Int>()
      for shingle in truth.sets[second] {
        for first in holders[shingle, default: []] where met.insert(first).inserted {
          if truth.jaccard(first, second) >= 0.7 { expected.insert([first, second]) }
        }
        holders[shingle, default: []].append(second)
      }
    }
    let found = Set(findings.pairs.filter { $0.similarity >= 0.7 }.map { [Int($0.first), Int($0.second)] })
    // Copies but for case and signs are paired with their first only.
    let leaders = Dictionary(grouping: texts.indices) { Normalization.shingling.normalized(texts[$0]) }
      .values.map { $0.min() ?? 0 }
    let wanted = expected.filter { Set(leaders).isSuperset(of: $0) }
    #expect(wanted.count > 200)
    #expect(found.isSubset(of: expected))
    let recall = Double(wanted.intersection(found).count) / Double(wanted.count)
    #expect(recall >= 0.98, "\(recall) of \(wanted.count)")
    #expect(try #require(findings.recall).share >= 0.98)
  }
}
