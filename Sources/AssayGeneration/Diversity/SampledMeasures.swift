import AssayModel
import AssayStatistics
import AssayText

/// The measures whose cost grows with the number of texts, taken on a sample.
public enum SampledMeasures {
  /// Fills in distinct-1, distinct-2, self-BLEU, the Vendi score over the number of texts, and with a compressor the
  /// compression ratio. Nothing is changed for no text; self-BLEU needs two.
  ///
  /// - Parameter vectors: the embeddings of the texts; nil: the Vendi score is taken on shared words and pairs of words.
  public static func measure(
    _ texts: [String], vectors: [[Float]]? = nil, compressor: DiversityTracker.Compressor? = nil,
    into report: inout DiversityReport
  ) {
    guard !texts.isEmpty else { return }
    let words = texts.map { WordSequence($0) }
    report.distinct1 = DistinctGrams.share(1, in: words)
    report.distinct2 = DistinctGrams.share(2, in: words)
    report.selfBLEU = SelfBLEU.mean(words)
    let score =
      vectors.map { VendiScore.of(vectors: $0) }
      ?? VendiScore.of(kernel: GramCosines.kernel(words), n: words.count)
    report.vendi = score.map { $0 / Double(texts.count) }
    if let compressor {
      report.compressionRatio = CompressionRatio.of(texts, compressedSize: compressor)
    }
  }
}
