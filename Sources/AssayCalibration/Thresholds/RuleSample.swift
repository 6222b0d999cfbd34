import AssayModel

/// What keep rules are fitted on: rows with a human verdict and a score on each of the dimensions.
struct RuleSample {
  /// In alphabetical order.
  let dimensions: [String]
  /// The judge's scores, in the order of ``dimensions``.
  let scores: [[Double]]
  let isAccepted: [Bool]
  /// 1 / inclusion probability scaled to a mean of 1, where that is of use (``Swift/Sequence/usableChances``); else all 1.
  let weights: [Double]
  let groups: [ExampleID]
  let rows: [CalibrationRow]
  /// The chances with which the rows were drawn, where ``weights`` come from them.
  let inclusion: [Double]?
  var isWeighted: Bool { inclusion != nil }

  /// Takes the dimensions that nine of ten judged rows have, and the rows that have them all.
  init(_ rows: [CalibrationRow]) {
    let judged = rows.filter { $0.exclusion == nil && !$0.scores.isEmpty }
    var counts: [String: Int] = [:]
    for row in judged {
      for (name, score) in row.scores where score.isFinite { counts[name, default: 0] += 1 }
    }
    let dimensions = counts.filter { $0.value * 10 >= judged.count * 9 }.keys.sorted()
    let whole = judged.filter { row in dimensions.allSatisfy { row.scores[$0]?.isFinite == true } }
    self.dimensions = dimensions
    self.rows = dimensions.isEmpty ? [] : whole
    scores = self.rows.map { row in dimensions.map { row.scores[$0, default: .nan] } }
    isAccepted = self.rows.map { $0.truth.verdict == .accept }
    groups = self.rows.map(\.group)
    let chances = self.rows.usableChances
    inclusion = chances
    if let chances {
      let inverse = chances.map { 1 / $0 }
      let mean = inverse.reduce(0, +) / Double(inverse.count)
      weights = inverse.map { $0 / mean }
    } else {
      weights = self.rows.map { _ in 1 }
    }
  }

  var indices: Range<Int> { rows.indices }

  /// The cost of a verdict on one row, as if each row counted the same.
  func plainCost(_ row: Int, keeps: Bool, ratio: Double) -> Double {
    keeps == isAccepted[row] ? 0 : keeps ? ratio : 1
  }

  /// The weighted cost of a verdict on one row.
  func cost(_ row: Int, keeps: Bool, ratio: Double) -> Double {
    weights[row] * plainCost(row, keeps: keeps, ratio: ratio)
  }
}
