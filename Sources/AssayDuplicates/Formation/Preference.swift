/// How good a representative an example is within its family; the best comes first.
struct Preference: Comparable, Sendable {
  var score: Float
  /// Of its length from the median length of the family.
  var distance: UInt32
  var item: Int32

  init(_ item: Int32, median: UInt32, scores: [Float], lengths: [UInt32]) {
    let length = lengths.isEmpty ? 0 : lengths[Int(item)]
    score = scores.isEmpty ? -.infinity : scores[Int(item)]
    distance = length < median ? median - length : length - median
    self.item = item
  }

  static func < (left: Preference, right: Preference) -> Bool {
    if left.score != right.score { return left.score > right.score }
    return left.distance != right.distance ? left.distance < right.distance : left.item < right.item
  }

  /// Of two middle lengths the lower is the median.
  static func median(of items: [Int32], lengths: [UInt32]) -> UInt32 {
    if lengths.isEmpty || items.isEmpty { return 0 }
    return items.map { lengths[Int($0)] }.sorted()[(items.count - 1) / 2]
  }

  /// How good a centre of a star an example is: before the length counts how many neighbours it has, so that a family
  /// falls into few stars.
  struct Centre: Comparable, Sendable {
    var preference: Preference
    var neighbours: Int

    static func < (left: Centre, right: Centre) -> Bool {
      if left.preference.score != right.preference.score {
        return left.preference.score > right.preference.score
      }
      if left.neighbours != right.neighbours { return left.neighbours > right.neighbours }
      return left.preference < right.preference
    }
  }
}
