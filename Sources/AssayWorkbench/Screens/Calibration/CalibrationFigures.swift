import AssayModel
import AssayStatistics

/// A cell of the confusion matrix, with the filter that shows exactly its examples.
public enum ConfusionCell: Int, CaseIterable, Sendable {
  case truePositive, falseNegative, falsePositive, trueNegative

  public var title: String {
    switch self {
    case .truePositive: "accepted, kept"
    case .falseNegative: "accepted, dropped"
    case .falsePositive: "rejected, kept"
    case .trueNegative: "rejected, dropped"
    }
  }

  public var filter: ExampleFilter {
    switch self {
    case .truePositive: ExampleFilter([.verdict(.accepted), .judge(keeps: true)])
    case .falseNegative: ExampleFilter([.verdict(.accepted), .judge(keeps: false)])
    case .falsePositive: ExampleFilter([.verdict(.rejected), .judge(keeps: true)])
    case .trueNegative: ExampleFilter([.verdict(.rejected), .judge(keeps: false)])
    }
  }
}

/// Judge against human on the examples that this reviewer has decided and the shown judge has scored, known-bad probes
/// left out: what is right there is known beforehand.
/// nil until the columns have been read.
public func confusionMatrix(_ state: AppState) -> ConfusionMatrix? {
  guard let columns = state.columns else { return nil }
  let threshold = Float(state.task.keepAt)
  var matrix = ConfusionMatrix(truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0)
  for example in state.log.examples {
    let index = Int(example.rawValue) - 1
    guard let verdict = state.log.opinion(of: state.reviewer, on: example)?.verdict,
      columns.score.indices.contains(index), !columns.score[index].isNaN,
      !columns.probes.contains(Int32(index))
    else { continue }
    switch (verdict, columns.score[index] >= threshold) {
    case (.accept, true): matrix.truePositives += 1
    case (.accept, false): matrix.falseNegatives += 1
    case (.reject, true): matrix.falsePositives += 1
    case (.reject, false): matrix.trueNegatives += 1
    }
  }
  return matrix
}
