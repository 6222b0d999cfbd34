import AssayModel
import Foundation

/// Finds all pairs of vectors whose cosine is a floor or more.
///
/// Up to ``exactLimit`` different vectors every pair is compared; above, an index (HNSW) proposes pairs, each is
/// verified, and the share that was found is measured on a sample.
///
/// - A vector of zeros (a text without a known word) is like nothing.
/// - Of vectors that are equal to the last bit only the first is compared with the others; the rest are paired with
///   that first one alone, at 1. A million equal vectors give 999,999 pairs, not half a million millions, and
///   connected components are the same.
/// - The result is the same for any number of threads.
///
/// ```swift
/// let findings = try CosineSearch(floor: 0.85).find(model.embed(texts))
/// ```
public struct CosineSearch: Sendable {
  /// The least cosine, in 0...1.
  public var floor: Float
  /// The most different vectors for which every pair is compared. With fewer than a million the index takes longer
  /// than comparing all (docs/embeddings.md has the figures).
  public var exactLimit: Int
  /// When more pairs than this reach the floor, the floor is raised half of the way to 1, as often as it takes:
  /// ``CosineFindings/floor`` tells. A pair takes 16 bytes, and nobody looks at a hundred million.
  public var mostPairs = 50_000_000
  /// For the index and the sample on which it is measured.
  public var seed: UInt64
  /// Names the vectors' model in ``EmbeddingProblem``.
  public var model = ""

  public init(floor: Float, exactLimit: Int = 1_000_000, seed: UInt64 = 1) {
    self.floor = floor
    self.exactLimit = exactLimit
    self.seed = seed
  }

  /// - Parameters:
  ///   - firstNew: Only pairs with a vector at this index or later: those before were compared with each other in an
  ///     earlier run.
  ///   - threads: How many to work with.
  ///   - progress: Called with 0...1, from any thread.
  ///   - isCancelled: Asked often, from any thread.
  /// - Throws: ``EmbeddingProblem/notFinite(model:index:)``; `CancellationError` when it was cancelled.
  public func find(
    _ vectors: Embeddings, firstNew: Int = 0, threads: Int = ProcessInfo.processInfo.activeProcessorCount,
    progress: (@Sendable (Double) -> Void)? = nil, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> CosineFindings {
    let start = ContinuousClock.now
    let distinct = try DistinctVectors(vectors, model: model)
    let firstNewRow = distinct.firsts.partitioningIndex { $0 >= Int32(clamping: firstNew) }
    let report = SearchProgress(progress, isCancelled: isCancelled)
    var found = try findRows(distinct, firstNewRow: firstNewRow, threads: threads, report)
    for (first, copy) in distinct.copies where Int(copy) >= firstNew {
      found.pairs.append(DuplicatePair(first, copy, method: .embedding, similarity: 1))
    }
    found.pairs.sort()
    found.distrustsBLAS = !MatrixProduct.isTrustworthy
    let elapsed = (ContinuousClock.now - start).components
    found.seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
    return found
  }

  private func findRows(
    _ vectors: DistinctVectors, firstNewRow: Int, threads: Int, _ progress: SearchProgress
  ) throws -> CosineFindings {
    let isExact = vectors.count <= exactLimit
    var floor = floor
    while true {
      let found =
        try isExact
        ? findExactly(vectors, floor, firstNewRow: firstNewRow, threads: threads, progress)
        : findByGraph(vectors, floor, firstNewRow: firstNewRow, threads: threads, progress)
      if let (rows, recall) = found {
        let pairs = rows.map { pair in
          DuplicatePair(
            vectors.firsts[Int(pair.low)], vectors.firsts[Int(pair.high)], method: .embedding,
            similarity: min(1, pair.similarity))
        }
        return CosineFindings(pairs: pairs, recall: recall, isExact: isExact, floor: floor, seconds: 0)
      }
      guard floor < 0.9999 else { throw CosineProblem.tooManyPairs(most: mostPairs) }
      floor += (1 - floor) / 2
    }
  }

  /// nil when there are too many pairs.
  private func findExactly(
    _ vectors: DistinctVectors, _ floor: Float, firstNewRow: Int, threads: Int, _ progress: SearchProgress
  ) throws -> (rows: [ExactPairSearch.RowPair], recall: Double)? {
    let head = HeadWidth.choose(vectors, floor: floor)
    let search = ExactPairSearch(
      vectors: vectors, floor: floor, firstNewRow: firstNewRow, threads: threads, mostPairs: mostPairs,
      progress: progress)
    return try search.run(head).map { ($0, 1) }
  }

  /// nil when there are too many pairs.
  private func findByGraph(
    _ vectors: DistinctVectors, _ floor: Float, firstNewRow: Int, threads: Int, _ progress: SearchProgress
  ) throws -> (rows: [ExactPairSearch.RowPair], recall: Double)? {
    let search = GraphPairSearch(
      vectors: vectors, floor: floor, firstNewRow: firstNewRow, threads: threads, mostPairs: mostPairs,
      seed: seed,
      progress: progress)
    guard let rows = try search.run() else { return nil }
    return (rows, try search.recall(of: rows, sample: Self.recallSample))
  }

  /// Rows on which the recall of the index is measured.
  private static let recallSample = 1000
}
