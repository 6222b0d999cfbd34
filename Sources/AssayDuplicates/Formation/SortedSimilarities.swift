/// The similarities of the pairs of one method, to be counted from any threshold on.
struct SortedSimilarities: Sendable {
  /// From the lowest to the highest; not empty.
  private let values: [Float]

  init(_ values: [Float]) { self.values = values.sorted() }

  var least: Float { values[0] }

  /// As a `Float`, like the similarities: 0.7 in a pair is at 0.7, though as a `Double` it would be a little below.
  func count(atLeast threshold: Double) -> Int {
    let threshold = Float(threshold)
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if values[middle] < threshold { low = middle + 1 } else { high = middle }
    }
    return values.count - low
  }
}
