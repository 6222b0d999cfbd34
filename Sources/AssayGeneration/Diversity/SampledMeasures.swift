import AssayModel
import AssayStatistics
import AssayText

/// The measures whose cost grows with the number of texts, taken on a sample.
public enum SampledMeasures {
  /// Fills in distinct-1, distinct-2, self-BLEU, the Vendi score over the number of texts, and with a compressor the
  /// compression ratio. Nothing is changed for no text; self-BLEU needs two.
  public static func measure(
    _ samples: [DiversitySample], compressor: DiversityTracker.Compressor? = nil,
    into report: inout DiversityReport
  ) {
    guard !samples.isEmpty else { return }
    let words = samples.map { WordSequence($0.text) }
    report.distinct1 = DistinctGrams.share(1, in: words)
    report.distinct2 = DistinctGrams.share(2, in: words)
    report.selfBLEU = SelfBLEU.mean(words)
    let vectors = samples.compactMap(\.vector)
    let score =
      vectors.count == samples.count
      ? VendiScore.of(vectors: vectors)
      : VendiScore.of(kernel: GramCosines.kernel(words), n: words.count)
    report.vendi = score.map { $0 / Double(samples.count) }
    if let compressor {
      report.compressionRatio = CompressionRatio.of(samples.map(\.text), compressedSize: compressor)
    }
  }
}
