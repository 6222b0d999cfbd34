/// Distinct-n: the different runs of n words over all such runs in a set of texts (Li et al. 2016).
///
/// 1: no run occurs twice. It falls as the texts grow in number and length, so compare sets of the same size.
public enum DistinctGrams {
  /// - Returns: over 0, at most 1; nil when no text has `size` words.
  public static func share(_ size: Int, in texts: [WordSequence]) -> Double? {
    var (seen, total) = (Set<UInt64>(), 0)
    for text in texts {
      for gram in text.grams(size) {
        seen.insert(gram)
        total += 1
      }
    }
    return total == 0 ? nil : Double(seen.count) / Double(total)
  }
}
