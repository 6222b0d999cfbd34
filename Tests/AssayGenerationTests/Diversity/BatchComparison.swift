import AssayGeneration
import AssayModel
import AssayStatistics
import Foundation

/// Batches of human texts against batches of generated ones of the same size and the same lengths.
struct BatchComparison {
  /// Each so that more is more varied.
  static var measures: [(name: String, value: (DiversityReport) -> Double?)] {
    [
      ("distinct-1", \.distinct1), ("distinct-2", \.distinct2), ("self-BLEU", { $0.selfBLEU.map(-) }),
      ("Vendi / n", \.vendi), ("compression", { $0.compressionRatio.map(-) }),
      ("near duplicates", { $0.nearDuplicates.map(-) }), ("new clusters", \.newClusterRate),
    ]
  }

  /// One report a batch.
  private(set) var human: [DiversityReport] = []
  private(set) var generated: [DiversityReport] = []

  /// Deals the texts in a seeded order into pairs of batches: for each human text a generated one with the same number
  /// of words, or the nearest number within two, each used once. Texts without a match are left out.
  init(
    human: [String], generated: [String], batch: Int, seed: UInt64 = 1,
    compressor: DiversityTracker.Compressor? = nil
  ) {
    var generator = RepeatableGenerator(seed: seed)
    var shelves: [Int: [String]] = [:]
    for text in Self.shuffled(generated, &generator) { shelves[Self.length(text), default: []].append(text) }
    var pairs: [(String, String)] = []
    for text in Self.shuffled(human, &generator) {
      let length = Self.length(text)
      for near in [length, length - 1, length + 1, length - 2, length + 2] {
        guard let match = shelves[near]?.popLast() else { continue }
        pairs.append((text, match))
        break
      }
    }
    for start in stride(from: 0, to: pairs.count - batch + 1, by: batch) {
      let part = pairs[start..<start + batch]
      self.human.append(Self.report(part.map(\.0), compressor))
      self.generated.append(Self.report(part.map(\.1), compressor))
    }
  }

  /// The chance that a human batch is the more varied one, with an interval of 95 % over resampled batches.
  func area(_ value: (DiversityReport) -> Double?) -> (area: Double, interval: Interval)? {
    let (left, right) = (human.compactMap(value), generated.compactMap(value))
    guard !left.isEmpty, left.count == human.count, right.count == generated.count else { return nil }
    func area(_ times: [Int]) -> Double? {
      var (scores, truths): ([Double], [Bool]) = ([], [])
      for (place, count) in times.enumerated() {
        scores += Array(repeating: place < left.count ? left[place] : right[place - left.count], count: count)
        truths += Array(repeating: place < left.count, count: count)
      }
      return RankedRetrieval(scores: scores, truths: truths).areaUnderCurve
    }
    let once = Array(repeating: 1, count: left.count + right.count)
    let replicates = Bootstrap(counts: once, resamples: 1_000).replicates(area).filter { !$0.isNaN }.sorted()
    return area(once).map {
      ($0, Interval(lower: replicates[replicates.count / 40], upper: replicates[replicates.count * 39 / 40]))
    }
  }

  private static func report(
    _ texts: [String], _ compressor: DiversityTracker.Compressor?
  ) -> DiversityReport {
    let tracker = DiversityTracker()
    tracker.add(texts.map { DiversitySample(text: $0) })
    return tracker.closeBatch(compressor: compressor)
  }

  private static func length(_ text: String) -> Int { text.split(whereSeparator: \.isWhitespace).count }

  private static func shuffled(_ texts: [String], _ generator: inout RepeatableGenerator) -> [String] {
    var result = texts
    for place in result.indices.dropFirst().reversed() {
      result.swapAt(place, Int(generator.next(below: UInt64(place + 1))))
    }
    return result
  }
}
