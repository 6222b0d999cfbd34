import AssayModel
import AssayText
import Dispatch
import Foundation
import Synchronization

/// Vectors without a model: words, pairs of words and letter trigrams, weighted by how rare they are (TF-IDF; Spärck
/// Jones 1972) and hashed with a sign into a few hundred numbers (Weinberger et al. 2009).
///
/// It finds texts with the same words and spellings in any order, not texts with the same meaning; its ``identity``
/// says so.
public struct HashedNGramModel: EmbeddingModel {
  public let identity: String
  /// Numbers in a vector.
  public let dimensions: Int
  /// By hashed gram: ln((1 + texts) / (1 + texts with it)) + 1.
  private let rarity: [Float]
  private let threads: Int

  /// Grams are counted in this many places; two that share one share their rarity.
  private static let places = 1 << 18

  /// Counts how rare each gram is among the texts. Vectors of models that were fitted on other texts have another
  /// ``identity``.
  public init(
    fittedOn texts: [String], dimensions: Int = 512,
    threads: Int = ProcessInfo.processInfo.activeProcessorCount
  ) {
    self.dimensions = max(16, dimensions)
    self.threads = max(1, threads)
    var counts = [UInt32](repeating: 0, count: Self.places)
    var lastText = [Int32](repeating: -1, count: Self.places)
    var grams = HashedGrams()
    for (number, text) in texts.enumerated() {
      grams.forEach(in: text) { hash in
        let place = Int(hash & UInt64(Self.places - 1))
        if lastText[place] != Int32(number) {
          lastText[place] = Int32(number)
          counts[place] += 1
        }
      }
    }
    let total = Double(texts.count)
    rarity = counts.map { Float(Foundation.log((1 + total) / (1 + Double($0))) + 1) }
    let fit = counts.withUnsafeBytes { ContentHash(bytes: Array($0)) }
    identity = "hashed n-grams (no semantic model) \(self.dimensions) \(fit.hex.prefix(16))"
  }

  public func embed(_ texts: [String]) -> Embeddings {
    TextRows.embed(
      texts, dimensions: dimensions, threads: threads, take: { HashedGrams() },
      write: { text, row, grams in embed(text, into: row, &grams) })
  }

  /// Term counts are dampened (1 + ln n), so that a word said forty times does not drown the rest.
  private func embed(_ text: String, into row: UnsafeMutableBufferPointer<Float>, _ grams: inout HashedGrams)
  {
    var hashes: [UInt64] = []
    grams.forEach(in: text) { hashes.append($0) }
    hashes.sort()
    var start = 0
    while start < hashes.count {
      let hash = hashes[start]
      var end = start + 1
      while end < hashes.count, hashes[end] == hash { end += 1 }
      let weight =
        (1 + Float(Foundation.log(Double(end - start)))) * rarity[Int(hash & UInt64(Self.places - 1))]
      // Bits that the place of its rarity does not use.
      let place = Int((hash >> 32) % UInt64(dimensions))
      row[place] += hash >> 31 & 1 == 0 ? weight : -weight
      start = end
    }
    VectorMath.normalize(row)
  }
}
