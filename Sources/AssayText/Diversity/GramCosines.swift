/// How alike texts are by the runs of words they share: the kernel of the n-gram Vendi score (Friedman and Dieng 2023).
public enum GramCosines {
  /// For every pair the cosine of the counts of runs, averaged over run lengths; row by row, n × n, ones on the
  /// diagonal. For a run length that one of the two texts is too short for, the cosine is 0 (1 with itself).
  public static func kernel(_ texts: [WordSequence], sizes: [Int] = [1, 2]) -> [Double] {
    let n = texts.count
    var result = [Double](repeating: 0, count: n * n)
    for size in sizes { add(texts, size: size, weight: 1 / Double(sizes.count), to: &result) }
    for row in 0..<n {
      result[row * n + row] = 1
      for column in row + 1..<max(n, row + 1) { result[row * n + column] = result[column * n + row] }
    }
    return result
  }

  /// Through the texts that share a run, since most pairs share none. Fills the lower triangle.
  private static func add(_ texts: [WordSequence], size: Int, weight: Double, to result: inout [Double]) {
    let n = texts.count
    var owners: [UInt64: [(place: Int, value: Double)]] = [:]
    for (place, text) in texts.enumerated() {
      let counts = text.gramCounts(size)
      let length = counts.values.reduce(0) { $0 + Double($1 * $1) }.squareRoot()
      for (gram, count) in counts {
        let value = Double(count) / length
        for other in owners[gram, default: []] {
          result[place * n + other.place] += weight * value * other.value
        }
        owners[gram, default: []].append((place, value))
      }
    }
  }
}
