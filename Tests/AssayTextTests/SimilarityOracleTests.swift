import AssayText
import Foundation
import Testing

/// Figures of another implementation (scikit-learn's on Python sets) for pairs that people have judged. Its words are
/// [a-z0-9]+, ours keep "don't" and letters of other languages whole, so the figures agree to two digits only.
@Suite struct SimilarityOracleTests {
  struct Expected: Sendable {
    var gram: ShingleGram
    var auc: Double
    var precision: Double
  }

  /// Precision at 0.5.
  @Test(
    .enabled(if: RealData.has("mrpc/pairs.jsonl"), Comment(rawValue: RealData.reason)),
    arguments: [
      Expected(gram: .words(1), auc: 0.758704, precision: 0.823377),
      Expected(gram: .words(3), auc: 0.665917, precision: 0.877358),
      Expected(gram: .characters(5), auc: 0.739166, precision: 0.877413),
    ])
  func paraphrases(expected: Expected) throws {
    let rows = try RealData.rows("mrpc/pairs.jsonl")
    try check(rows.map { ($0, $0["duplicate"] as? Bool ?? false) }, expected)
  }

  @Test(
    .enabled(if: RealData.has("stsb/pairs.jsonl"), Comment(rawValue: RealData.reason)),
    arguments: [
      Expected(gram: .words(1), auc: 0.794373, precision: 0.46615),
      Expected(gram: .words(3), auc: 0.667964, precision: 0.41502),
      Expected(gram: .characters(5), auc: 0.769417, precision: 0.495172),
    ])
  func similarSentences(expected: Expected) throws {
    let rows = try RealData.rows("stsb/pairs.jsonl")
    try check(rows.map { ($0, $0["similarity"] as? Double ?? 0 >= 4) }, expected)
  }

  private func check(_ rows: [([String: Any], Bool)], _ expected: Expected) throws {
    let shingler = Shingler(gram: expected.gram)
    func shingles(_ text: Any?) -> [UInt64] {
      Array((text as? String ?? "").utf8).withUnsafeBufferPointer(shingler.read)
      return Array(shingler.distinct())
    }
    let scored = rows.map { (score: Shingles.jaccard(shingles($0["a"]), shingles($0["b"])), isPositive: $1) }
    let flagged = scored.filter { $0.score >= 0.5 }
    let precision = Double(flagged.count(where: \.isPositive)) / Double(flagged.count)
    #expect(abs(precision - expected.precision) < 0.02, "\(precision)")
    let auc = areaUnderCurve(scored)
    #expect(abs(auc - expected.auc) < 0.01, "\(auc)")
  }

  /// The chance that a positive pair is scored over a negative one, ties half (Mann and Whitney 1947).
  private func areaUnderCurve(_ scored: [(score: Double, isPositive: Bool)]) -> Double {
    let positives = scored.filter(\.isPositive).map(\.score)
    let negatives = scored.filter { !$0.isPositive }.map(\.score)
    var sum = 0.0
    for positive in positives {
      for negative in negatives { sum += positive > negative ? 1 : positive == negative ? 0.5 : 0 }
    }
    return sum / Double(positives.count) / Double(negatives.count)
  }
}
