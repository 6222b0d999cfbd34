import AssayStatistics

/// A judge with known rates on examples of which a known share is good.
struct SimulatedJudge {
  var good: Double
  var truePositiveRate: Double
  var catchRate: Double

  /// The shares of the four cells.
  var expected: WeightedConfusion {
    WeightedConfusion(
      truePositives: good * truePositiveRate, falsePositives: (1 - good) * (1 - catchRate),
      trueNegatives: (1 - good) * catchRate, falseNegatives: good * (1 - truePositiveRate))
  }

  func verdict(_ random: inout RepeatableGenerator) -> (accepted: Bool, kept: Bool) {
    let isGood = random.isTrue(good)
    return (isGood, random.isTrue(isGood ? truePositiveRate : 1 - catchRate))
  }

  func draw(_ n: Int, _ random: inout RepeatableGenerator) -> ConfusionMatrix {
    var matrix = ConfusionMatrix()
    for _ in 0..<n {
      let verdict = verdict(&random)
      matrix.add(accepted: verdict.accepted, kept: verdict.kept)
    }
    return matrix
  }
}

extension RepeatableGenerator {
  mutating func isTrue(_ probability: Double) -> Bool { Double(next() >> 11) * 0x1p-53 < probability }
}

extension ConfusionMatrix {
  var cells: [Int] { [truePositives, falsePositives, trueNegatives, falseNegatives] }

  init(cells: [Int]) {
    self.init(
      truePositives: cells[0], falsePositives: cells[1], trueNegatives: cells[2], falseNegatives: cells[3])
  }
}

extension WeightedConfusion {
  mutating func add(_ other: WeightedConfusion, share: Double) {
    truePositives += share * other.truePositives
    falsePositives += share * other.falsePositives
    trueNegatives += share * other.trueNegatives
    falseNegatives += share * other.falseNegatives
  }
}
