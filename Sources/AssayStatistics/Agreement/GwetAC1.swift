extension RatingTable {
  /// Gwet's AC1, (pₐ - pₑ) / (1 - pₑ), for any number of raters (Gwet 2008). Unlike kappa it does not collapse where
  /// nearly everything is of one kind: chance agreement is taken from how undecided the ratings are,
  /// pₑ = Σ π (1 - π) / (q - 1). Units with one rating count for π only.
  ///
  /// - Parameter categories: the number q of categories there could have been; nil: those that occur.
  /// - Returns: nil when no unit has two ratings. With one category only there is nothing to choose: 1.
  public func ac1(categories: Int? = nil) -> Double? {
    let pairable = pairable
    guard !pairable.isEmpty else { return nil }
    let values = Set(units.joined()).sorted()
    let kinds = max(values.count, categories ?? values.count)
    guard kinds > 1 else { return 1 }
    let agreement = pairable.reduce(0) { sum, unit in
      let pairs = counts(of: values, in: unit).reduce(0) { $0 + $1 * ($1 - 1) }
      return sum + pairs / Double(unit.count * (unit.count - 1))
    }
    var shares = [Double](repeating: 0, count: values.count)
    for unit in units {
      for (place, count) in counts(of: values, in: unit).enumerated() {
        shares[place] += count / Double(unit.count) / Double(units.count)
      }
    }
    let chance = shares.reduce(0) { $0 + $1 * (1 - $1) } / Double(kinds - 1)
    return (agreement / Double(pairable.count) - chance) / (1 - chance)
  }
}
