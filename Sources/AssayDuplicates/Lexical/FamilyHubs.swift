import AssayModel

/// Large families have too many pairs to list them all. So each gets hubs: its oldest item is paired with every member
/// that is alike, then the oldest of those that are left over is, and so on for some rounds. Whoever forms clusters
/// around one item of a large family finds all its members paired with a hub.
struct FamilyHubs {
  /// A family with more members than this is large: fewer fit into one bucket, where all pairs are looked at.
  static let crowd = BandSearch.crowd
  static let rounds = 8

  /// The large families, members ascending.
  private(set) var families: [[Int32]] = []
  /// For each item the number of its large family, from 1; 0: none.
  private(set) var family: [Int32]

  /// - Parameter pairs: of one method, sorted.
  init(_ pairs: [DuplicatePair], method: DuplicateMethod, count: Int) {
    var sets = DisjointSets(count: count)
    for pair in pairs where pair.method == method { sets.unite(Int(pair.first), Int(pair.second)) }
    var sizes = [Int32](repeating: 0, count: count)
    for item in 0..<count { sizes[sets.root(item)] += 1 }
    family = [Int32](repeating: 0, count: count)
    for item in 0..<count {
      let root = sets.root(item)
      guard sizes[root] > Self.crowd else { continue }
      if item == root {
        families.append([])
        family[item] = Int32(families.count)
      } else {
        family[item] = family[root]
      }
      families[Int(family[item]) - 1].append(Int32(item))
    }
  }

  /// Finds the pairs that are missing.
  ///
  /// - Parameters:
  ///   - pairs: of the method among others, sorted.
  ///   - isCandidate: whether comparing two items is worth while.
  ///   - compare: gives those of some candidate pairs that are alike.
  func missingPairs(
    _ pairs: [DuplicatePair], method: DuplicateMethod, isCandidate: (Int, Int) -> Bool,
    compare: ([UInt64]) throws -> [DuplicatePair]
  ) throws -> [DuplicatePair] {
    guard !families.isEmpty else { return [] }
    var left = families
    var result: [DuplicatePair] = []
    for _ in 0..<Self.rounds {
      if left.isEmpty { break }
      let isHub = SharedColumn<Bool>(count: family.count)
      for members in left { isHub[Int(members[0])] = true }
      var covered = Set<UInt64>()
      for pair in pairs
      where pair.method == method && (isHub[Int(pair.first)] || isHub[Int(pair.second)]) {
        covered.insert(PackedPair.pack(Int(pair.first), Int(pair.second)))
      }
      var wanted: [UInt64] = []
      for members in left {
        guard let hub = members.first else { continue }
        for member in members.dropFirst() {
          let pair = PackedPair.pack(Int(hub), Int(member))
          if !covered.contains(pair), isCandidate(Int(hub), Int(member)) { wanted.append(pair) }
        }
      }
      wanted.sort()
      let found = try compare(wanted).filter { $0.method == method }
      result += found
      for pair in found { covered.insert(PackedPair.pack(Int(pair.first), Int(pair.second))) }
      left = left.compactMap { members in
        guard let hub = members.first else { return nil }
        let rest = members.dropFirst().filter { !covered.contains(PackedPair.pack(Int(hub), Int($0))) }
        return rest.count > 1 ? rest : nil
      }
    }
    return result
  }
}
