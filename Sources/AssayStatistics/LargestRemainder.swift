/// Whole parts that add up to a whole (Hamilton's method).
public enum LargestRemainder {
  /// Deals `count` over shares, so that the parts add up to it exactly; ties go to the earlier share. All zero: evenly.
  ///
  /// - Parameters:
  ///   - shares: need not add up to 1; those under 0 are taken as 0.
  ///   - least: what each part has at least, where `count` is enough for all; else nothing is kept back.
  public static func deal(_ count: Int, over shares: [Double], least: Int = 0) -> [Int] {
    guard !shares.isEmpty, count > 0 else { return shares.map { _ in 0 } }
    let positive = shares.map { max(0, $0) }
    let total = positive.reduce(0, +)
    let exact = positive.map { total > 0 ? Double(count) * $0 / total : Double(count) / Double(shares.count) }
    guard least > 0, least * shares.count <= count else { return deal(count, exact) }
    // What is beyond the least is dealt by what each part still lacks.
    let lacking = exact.map { max(0, $0 - Double(least)) }
    return deal(count - least * shares.count, over: lacking).map { $0 + least }
  }

  private static func deal(_ count: Int, _ exact: [Double]) -> [Int] {
    var parts = exact.map { Int($0.rounded(.down)) }
    let order = exact.indices.sorted {
      let (left, right) = (exact[$0] - exact[$0].rounded(.down), exact[$1] - exact[$1].rounded(.down))
      return left == right ? $0 < $1 : left > right
    }
    for index in order.prefix(max(0, count - parts.reduce(0, +))) { parts[index] += 1 }
    return parts
  }
}
