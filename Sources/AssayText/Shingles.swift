/// Overlapping runs of words as numbers, and how alike two texts are by them.
///
/// A text's shingles are a sorted array of distinct 64-bit hashes, the same on every machine. In
/// scripts without spaces (Han, kana, Thai …) every scalar counts as a word, so that the runs there
/// are character 3-grams.
public enum Shingles {
  /// The words in a run, unless told otherwise.
  public static let defaultSize = 3

  /// The shingles of `text`: each run of `size` words. A text with fewer words is one single shingle;
  /// a text without words has none.
  public static func hashes(
    of text: String, size: Int = defaultSize, normalization: Normalization = .shingling
  ) -> [UInt64] {
    hashes(ofNormalized: normalization.normalizedBytes(text), size: size)
  }

  /// The same for bytes that ``Normalization/normalizedBytes(_:)`` gave, with words between spaces.
  public static func hashes(ofNormalized bytes: [UInt8], size: Int = defaultSize) -> [UInt64] {
    precondition(size > 0, "a shingle has at least one word")
    let words = bytes.withUnsafeBufferPointer(wordHashes)
    if words.isEmpty { return [] }
    let taken = min(size, words.count)
    var result = words.withUnsafeBufferPointer { words in
      (0...words.count - taken).map { combined(words.baseAddress! + $0, count: taken) }
    }
    UniformSort.sort(&result)
    removeRepeats(&result)
    return result
  }

  /// Jaccard similarity |A ∩ B| / |A ∪ B| of two sorted arrays of distinct hashes (Jaccard 1901).
  /// 0 by definition when both are empty: texts without words tell nothing about each other.
  public static func jaccard(_ first: [UInt64], _ second: [UInt64]) -> Double {
    let shared = sharedCount(first, second)
    let union = first.count + second.count - shared
    return union == 0 ? 0 : Double(shared) / Double(union)
  }

  /// The share of `part`'s shingles that `whole` has too (Broder 1997); 0 by definition when `part`
  /// is empty.
  public static func containment(of part: [UInt64], in whole: [UInt64]) -> Double {
    part.isEmpty ? 0 : Double(sharedCount(part, whole)) / Double(part.count)
  }

  private static func sharedCount(_ first: [UInt64], _ second: [UInt64]) -> Int {
    first.withUnsafeBufferPointer { first in
      second.withUnsafeBufferPointer { second in
        var (left, right, shared) = (0, 0, 0)
        while left < first.count, right < second.count {
          let (a, b) = (first[left], second[right])
          // Without branches on the (random) order of the hashes.
          shared += a == b ? 1 : 0
          left += a <= b ? 1 : 0
          right += b <= a ? 1 : 0
        }
        return shared
      }
    }
  }

  private static func wordHashes(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt64] {
    [UInt64](unsafeUninitializedCapacity: bytes.count / 2 + 1 + bytes.count / 3) { words, count in
      count = wordHashes(bytes, into: words)
    }
  }

  /// Writes one hash for each word of a normalised text and returns how many. There is room enough in half of the
  /// bytes and a third of them: a word has a byte and a space, or in scripts without spaces three bytes.
  static func wordHashes(
    _ bytes: UnsafeBufferPointer<UInt8>, into words: UnsafeMutableBufferPointer<UInt64>
  ) -> Int {
    var count = 0
    var start = 0
    var value = BitMixer.fnvOffset
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x20 {
        if index > start {
          words[count] = BitMixer.mix(value)
          count += 1
        }
        index += 1
        (start, value) = (index, BitMixer.fnvOffset)
      } else if byte >= 0xE0, case (let scalar, let length) = UTF8Scalars.decode(bytes, at: index),
        SpacelessScript.contains(scalar)
      {
        if index > start {
          words[count] = BitMixer.mix(value)
          count += 1
        }
        words[count] = BitMixer.hash(bytes, from: index, to: index + length)
        count += 1
        index += length
        (start, value) = (index, BitMixer.fnvOffset)
      } else {
        value = (value ^ UInt64(byte)) &* BitMixer.fnvPrime
        index += 1
      }
    }
    if index > start {
      words[count] = BitMixer.mix(value)
      count += 1
    }
    return count
  }

  /// One hash of `count` words in their order.
  @inline(__always)
  static func combined(_ words: UnsafePointer<UInt64>, count: Int) -> UInt64 {
    var value = UInt64(truncatingIfNeeded: count)
    for index in 0..<count {
      value = (value &* 0x9e37_79b9_7f4a_7c15) ^ words[index]
      value = value << 29 | value >> 35
    }
    return BitMixer.mix(value)
  }

  private static func removeRepeats(_ sorted: inout [UInt64]) {
    var kept = 1
    for index in 1..<sorted.count where sorted[index] != sorted[kept - 1] {
      sorted[kept] = sorted[index]
      kept += 1
    }
    sorted.removeLast(sorted.count - kept)
  }
}
