/// How the next round of something is spread over several ways to do it ("arms"), from how often each has succeeded:
/// Thompson sampling with a beta prior (Thompson 1933; Chapelle and Li 2011), and a floor.
///
/// Thompson's rule gives the next trial to an arm with the chance that it is the best one by what is known: much to what
/// has done well, something to what is hardly known, little to what has clearly failed. Trials come in rounds here (a run
/// is decided on after it has been made), so nothing is learned between two trials of one round; to draw an arm for each
/// of them would add chance and no knowledge. A round is therefore dealt at once, in proportion to the chances
/// themselves, by largest remainders: what the draws would come to on average, exactly and the same each time.
///
/// The ``floor`` is a part of every round that is dealt evenly: what people accept today is not all that the data should
/// hold, an arm that is never tried is never seen to have become better, and data from one arm are less varied.
public struct ThompsonSampler: Hashable, Sendable {
  /// Successes and trials of each arm so far.
  public let arms: [Proportion]
  /// The part that is dealt evenly, 0...1: each of k arms has at least `floor / k` of a round.
  public let floor: Double
  /// The chance of each arm that it is the best one; they add up to 1. Arms of which the same is known have the same.
  public let chances: [Double]

  /// A third: the worst of three arms still has one of nine examples.
  public static let defaultFloor = 1 / 3.0

  /// - Parameters:
  ///   - arms: each starts from a uniform prior, so one without trials may be anything.
  ///   - draws: from the posterior; the chances have a standard error of at most 0.5 / √draws.
  public init(
    _ arms: [Proportion], floor: Double = defaultFloor, draws: Int = 20_000, seed: UInt64 = 1
  ) {
    precondition(floor >= 0 && floor <= 1, "a floor inside 0...1")
    precondition(draws > 0, "at least one draw")
    self.arms = arms
    self.floor = floor
    chances = Self.chances(arms, draws: draws, seed: seed)
  }

  /// Each arm's part of the next round, with the floor; they add up to 1.
  public var shares: [Double] {
    chances.map { floor / Double(arms.count) + (1 - floor) * $0 }
  }

  /// Deals a round: the parts add up to `count`, and each is at least `floor / k` of it, rounded up where that leaves
  /// enough for the others.
  public func deal(_ count: Int) -> [Int] {
    guard !arms.isEmpty, count > 0 else { return arms.map { _ in 0 } }
    let reserved = (floor * Double(count) / Double(arms.count) - 1e-9).rounded(.up)
    return LargestRemainder.deal(count, over: shares, least: min(Int(reserved), count / arms.count))
  }

  private static func chances(_ arms: [Proportion], draws: Int, seed: UInt64) -> [Double] {
    guard arms.count > 1 else { return arms.map { _ in 1 } }
    var generator = RepeatableGenerator(seed: seed)
    var wins = [Int](repeating: 0, count: arms.count)
    for _ in 0..<draws {
      var (best, highest) = (0, -1.0)
      for (index, arm) in arms.enumerated() {
        let rate = generator.beta(Double(arm.successes + 1), Double(arm.n - arm.successes + 1))
        if rate > highest { (best, highest) = (index, rate) }
      }
      wins[best] += 1
    }
    return evened(wins, arms).map { $0 / Double(draws) }
  }

  /// Arms of which the same is known have the same chance; only the draws tell them apart.
  private static func evened(_ wins: [Int], _ arms: [Proportion]) -> [Double] {
    var alike: [Proportion: (wins: Int, arms: Int)] = [:]
    for (arm, won) in zip(arms, wins) {
      let group = alike[arm] ?? (0, 0)
      alike[arm] = (group.wins + won, group.arms + 1)
    }
    return arms.map { Double(alike[$0]!.wins) / Double(alike[$0]!.arms) }
  }
}
