import AssayCalibration
import AssayModel

/// The chosen rows of a calibration set that the judge has scored, column by column.
struct ScoredRows: Sendable {
  /// For each dimension as many scores as rows; NaN: none.
  let scores: [String: [Float]]
  let isAccepted: [Bool]
  /// Duplicates are of one group.
  let group: [ExampleID]
  /// The chance with which each was drawn; nil: not by chance.
  let probability: [Double?]

  var count: Int { isAccepted.count }

  init(_ rows: [CalibrationRow]) {
    let scored = rows.filter { !$0.scores.isEmpty }
    let names = Set(scored.flatMap(\.scores.keys))
    scores = Dictionary(
      uniqueKeysWithValues: names.map { name in
        (name, scored.map { $0.scores[name].map { Float($0) } ?? .nan })
      })
    isAccepted = scored.map { $0.truth.verdict == .accept }
    group = scored.map(\.group)
    probability = scored.map(\.probability)
  }

  /// How far each row is above the border of a rule; NaN: a score is missing.
  func margins(_ rule: KeepRule) -> [Float] { rule.margins(count: count, scores: scores) }
}
