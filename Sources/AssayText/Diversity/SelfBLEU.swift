import Foundation

/// Self-BLEU: how well each text of a set could be put together from the runs of words of all others, the mean of the
/// BLEU of each against the rest (Zhu et al. 2018, Texygen). Near 1 for copies, near 0 for texts that share nothing.
///
/// BLEU-4 (Papineni et al. 2002) with equal weights and the smoothing that Chen and Cherry (2014) call method 1: a run
/// length without a match counts 0.1 matches. A text without a single word in common with the others has 0. It grows
/// with the number of texts, so compare samples of the same size.
///
/// Costs one pass over all runs and not one per pair: of each run only the two highest counts among the texts matter.
public enum SelfBLEU {
  /// What counts for no match of a run length.
  public static let epsilon = 0.1
  private static let longest = 4

  /// The mean over all texts; nil for fewer than two.
  public static func mean(_ texts: [WordSequence]) -> Double? {
    let scores = scores(texts)
    return scores.isEmpty ? nil : scores.reduce(0, +) / Double(scores.count)
  }

  /// The BLEU of each text against all others, in order; none for fewer than two texts. A text without words has 0.
  public static func scores(_ texts: [WordSequence]) -> [Double] {
    guard texts.count > 1 else { return [] }
    var logSums = [Double](repeating: 0, count: texts.count)
    var shares = [Bool](repeating: true, count: texts.count)
    for size in 1...longest {
      let counts = texts.map { $0.gramCounts(size) }
      let highest = peaks(counts)
      for (place, own) in counts.enumerated() {
        let matches = own.reduce(0) { $0 + min($1.value, highest[$1.key]!.others(than: place)) }
        if size == 1, matches == 0 { shares[place] = false }
        let total = max(1, texts[place].words.count - size + 1)
        logSums[place] += log((matches == 0 ? epsilon : Double(matches)) / Double(total))
      }
    }
    let lengths = Lengths(texts.map(\.words.count))
    return texts.indices.map { place in
      guard shares[place] else { return 0 }
      let own = texts[place].words.count
      let closest = lengths.closest(to: own)
      let brevity = own > closest ? 1 : exp(1 - Double(closest) / Double(own))
      return brevity * exp(logSums[place] / Double(longest))
    }
  }

  /// The highest count of a run among the texts, the text that has it, and the next highest.
  private struct Peak {
    var first: Int
    var owner: Int
    var second = 0
    func others(than place: Int) -> Int { place == owner ? second : first }
  }

  private static func peaks(_ counts: [[UInt64: Int]]) -> [UInt64: Peak] {
    var result: [UInt64: Peak] = [:]
    for (place, own) in counts.enumerated() {
      for (gram, count) in own {
        guard var peak = result[gram] else {
          result[gram] = Peak(first: count, owner: place)
          continue
        }
        if count > peak.first {
          peak = Peak(first: count, owner: place, second: peak.first)
        } else {
          peak.second = max(peak.second, count)
        }
        result[gram] = peak
      }
    }
    return result
  }

  /// The lengths of all texts, of which each text looks for the closest one that is not its own.
  private struct Lengths {
    private var times: [Int: Int] = [:]
    private let sorted: [Int]

    init(_ lengths: [Int]) {
      for length in lengths { times[length, default: 0] += 1 }
      sorted = times.keys.sorted()
    }

    /// The shorter of two that are equally close, as in Papineni's script.
    func closest(to own: Int) -> Int {
      if times[own, default: 0] > 1 { return own }
      let place = sorted.firstIndex { $0 >= own } ?? sorted.count
      let below = place > 0 ? sorted[place - 1] : nil
      let above = place + 1 < sorted.count ? sorted[place + 1] : nil
      guard let below else { return above ?? own }
      guard let above else { return below }
      return own - below <= above - own ? below : above
    }
  }
}
