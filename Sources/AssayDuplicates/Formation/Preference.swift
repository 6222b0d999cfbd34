/// How good a representative an example is within its family; the best comes first.
struct Preference: Comparable, Sendable {
  var score: Float
  /// From the median length of the family.
  var distance: UInt32
  var item: Int32

  static func < (left: Preference, right: Preference) -> Bool {
    if left.score != right.score { return left.score > right.score }
    return left.distance != right.distance ? left.distance < right.distance : left.item < right.item
  }

  /// Those of a family's examples, in their order. Of two middle lengths the lower is the median.
  static func all(of items: [Int32], scores: [Float], lengths: [UInt32]) -> [Preference] {
    var median: UInt32 = 0
    if !lengths.isEmpty, !items.isEmpty {
      median = items.map { lengths[Int($0)] }.sorted()[(items.count - 1) / 2]
    }
    return items.map { item in
      let length = lengths.isEmpty ? 0 : lengths[Int(item)]
      return Preference(
        score: scores.isEmpty ? -.infinity : scores[Int(item)],
        distance: length < median ? median - length : length - median, item: item)
    }
  }
}
