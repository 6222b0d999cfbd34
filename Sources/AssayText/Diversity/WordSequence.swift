/// A text as the numbers of its words, for measures that count runs of words.
///
/// Words are those of ``Shingles``: normalised by ``Normalization/shingling``, and single scalars in scripts without
/// spaces. Unlike shingles, runs keep repeats, and a text with fewer words than a run has none.
public struct WordSequence: Hashable, Sendable {
  /// One hash a word, in order.
  public let words: [UInt64]

  public init(words: [UInt64]) { self.words = words }

  public init(_ text: String, normalization: Normalization = .shingling) {
    let bytes = normalization.normalizedBytes(text)
    words = bytes.withUnsafeBufferPointer { bytes in
      [UInt64](unsafeUninitializedCapacity: bytes.count / 2 + 1 + bytes.count / 3) { words, count in
        count = Shingles.wordHashes(bytes, into: words)
      }
    }
  }

  /// One hash for each run of `size` words, in order, with repeats; none for a text with fewer words.
  public func grams(_ size: Int) -> [UInt64] {
    precondition(size > 0, "a run has at least one word")
    guard words.count >= size else { return [] }
    return words.withUnsafeBufferPointer { words in
      (0...words.count - size).map { Shingles.combined(words.baseAddress! + $0, count: size) }
    }
  }

  /// How often each run of `size` words occurs.
  func gramCounts(_ size: Int) -> [UInt64: Int] {
    var counts: [UInt64: Int] = [:]
    for gram in grams(size) { counts[gram, default: 0] += 1 }
    return counts
  }
}
