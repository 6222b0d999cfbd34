import AssayModel
import AssayStatistics

/// Differences of cost, those of a group (duplicates) taken together, since they are not independent.
struct GroupedCosts {
  struct Group: Hashable {
    /// The sum over its members.
    var cost: Double
    var members: Int
  }

  /// In the order in which they first occur.
  let groups: [Group]

  init(_ differences: [(group: ExampleID, cost: Double)]) {
    var places: [ExampleID: Int] = [:]
    var groups: [Group] = []
    for difference in differences {
      let place = places[difference.group, default: groups.count]
      if place == groups.count {
        places[difference.group] = place
        groups.append(Group(cost: 0, members: 0))
      }
      groups[place].cost += difference.cost
      groups[place].members += 1
    }
    self.groups = groups
  }

  private var n: Int { groups.reduce(0) { $0 + $1.members } }

  /// The mean difference of an example, with a BCa interval over groups.
  func estimate(resamples: Int, seed: UInt64) -> Estimate {
    var kinds: [Group: Int] = [:]
    for group in groups { kinds[group, default: 0] += 1 }
    let sorted = kinds.sorted { ($0.key.cost, $0.key.members) < ($1.key.cost, $1.key.members) }
    func mean(_ counts: [Int]) -> Double? {
      var (cost, members) = (0.0, 0)
      for (kind, count) in zip(sorted, counts) {
        cost += Double(count) * kind.key.cost
        members += count * kind.key.members
      }
      return members == 0 ? nil : cost / Double(members)
    }
    let bootstrap = Bootstrap(counts: sorted.map(\.value), resamples: resamples, seed: seed)
    return Estimate(value: mean(bootstrap.counts), interval: bootstrap.interval(mean), n: n)
  }

  /// About how many examples there would have to be for the test to come under `level` in four of five cases, if the
  /// differences stayed as they are, (z₁ + z₂)² s² / d² (Connor 1987 for 0/1 differences), and never fewer than show the
  /// discordant ones without which no exact test can. nil when the mean is 0.
  func needed(level: Double, discordant: Int) -> Int? {
    let n = Double(n)
    let total = groups.reduce(0) { $0 + $1.cost }
    guard n > 0, total != 0, discordant > 0 else { return nil }
    let mean = total / n
    // The variance of an example's share, from that of the groups' sums.
    let squares = groups.reduce(0.0) { sum, group in
      let deviation = group.cost - mean * Double(group.members)
      return sum + deviation * deviation
    }
    let z = NormalDistribution.quantile(1 - level / 2) + NormalDistribution.quantile(0.8)
    let byTest = z * z * (squares / n) / (mean * mean)
    let byCount = n * Double(McNemar.fewestDiscordant(level: level)) / Double(discordant)
    return Int(min(1e9, max(byTest, byCount)).rounded(.up))
  }
}
