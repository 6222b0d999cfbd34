import AssayModel
import AssayStatistics

/// Rows with a human truth as plain numbers.
struct ScannedSet: Sendable {
  /// In alphabetical order.
  private let dimensions: [String]
  /// Row after row a score for each dimension; NaN: none.
  private let scores: [Double]
  private let isAccepted: [Bool]
  private let splits: [Split]

  init(_ rows: [CalibrationRow]) {
    let rows = rows.filter { $0.exclusion == nil && !$0.scores.isEmpty }
    let dimensions = Swift.Set(rows.flatMap(\.scores.keys)).sorted()
    self.dimensions = dimensions
    scores = rows.flatMap { row in dimensions.map { row.scores[$0] ?? .nan } }
    isAccepted = rows.map { $0.truth.verdict == .accept }
    splits = rows.map(\.split)
  }

  func matrix(_ rule: KeepRule, _ splits: Set<Split>) -> ConfusionMatrix {
    let form = RuleForm(rule, dimensions: dimensions)
    var matrix = ConfusionMatrix()
    scores.withUnsafeBufferPointer { scores in
      for row in isAccepted.indices where splits.contains(self.splits[row]) {
        let own = UnsafeBufferPointer(
          rebasing: scores[row * dimensions.count..<(row + 1) * dimensions.count])
        if let kept = form.keeps(own) { matrix.add(accepted: isAccepted[row], kept: kept) }
      }
    }
    return matrix
  }
}
