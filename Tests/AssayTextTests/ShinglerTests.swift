import AssayStatistics
import AssayText
import Testing

@Suite struct ShinglerTests {
  private static let texts = [
    "", " ", "...", "one", "one two", "One two three.", "one two three four", "a b a b a b a b",
    "don't PANIC, now",
    "寿司が好きです", "mixed 寿司 text", "Ａｂｃ ﬁne Straße", "e\u{301}tude é", "a\u{200B}b\u{3}c", "'", "x'", " ' y",
    "the quick brown fox jumps over the lazy dog and the quick brown fox sleeps",
  ]

  private func read(_ text: String, _ shingler: Shingler) {
    Array(text.utf8).withUnsafeBufferPointer(shingler.read)
  }

  @Test(arguments: [1, 2, 3, 5])
  func wordsAreCutAsBefore(size: Int) {
    let shingler = Shingler(gram: .words(size))
    for text in Self.texts {
      read(text, shingler)
      #expect(
        String(decoding: shingler.normalized, as: UTF8.self) == Normalization.shingling.normalized(text))
      #expect(Array(shingler.distinct()) == Shingles.hashes(of: text, size: size), "\(text)")
      #expect(Set(shingler.hashes) == Set(shingler.distinct()))
    }
  }

  @Test func charactersAreCutByScalars() {
    let shingler = Shingler(gram: .characters(3))
    func count(_ text: String) -> Int {
      read(text, shingler)
      return shingler.distinct().count
    }
    #expect(count("") == 0)
    #expect(count("ab") == 1)
    #expect(count("abc") == 1)
    #expect(count("abcd") == 2)
    #expect(count("aaaa") == 1)
    #expect(count("äöüß") == 3, "ß is ss: äöü, öüs, üss")
    #expect(count("A, b") == 1, "a b")
  }

  /// The shared pieces of "abcde" and "abcdf" are abc and bcd, of 4 in all.
  @Test func characterJaccardByHand() {
    let shingler = Shingler(gram: .characters(3))
    read("abcde", shingler)
    let first = Array(shingler.distinct())
    read("ABCDF", shingler)
    #expect(Shingles.jaccard(first, Array(shingler.distinct())) == 0.5)
  }

  @Test func bytesThatAreNoTextAreRepaired() {
    let shingler = Shingler(gram: .words(1))
    let bytes: [UInt8] = Array("good ".utf8) + [0xFF, 0xC3] + Array(" day".utf8) + [0xE2, 0x80]
    bytes.withUnsafeBufferPointer(shingler.read)
    #expect(String(decoding: shingler.normalized, as: UTF8.self).hasPrefix("good \u{FFFD}"))
    #expect(shingler.hashes.count >= 3)
  }

  @Test(arguments: [1, 64, 100, 128])
  func sketchesAreThoseOfMinHash(bins: Int) throws {
    let writer = SketchWriter(bins: bins, seed: 9)
    var random = RepeatableGenerator(seed: 4)
    var target = [UInt8](repeating: 0, count: bins)
    for count in [1, 2, 10, 63, 500] {
      let shingles = (0..<count).map { _ in random.next() }
      let isWritten = shingles.withUnsafeBufferPointer { shingles in
        target.withUnsafeMutableBufferPointer { writer.write(shingles, to: $0.baseAddress!) }
      }
      #expect(isWritten)
      let expected = MinHashSketch(shingles, bins: bins, seed: 9).values.map { UInt8(truncatingIfNeeded: $0) }
      #expect(target == expected)
    }
    let nothing = [UInt64]().withUnsafeBufferPointer { shingles in
      target.withUnsafeMutableBufferPointer { writer.write(shingles, to: $0.baseAddress!) }
    }
    #expect(!nothing)
  }
}
