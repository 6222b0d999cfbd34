import AssayStatistics

/// The four cells with what the bootstrap draws as one: a group, or examples that are alike.
struct VerdictCells {
  private struct Unit: Hashable {
    var cells = WeightedConfusion()
    var times = 0
  }

  private var units: [Unit] = []
  let matrix: WeightedConfusion
  private let resamples: Int
  private let n: Int

  /// - Parameters:
  ///   - inclusion: the chance with which each was drawn; nil: each counts once.
  ///   - groups: nil: examples stand alone.
  init(accepted: [Bool], kept: [Bool], inclusion: [Double]?, groups: [String]?, resamples: Int) {
    (self.resamples, n) = (resamples, accepted.count)
    var places: [String: Int] = [:]
    var matrix = WeightedConfusion()
    for index in accepted.indices {
      let weight = 1 / (inclusion?[index] ?? 1)
      matrix.add(accepted: accepted[index], kept: kept[index], weight: weight)
      let kind = groups?[index] ?? "\(accepted[index]) \(kept[index]) \(weight)"
      let place = places[kind, default: units.count]
      if place == units.count {
        places[kind] = place
        units.append(Unit())
      }
      if groups != nil || units[place].times == 0 {
        units[place].cells.add(accepted: accepted[index], kept: kept[index], weight: weight)
      }
      units[place].times = groups != nil ? 1 : units[place].times + 1
    }
    self.matrix = matrix
  }

  /// With a BCa interval.
  func estimate(_ statistic: (WeightedConfusion) -> Double?) -> Estimate {
    guard let value = statistic(matrix) else { return Estimate(value: nil, interval: nil, n: n) }
    let bootstrap = Bootstrap(counts: units.map(\.times), resamples: resamples)
    let interval = bootstrap.interval { counts in
      var drawn = WeightedConfusion()
      for (unit, count) in zip(units, counts) where count > 0 {
        let times = Double(count)
        drawn.truePositives += times * unit.cells.truePositives
        drawn.falsePositives += times * unit.cells.falsePositives
        drawn.trueNegatives += times * unit.cells.trueNegatives
        drawn.falseNegatives += times * unit.cells.falseNegatives
      }
      return statistic(drawn)
    }
    return Estimate(value: value, interval: interval, n: n)
  }

  /// Krippendorff's alpha of two raters and two answers (Krippendorff 2011), from the cells:
  /// 1 - (N - 1) d / (a b) with N answers, d units of different answers, and a and b answers of either kind. nil when all
  /// answers are the same.
  static func alpha(_ matrix: WeightedConfusion) -> Double? {
    let different = matrix.falsePositives + matrix.falseNegatives
    let yes = 2 * matrix.truePositives + different
    let no = 2 * matrix.trueNegatives + different
    guard yes > 0, no > 0 else { return nil }
    return 1 - (yes + no - 1) * different / (yes * no)
  }
}
