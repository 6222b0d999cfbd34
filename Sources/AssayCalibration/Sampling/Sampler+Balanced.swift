import AssayModel

extension Sampler {
  /// So that, with what is decided already, about the wanted share of the set is bad. What the judge drops is likely
  /// bad; how likely is learned from the decided examples (of the few-shot pool and dev only).
  func balanced(badShare: Double, size: Int) -> SampleDesign {
    guard hasScores, let rule = knowledge.rules.first else {
      var design = stratifiedWithoutScores()
      design.notes = [
        Self.unscored + "likely bad ones cannot be told, so it is drawn over labels and techniques"
      ]
      return design
    }
    let margin = RuleMargin(rule, population, width: Float(knowledge.scaleWidth))
    let isDropped = margin.values.map { $0 < 0 }
    let dropped = isDropped.count { $0 }
    var notes: [String] = []
    let share = droppedShare(badShare: badShare, size: size)
    if dropped < Int(share * Double(size)) {
      notes.append(
        "the judge drops \(dropped) of these examples only: fewer are likely bad than was asked for")
    }
    let bad = SampleWay(
      share: share, weights: isDropped.map { $0 ? 1 : 0 }, strata: population.label
    ) { _ in .likelyBad }
    // Those without a score are left to the random part.
    let good = SampleWay(
      share: max(0, 1 - Self.floor - share), weights: margin.values.map { $0 >= 0 ? 1 : 0 },
      strata: population.label
    ) { _ in .likelyGood }
    return SampleDesign(ways: [bad, good], notes: notes)
  }

  private func stratifiedWithoutScores() -> SampleDesign {
    let cells = regions.strata
    let weights = cells.cell.map { 1 / Double(cells.sizes[Int($0)]).squareRoot() }
    let way = SampleWay(share: 1 - Self.floor, weights: weights, strata: cells.cell) { index in
      .kind(regions.name(at: index), score: nil)
    }
    return SampleDesign(ways: [way], notes: [])
  }

  /// How much of the draw is chosen among the dropped, at most what the random part leaves: as much as makes up the
  /// wanted share at the rates of rejected ones that the decided examples show.
  private func droppedShare(badShare: Double, size: Int) -> Double {
    let decided = knowledge.decided
    let rejected = decided.count { $0.verdict == .reject }
    let missing = badShare * Double(decided.count + size) - Double(rejected)
    let wanted = min(1, max(0, missing / Double(size)))
    // Two pretended examples on each side, so that a handful of decisions does not run away with it.
    func rate(kept: Bool, before: Double) -> Double {
      let side = decided.filter { $0.isKept == kept }
      return (Double(side.count { $0.verdict == .reject }) + 2 * before) / (Double(side.count) + 2)
    }
    let (ofDropped, ofKept) = (rate(kept: false, before: 0.7), rate(kept: true, before: 0.15))
    guard ofDropped > ofKept + 0.05 else { return (1 - Self.floor) / 2 }
    let share = (wanted - ofKept) / (ofDropped - ofKept)
    return min(1 - Self.floor - 0.05, max(0.05, share))
  }
}
