/// Examples dealt into folds, each of which is held out once while the rest is learned from (Stone 1974): what groups
/// belong together is never parted, so that nothing is tested on a near copy of what was learned, and each fold has about
/// the same share of every stratum (Kohavi 1995).
///
/// Without groups the sizes of two folds, and their numbers of any stratum, differ by one at most. The same input and seed
/// always give the same folds.
public struct CrossValidation: Hashable, Sendable {
  /// For each example the fold that it is held out in, 0..<``folds``.
  public let foldOf: [Int]
  /// As many as were asked for, or as there are groups when that is less.
  public let folds: Int

  /// - Parameters:
  ///   - folds: 2 or more.
  ///   - groups: of each example; examples of one group stay together.
  ///   - strata: of each example, such as its verdict, or verdict and label.
  /// - Returns: nil when there are fewer than two groups: nothing could be held out.
  /// - Precondition: a stratum for each example.
  public init?<Group: Hashable, Stratum: Hashable>(
    folds: Int = 5, groups: [Group], strata: [Stratum], seed: UInt64 = 1
  ) {
    precondition(folds >= 2 && groups.count == strata.count)
    let members = Numbering(groups)
    let kinds = Numbering(strata).of
    guard members.count > 1 else { return nil }
    self.folds = min(folds, members.count)
    let dealt = Self.deal(members, kinds, folds: self.folds, seed: seed)
    foldOf = members.of.map { dealt[$0] }
  }

  /// Each example is a group of its own.
  public init?<Stratum: Hashable>(folds: Int = 5, strata: [Stratum], seed: UInt64 = 1) {
    self.init(folds: folds, groups: Array(strata.indices), strata: strata, seed: seed)
  }

  /// The examples that are learned from while `fold` is held out.
  public func training(without fold: Int) -> [Int] { foldOf.indices.filter { foldOf[$0] != fold } }

  /// The examples that are held out in `fold`.
  public func heldOut(in fold: Int) -> [Int] { foldOf.indices.filter { foldOf[$0] == fold } }

  /// The fold of each group: the largest groups first, each to the fold that lacks most of what it has.
  private static func deal(
    _ groups: Numbering, _ kinds: [Int], folds: Int, seed: UInt64
  ) -> [Int] {
    let kindCount = (kinds.max() ?? 0) + 1
    var contents = [[Int: Int]](repeating: [:], count: groups.count)
    var totals = [Int](repeating: 0, count: kindCount)
    for (group, kind) in zip(groups.of, kinds) {
      contents[group][kind, default: 0] += 1
      totals[kind] += 1
    }
    let sizes = contents.map { $0.values.reduce(0, +) }
    // A group is dealt with the rarest of its kinds; chance decides among what is alike.
    let rarest = contents.map { $0.keys.min { (totals[$0], $0) < (totals[$1], $1) } ?? 0 }
    let chance = Permutation.shuffled(count: groups.count, seed: seed)
    let order = contents.indices.sorted {
      (-sizes[$0], totals[rarest[$0]], rarest[$0], chance[$0])
        < (-sizes[$1], totals[rarest[$1]], rarest[$1], chance[$1])
    }
    let foldChance = Permutation.shuffled(count: folds, seed: seed &+ 1)
    var held = [[Int]](repeating: [Int](repeating: 0, count: kindCount), count: folds)
    var foldSizes = [Int](repeating: 0, count: folds)
    var result = [Int](repeating: 0, count: groups.count)
    for group in order {
      func excess(_ fold: Int) -> Double {
        contents[group].sorted { $0.key < $1.key }.reduce(0) { sum, part in
          let (kind, more) = part
          let over = Double(held[fold][kind]) - Double(totals[kind]) / Double(folds)
          return sum + (2 * over * Double(more) + Double(more * more)) / Double(totals[kind])
        }
      }
      let fold = (0..<folds).min {
        (excess($0), foldSizes[$0], foldChance[$0]) < (excess($1), foldSizes[$1], foldChance[$1])
      }!
      for (kind, more) in contents[group] { held[fold][kind] += more }
      foldSizes[fold] += sizes[group]
      result[group] = fold
    }
    return result
  }
}
