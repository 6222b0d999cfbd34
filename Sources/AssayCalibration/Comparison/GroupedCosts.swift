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
}
