import AssayStatistics

extension Sequence<CalibrationRow> {
  /// The chances with which the rows were drawn, where choosing and comparing by 1 / chance is of use: every row has one,
  /// they differ, and what they are worth (Kish 1965) is at least a fifth of how many there are. Two drawn examples among
  /// a hundred that were decided before would otherwise decide alone: without bias, but by chance.
  ///
  /// - Returns: in the order of the rows; nil: each row counts the same.
  public var usableChances: [Double]? {
    let all = map(\.probability)
    let chances = all.compactMap { $0 }.filter { $0 > 0 && $0 <= 1 }
    guard chances.count == all.count, Set(chances).count > 1 else { return nil }
    let share = WeightedShare(outcomes: chances.map { _ in true }, inclusion: chances)
    return share.effectiveSize * 5 >= Double(chances.count) ? chances : nil
  }
}
