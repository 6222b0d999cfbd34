/// Those of several things that no other one is better than in every respect.
public enum ParetoFront {
  /// Which of the points no other point dominates: none is as small in every respect and smaller in one. Of equal
  /// points the first stays.
  ///
  /// - Parameter points: smaller is better; all of the same length.
  /// - Returns: positions, ascending.
  public static func indices(of points: [[Double]]) -> [Int] {
    points.indices.filter { index in
      !points.indices.contains { other in
        other != index
          && (dominates(points[other], points[index]) || (points[other] == points[index] && other < index))
      }
    }
  }

  /// Whether `first` is nowhere larger and somewhere smaller.
  public static func dominates(_ first: [Double], _ second: [Double]) -> Bool {
    var isSmaller = false
    for (a, b) in zip(first, second) {
      if a > b { return false }
      if a < b { isSmaller = true }
    }
    return isSmaller
  }
}
