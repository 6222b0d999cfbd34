/// The greedy O(ND) comparison of two sequences (Myers, "An O(ND) Difference Algorithm and Its
/// Variations", 1986).
enum MyersDiff {
  /// The positions of a longest common subsequence, ascending; nil when more than `limit` elements
  /// would have to be deleted and inserted. Takes O((N + M) · limit) time and O(limit²) memory.
  static func kept(_ old: [UInt64], _ new: [UInt64], limit: Int) -> [(old: Int, new: Int)]? {
    let most = min(old.count + new.count, limit)
    // furthest[k + most + 1]: how far in `old` the diagonal k was reached with so many differences.
    var furthest = [Int](repeating: 0, count: 2 * most + 3)
    var trace: [[Int]] = []
    for differences in 0...most {
      trace.append(Array(furthest[(most + 1 - differences)...(most + 1 + differences)]))
      for diagonal in stride(from: -differences, through: differences, by: 2) {
        let place = diagonal + most + 1
        let isDown =
          diagonal == -differences
          || (diagonal != differences && furthest[place - 1] < furthest[place + 1])
        var x = isDown ? furthest[place + 1] : furthest[place - 1] + 1
        while x < old.count, x - diagonal < new.count, old[x] == new[x - diagonal] { x += 1 }
        furthest[place] = x
        if x >= old.count, x - diagonal >= new.count {
          return path(trace, from: (old.count, new.count))
        }
      }
    }
    return nil
  }

  /// Walks back through what was reached with one difference less each time.
  private static func path(_ trace: [[Int]], from end: (Int, Int)) -> [(old: Int, new: Int)] {
    var result: [(old: Int, new: Int)] = []
    var (x, y) = end
    for differences in trace.indices.reversed() {
      var (fromX, fromY) = (0, 0)
      if differences > 0 {
        let furthest = trace[differences]
        let place = x - y + differences
        let isDown =
          x - y == -differences
          || (x - y != differences && furthest[place - 1] < furthest[place + 1])
        fromX = furthest[isDown ? place + 1 : place - 1]
        fromY = fromX - (x - y + (isDown ? 1 : -1))
      }
      while x > fromX, y > fromY {
        (x, y) = (x - 1, y - 1)
        result.append((x, y))
      }
      (x, y) = (fromX, fromY)
    }
    return result.reversed()
  }
}
