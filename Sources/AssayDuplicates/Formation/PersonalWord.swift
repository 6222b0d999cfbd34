import AssayModel

/// What a person has said about who belongs together, by example index, with its place in the log.
struct PersonalWord: Sendable {
  struct Separation: Sendable {
    var other: Int32
    /// The place in the log of the last word that separates the two.
    var place: Int
  }
  struct Merge: Sendable {
    var first: Int32
    var second: Int32
    var place: Int
  }

  /// Both ways.
  private(set) var separations: [Int32: [Separation]] = [:]
  /// Those that were split off, as opposed to those that they were split off from.
  private(set) var splitOff: Set<Int32> = []
  /// In the order of the log.
  private(set) var merges: [Merge] = []

  /// Leaves out what concerns fixed examples, or examples that are not there.
  init(_ constraints: [ClusterConstraint], count: Int, fixed: Set<Int32>) {
    func index(_ example: ExampleID) -> Int32? {
      guard example.rawValue >= 1, example.rawValue <= count else { return nil }
      let index = Int32(example.rawValue - 1)
      return fixed.contains(index) ? nil : index
    }
    for (place, constraint) in constraints.enumerated() {
      switch constraint {
      case .separate(let example, let others):
        guard let item = index(example) else { continue }
        for other in others.compactMap(index) where other != item {
          separations[item, default: []].append(Separation(other: other, place: place))
          separations[other, default: []].append(Separation(other: item, place: place))
          splitOff.insert(item)
        }
      case .merge(let example, let other):
        guard let first = index(example), let second = index(other), first != second else { continue }
        merges.append(Merge(first: first, second: second, place: place))
      }
    }
  }
}
