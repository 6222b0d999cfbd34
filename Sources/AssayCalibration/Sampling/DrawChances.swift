import AssayModel

/// The chance with which each decided example came into a calibration set that was drawn in several goes.
///
/// Each draw estimates the whole population by itself. A queue is shuffled, so its beginning is a fair part of it: of draw
/// d with n examples, the m decided ones before the first that nobody has touched each stand for (n / m) / p others. What
/// was decided before the draw was left out of its population: it is known for certain and stands for itself (Raj 1956).
/// The set's weight is the mean over the draws, each counting as much as examples of it are decided:
///
///     w(i) = Σ c(d) a(i, d) / Σ c(d),  c(d) = m(d),
///     a(i, d) = n(d) / (m(d) p(i, d)) in the beginning of d, 1 where decided before d, else 0.
///
/// Over everything that can happen every example's expected weight is 1, whatever the strategies were, so weighted sums
/// are unbiased, and their ratios but for a part of the order of 1 / effective size. Multiplying the chances of the draws,
/// 1 - Π(1 - p), would not do: it counts what one draw missed as if it could not have been in it. An example that was in
/// the population of every draw and came into none, but was decided by browsing, has no chance.
public enum DrawChances {
  /// - Returns: for each decided example 1 / w; where a weight would be under 1, all of them are scaled, since only
  ///   their ratios count (Hájek 1971).
  public static func chances(
    _ draws: [SampleDraw], firstDecided: [ExampleID: Int64], passed: Set<ExampleID>
  ) -> [ExampleID: Double] {
    let weights = weights(draws, firstDecided: firstDecided, passed: passed)
    let scale = min(1, weights.values.min() ?? 1)
    return weights.mapValues { scale / $0 }
  }

  /// How many examples of the population each decided one stands for.
  ///
  /// - Parameters:
  ///   - draws: oldest first.
  ///   - firstDecided: when anybody decided an example for the first time, in milliseconds since 1970; only examples
  ///     with a truth.
  ///   - passed: those that somebody has gone by: with a truth, disputed or skipped.
  public static func weights(
    _ draws: [SampleDraw], firstDecided: [ExampleID: Int64], passed: Set<ExampleID>
  ) -> [ExampleID: Double] {
    var weights: [ExampleID: Double] = [:]
    var total = 0.0
    for draw in draws {
      let drawn = draw.examples.filter { $0.role == .drawn && $0.probability != nil }
      let begun = drawn.prefix { firstDecided[$0.example] != nil || passed.contains($0.example) }
      let decided = begun.filter { firstDecided[$0.example] != nil }
      guard !decided.isEmpty else { continue }
      for example in decided {
        weights[example.example, default: 0] += Double(drawn.count) / (example.probability ?? 1)
      }
      let here = Set(drawn.map(\.example))
      for (example, at) in firstDecided where at < draw.at && !here.contains(example) {
        weights[example, default: 0] += Double(decided.count)
      }
      total += Double(decided.count)
    }
    return total > 0 ? weights.mapValues { $0 / total } : [:]
  }
}
