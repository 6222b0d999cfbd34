import AssayModel

/// How many examples of each label and difficulty an order asks for.
public struct QuotaPlan: Hashable, Sendable {
  /// Labels first, in the order of the task, then difficulties.
  public var quotas: [Quota]
  public init(quotas: [Quota]) { self.quotas = quotas }

  /// Deals `count` over shares by largest remainders (Hamilton), so that the parts add up to it exactly; ties go to the
  /// earlier share. All zero: evenly.
  public static func deal(_ count: Int, over shares: [Double]) -> [Int] {
    guard !shares.isEmpty else { return [] }
    let positive = shares.map { max(0, $0) }
    let total = positive.reduce(0, +)
    let exact = positive.map { total > 0 ? Double(count) * $0 / total : Double(count) / Double(shares.count) }
    var parts = exact.map { Int($0.rounded(.down)) }
    let order = exact.indices.sorted {
      let (left, right) = (exact[$0] - exact[$0].rounded(.down), exact[$1] - exact[$1].rounded(.down))
      return left == right ? $0 < $1 : left > right
    }
    for index in order.prefix(count - parts.reduce(0, +)) { parts[index] += 1 }
    return parts
  }
}
