import AssayModel

extension QuotaPlan {
  /// The cells of an order. Labels add up to their shares and difficulties to theirs, both exactly, and each cell is
  /// as near as whole numbers let it be.
  ///
  /// With counts of labels these say how many there are, whatever ``GenerationOrder/count`` says.
  ///
  /// - Parameter labels: the task's; with ``GenerationOrder/LabelShares/balanced`` each gets its part.
  public init(_ order: GenerationOrder, labels: [String]) {
    let rows = Self.rows(order, labels: labels)
    let difficulties = Self.difficulties(order.difficulty)
    let total = rows.reduce(0) { $0 + $1.count }
    // What is left of each difficulty is dealt label by label: the last one gets what is left.
    var left = Self.deal(total, over: difficulties.map(\.share))
    var quotas: [Quota] = []
    for row in rows where row.count > 0 {
      let parts = left.allSatisfy { $0 == 0 } ? [] : Self.deal(row.count, over: left.map(Double.init))
      for (index, part) in parts.enumerated() {
        left[index] -= part
        if part > 0 {
          quotas.append(Quota(label: row.label, difficulty: difficulties[index].name, wanted: part))
        }
      }
    }
    self.init(quotas: quotas)
  }

  private static func rows(_ order: GenerationOrder, labels: [String]) -> [(label: String?, count: Int)] {
    let count = max(0, order.count)
    switch order.labels {
    case .free: return [(nil, count)]
    case .balanced:
      guard !labels.isEmpty else { return [(nil, count)] }
      return Array(zip(labels, deal(count, over: labels.map { _ in 1 })))
    case .shares(let shares):
      let names = ordered(shares.keys, labels)
      guard !names.isEmpty else { return [(nil, count)] }
      return Array(zip(names, deal(count, over: names.map { shares[$0] ?? 0 })))
    case .counts(let counts):
      return ordered(counts.keys, labels).map { ($0, max(0, counts[$0] ?? 0)) }
    }
  }

  private static func difficulties(_ shares: [String: Double]) -> [(name: String?, share: Double)] {
    guard !shares.isEmpty else { return [(nil, 1)] }
    return ordered(shares.keys, ["easy", "medium", "hard"]).map { ($0, shares[$0] ?? 0) }
  }

  /// Known names in their order, then the others by their letters: a dictionary has no order of its own.
  private static func ordered(_ names: some Collection<String>, _ known: [String]) -> [String] {
    let given = Set(names)
    return known.filter(given.contains) + given.subtracting(known).sorted()
  }
}
