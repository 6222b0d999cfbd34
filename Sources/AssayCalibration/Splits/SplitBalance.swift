import AssayModel

/// How many examples of one kind each split has, beside how many it should have.
struct SplitBalance {
  /// Splits that get anything, in the order of ``Split/allCases``.
  let shares: [Double]
  /// As many as shares.
  private(set) var counts: [Int]
  private var total: Int { counts.reduce(0, +) }

  private static let tolerance = 1e-9
  /// Further steps that are looked at; shares of whole percents repeat after 100 at most.
  private static let horizon = 100

  init(shares: [Double]) {
    self.shares = shares
    counts = Array(repeating: 0, count: shares.count)
  }

  mutating func add(_ count: Int, to index: Int) { counts[index] += count }

  /// What the split would lack if so many more came and it got none of them.
  func deficit(of index: Int, adding count: Int) -> Double {
    shares[index] * Double(total + count) - Double(counts[index])
  }

  /// Whether one more may go to the split so that, with it and with every later one, all splits can be kept less than
  /// one example from their shares. That a schedule with so small a lag exists is due to Tijdeman (1980); whether one
  /// can be gone on with is found by giving each next place to the split whose deadline is first (Baruah et al. 1996).
  func allows(oneMoreIn index: Int) -> Bool {
    var after = self
    after.counts[index] += 1
    return after.isWithinOne && after.canGoOn
  }

  private var isWithinOne: Bool {
    shares.indices.allSatisfy {
      abs(shares[$0] * Double(total) - Double(counts[$0])) < 1 - Self.tolerance
    }
  }

  private var canGoOn: Bool {
    var state = self
    for _ in 0..<Self.horizon {
      let size = Double(state.total + 1)
      let open = shares.indices.filter { Double(state.counts[$0]) < shares[$0] * size - Self.tolerance }
      guard let next = open.min(by: { state.deadline(of: $0) < state.deadline(of: $1) }) else { return false }
      state.counts[next] += 1
      guard state.isWithinOne else { return false }
    }
    return true
  }

  /// The size of the set at which the split would lack a whole example.
  private func deadline(of index: Int) -> Double { Double(counts[index] + 1) / shares[index] }
}
