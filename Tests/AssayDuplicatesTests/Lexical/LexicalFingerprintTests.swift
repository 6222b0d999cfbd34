import AssayDuplicates
import AssayModel
import Synchronization
import Testing

@Suite struct LexicalFingerprintTests {
  private let settings = DuplicateSettings()

  @Test func storedBytesGiveTheSameFindings() throws {
    let texts = RandomTexts.make(400, seed: 6).map { Array($0.utf8) }
    let fingerprinter = LexicalFingerprinter(settings)
    let stored = texts.map { fingerprinter.fingerprint(of: $0).bytes }
    #expect(
      stored.allSatisfy { $0.count == fingerprinter.byteCount && $0.withUnsafeBytes(fingerprinter.isCurrent) }
    )
    let reads = Mutex(0)
    let corpus = LexicalCorpus(
      count: texts.count, fingerprinter: fingerprinter,
      text: {
        reads.withLock { $0 += 1 }
        return texts[$0]
      }, stored: { item, take in stored[item].withUnsafeBytes(take) })
    let search = LexicalSearch(settings: settings)
    let found = try search.find(corpus, recallSample: 20)
    #expect(reads.withLock { $0 } > 0)
    let made = try LexicalCorpus(texts: texts, fingerprinter: fingerprinter)
    let expected = try search.find(made, recallSample: 20)
    #expect(found.pairs == expected.pairs)
    #expect(found.recall == expected.recall)
    #expect(!found.pairs.isEmpty)
    #expect(
      (0..<400).allSatisfy { made.length($0) == texts[$0].count && corpus.length($0) == texts[$0].count })
  }

  /// Golden: these bytes are in people's workspaces. When this changes, the version must be counted up.
  @Test func bytesAreStable() {
    let bytes = LexicalFingerprinter(settings).fingerprint(
      of: Array("I paid 20 dollars to Anna on Monday".utf8)
    ).bytes
    #expect(bytes.count == 40 + 256)
    #expect(bytes[0] == 1)
    #expect(bytes[1] == 3)
    #expect(bytes.reduce(UInt32(0)) { $0 &* 31 &+ UInt32($1) } == 1_722_909_235)
  }

  @Test func identityTellsWhatBytesDependOn() {
    var changed = settings
    let identity = LexicalFingerprinter(settings).identity
    changed.methods = [.exact]
    changed.thresholds = [.minhash: 0.9]
    changed.recall = 0.9
    #expect(LexicalFingerprinter(changed).identity == identity)
    let changes: [(inout DuplicateSettings) -> Void] = [
      { $0.seed = 2 }, { $0.permutations = 64 }, { $0.gram = .words(2) }, { $0.gram = .characters(3) },
      { $0.equality.ignoresCase = false }, { $0.equality.ignoresPunctuation = false },
      { $0.equality.ignoresSpace = false }, { $0.equality.compatibility = false },
    ]
    var identities: Set = [identity, LexicalFingerprinter(settings, masks: false).identity]
    for change in changes {
      changed = settings
      change(&changed)
      identities.insert(LexicalFingerprinter(changed).identity)
    }
    #expect(identities.count == changes.count + 2)
  }

  @Test func otherVersionsAreOutOfDate() {
    let fingerprinter = LexicalFingerprinter(settings)
    var bytes = fingerprinter.fingerprint(of: []).bytes
    #expect(bytes.withUnsafeBytes(fingerprinter.isCurrent))
    bytes[0] += 1
    #expect(!bytes.withUnsafeBytes(fingerprinter.isCurrent))
    #expect(![UInt8](repeating: 1, count: 5).withUnsafeBytes(fingerprinter.isCurrent))
    #expect(![UInt8]().withUnsafeBytes(fingerprinter.isCurrent))
  }

  @Test func aChangedTextIsFoundOut() throws {
    let fingerprinter = LexicalFingerprinter(settings)
    let text = Array("one two three four five six seven eight nine".utf8)
    let stored = [text, text + Array(" ten".utf8)].map { fingerprinter.fingerprint(of: $0).bytes }
    let corpus = LexicalCorpus(
      count: 2, fingerprinter: fingerprinter, text: { $0 == 0 ? text : Array("something else".utf8) },
      stored: { item, take in stored[item].withUnsafeBytes(take) })
    #expect(throws: LexicalProblem.textChanged(item: 1)) {
      try LexicalSearch(settings: settings).find(corpus, recallSample: 0)
    }
  }

  struct Unreadable: Error {}

  @Test func errorsOfTextsArePassedOn() throws {
    let fingerprinter = LexicalFingerprinter(settings)
    #expect(throws: Unreadable.self) {
      try LexicalCorpus(count: 3, fingerprinter: fingerprinter, threads: 2, text: { _ in throw Unreadable() })
    }
    let bytes = fingerprinter.fingerprint(of: Array("a b c d".utf8)).bytes
    let corpus = try LexicalCorpus(
      count: 2, fingerprinter: fingerprinter, text: { _ in throw Unreadable() },
      stored: { _, take in bytes.withUnsafeBytes(take) })
    #expect(throws: Unreadable.self) { try LexicalSearch(settings: settings).find(corpus) }
  }
}
