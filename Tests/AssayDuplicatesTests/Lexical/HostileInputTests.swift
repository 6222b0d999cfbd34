import AssayDuplicates
import AssayModel
import AssayStatistics
import Testing

/// Nothing grows with the square of the rows, and large families keep what clusters need: a hub.
@Suite struct HostileInputTests {
  private let all = Lexical(.exact, .minhash, .containment, .masked)

  @Test func aMillionIdenticalRowsArePairedWithTheFirst() throws {
    let row = Array("the same row again and again, number 5".utf8)
    let count = 1_000_000
    // One fingerprint for all: reading the row a million times would test patience.
    let fingerprinter = LexicalFingerprinter(all.settings)
    let bytes = fingerprinter.fingerprint(of: row).bytes
    let corpus = LexicalCorpus(
      count: count, fingerprinter: fingerprinter, text: { _ in row },
      stored: { _, take in bytes.withUnsafeBytes(take) })
    let findings = try LexicalSearch(settings: all.settings, threads: 2).find(corpus, recallSample: 0)
    #expect(findings.pairs.count == count - 1)
    #expect(findings.pairs.allSatisfy { $0.first == 0 && $0.method == .exact && $0.similarity == 1 })
  }

  /// Texts of one template that differ in a number: all are alike, plain and masked.
  @Test func rowsOfOneTemplateArePairedWithAHub() throws {
    let count = 5_000
    let texts = (0..<count).map {
      "Your parcel with the number \($0) has left our house and will arrive soon, thank you"
    }
    let findings = try all.find(texts, recallSample: 50)
    let masked = Set(findings.pairs.filter { $0.method == .masked && $0.first == 0 }.map(\.second))
    #expect(masked.count == count - 1, "masked they are equal: each is paired with the oldest")
    let near = Set(findings.pairs.filter { $0.method == .minhash && $0.first == 0 }.map(\.second))
    #expect(near.count == count - 1, "near duplicates with their hub")
    #expect(findings.pairs.count < count * 80)
    #expect(findings.recall?.share ?? 1 >= 0.98)
    for method in [DuplicateMethod.containment, .masked] {
      #expect(try Lexical(method).find(texts).pairs.count < count * 80)
    }
  }

  @Test func aTextOfTenMegabytesIsComparedLikeOthers() throws {
    let long = (0..<1_500_000).map { "w\($0 % 99_991)" }.joined(separator: " ")
    #expect(long.utf8.count > 9_000_000)
    let part = (300..<330).map { "w\($0)" }.joined(separator: " ")
    #expect(
      try Lexical(.exact, .minhash, .containment).pairs([long, part, long, "", "one"]) == [
        "0-1 containment 1.0", "0-2 exact 1.0",
      ])
  }

  @Test func emptyTextsAreCopies() throws {
    let findings = try all.find(Array(repeating: "", count: 1_000) + Array(repeating: "?!", count: 1_000))
    #expect(findings.pairs.count == 2 * 999)
    #expect(findings.pairs.allSatisfy { $0.first == 0 || $0.first == 1_000 })
  }

  /// One shingle over and over, and bytes that are no text.
  @Test func oddTextsAreSafe() throws {
    var random = RepeatableGenerator(seed: 31)
    let bytes = (0..<500).map { _ in
      (0..<Int.random(in: 0...80, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
    }
    let repeats = (1...50).map { Array(repeating: UInt8(ascii: "a"), count: $0 * 2 - 1) }
    let spaced = (1...50).map { Array(String(repeating: "a ", count: $0).utf8) }
    for gram in [DuplicateSettings.Gram.words(3), .characters(5)] {
      var settings = all.settings
      settings.gram = gram
      let corpus = try LexicalCorpus(
        texts: bytes + repeats + spaced, fingerprinter: LexicalFingerprinter(settings), threads: 2)
      let findings = try LexicalSearch(settings: settings, threads: 2).find(corpus)
      #expect(findings.pairs.allSatisfy { $0.first < $0.second && $0.similarity <= 1 })
      // a a a, a a a a and so on have one and the same run of three words.
      if gram == .words(3) {
        #expect(findings.pairs.count { $0.method == .minhash && $0.first >= 552 } > 100)
      }
    }
  }
}
