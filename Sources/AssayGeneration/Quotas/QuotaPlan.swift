import AssayModel
import AssayStatistics

/// How many examples of each label and difficulty an order asks for.
public struct QuotaPlan: Hashable, Sendable {
  /// Labels first, in the order of the task, then difficulties.
  public var quotas: [Quota]
  public init(quotas: [Quota]) { self.quotas = quotas }

  /// Deals `count` over shares by largest remainders (Hamilton), so that the parts add up to it exactly; ties go to the
  /// earlier share. All zero: evenly.
  public static func deal(_ count: Int, over shares: [Double]) -> [Int] {
    LargestRemainder.deal(count, over: shares)
  }
}
