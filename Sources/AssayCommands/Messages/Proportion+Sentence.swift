import AssayStatistics

extension Proportion {
  /// "34 of 40 = 85.0 % (95 % interval 70.9 % to 92.9 %)", by Wilson's interval (1927).
  var sentence: String {
    let counts = "\(Figures.grouped(successes)) of \(Figures.grouped(n))"
    guard let share = value, let interval = wilson() else { return counts }
    return "\(counts) = \(Figures.percent(share)) (95 % interval \(Figures.percent(interval.lower)) to "
      + "\(Figures.percent(interval.upper)))"
  }
}
