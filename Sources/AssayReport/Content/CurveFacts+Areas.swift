import AssayStatistics

extension CurveFacts {
  /// The chance that a good example scores higher than a bad one, ties counting half (Mann and Whitney 1947), with the
  /// BCa bootstrap.
  static func area(_ pairs: [(score: Double, isGood: Bool)], resamples: Int) -> ReportFigure {
    // Equal pairs are drawn as one kind, in the order of the scores.
    let kinds = Dictionary(grouping: pairs) { [$0.score, $0.isGood ? 1 : 0] }
      .map { (score: $0.key[0], isGood: $0.key[1] == 1, times: $0.value.count) }
      .sorted { ($0.score, $0.isGood ? 1 : 0) < ($1.score, $1.isGood ? 1 : 0) }
    func statistic(_ counts: [Int]) -> Double? {
      var (below, wins, good, index) = (0.0, 0.0, 0.0, 0)
      while index < kinds.count {
        var (goodHere, badHere) = (0.0, 0.0)
        let score = kinds[index].score
        while index < kinds.count, kinds[index].score == score {
          if kinds[index].isGood {
            goodHere += Double(counts[index])
          } else {
            badHere += Double(counts[index])
          }
          index += 1
        }
        wins += goodHere * (below + badHere / 2)
        good += goodHere
        below += badHere
      }
      return good == 0 || below == 0 ? nil : wins / (good * below)
    }
    let counts = kinds.map(\.times)
    let interval = Bootstrap(counts: counts, resamples: max(100, resamples)).interval(statistic)
    return ReportFigure(Estimate(value: statistic(counts), interval: interval, n: pairs.count))
  }

  /// Σ (Rₖ - Rₖ₋₁) Pₖ over the cuts, from the highest threshold down (Manning, Raghavan and Schütze 2008).
  static func averagePrecision(_ cuts: [Cut]) -> Double? {
    var (sum, before) = (0.0, 0.0)
    for cut in cuts {
      guard let recall = cut.counts.truePositiveRate else { return nil }
      sum += (recall - before) * (cut.counts.precision ?? 0)
      before = recall
    }
    return sum
  }
}
