import AssayModel
import AssayText

/// How alike two given texts are by each lexical method, whatever the thresholds: for measuring the methods themselves.
/// Not to be shared by threads.
public final class LexicalPairSimilarity {
  private let reader: LexicalTextReader

  /// - Parameter settings: what counts as equal, and the pieces that are compared.
  public init(_ settings: DuplicateSettings) { reader = LexicalTextReader(LexicalFingerprinter(settings)) }

  /// The similarities of two texts, UTF-8, each 0...1. ``DuplicateMethod/masked`` is that of the texts with what can be
  /// masked masked; where nothing can, that of ``DuplicateMethod/minhash``.
  public func similarities(_ first: [UInt8], _ second: [UInt8]) -> [DuplicateMethod: Double] {
    let (left, right) = (read(first), read(second))
    let plain = overlap(left.plain, right.plain)
    let masked = overlap(left.masked ?? left.plain, right.masked ?? right.plain)
    return [
      .exact: left.key == right.key ? 1 : 0, .minhash: plain.jaccard, .containment: plain.containment,
      .masked: masked.jaccard,
    ]
  }

  private struct Reading {
    var key: [UInt64]
    var plain: [UInt64]
    /// nil: nothing was masked.
    var masked: [UInt64]?
  }

  private func read(_ text: [UInt8]) -> Reading {
    text.withUnsafeBufferPointer { text in
      reader.plain.read(text)
      let key = reader.contentKey(text)
      let plain = Array(reader.plain.distinct())
      let masked = reader.readMasked(text) ? Array(reader.masked.distinct()) : nil
      return Reading(key: [key.high, key.low], plain: plain, masked: masked)
    }
  }

  private func overlap(_ first: [UInt64], _ second: [UInt64]) -> Overlap {
    let shared = first.withUnsafeBufferPointer { first in
      second.withUnsafeBufferPointer { Overlap.shared(first, $0) }
    }
    return Overlap(first: first.count, second: second.count, shared: shared)
  }
}
