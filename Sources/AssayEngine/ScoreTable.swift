import AssayModel

/// Judgements as a table: one row for each, one column for each dimension.
struct ScoreTable {
  private let dimensions: [String]

  init(judges: [JudgeVersion]) {
    var seen: Set<String> = []
    dimensions = judges.flatMap(\.dimensions).filter { seen.insert($0).inserted }
  }

  var header: [String] { ["id", "judge"] + dimensions + ["reason", "tokens", "seconds"] }

  /// The cells of one judgement; empty where it says nothing.
  func cells(_ judgement: Judgement, key: String) -> [String] {
    let scores = dimensions.map { name in
      judgement.scores.first { $0.dimension == name }?.value.map(Self.text) ?? ""
    }
    return [key, judgement.judge] + scores
      + [
        reason(of: judgement), judgement.tokens.map { "\($0)" } ?? "", judgement.seconds.map(Self.text) ?? "",
      ]
  }

  /// The reason for the whole, else those for the dimensions.
  private func reason(of judgement: Judgement) -> String {
    if let reason = judgement.reason { return reason }
    return judgement.scores.compactMap { score in score.reason.map { "\(score.dimension): \($0)" } }
      .joined(separator: "\n")
  }

  /// Whole numbers without a decimal point.
  private static func text(_ value: Double) -> String {
    Int(exactly: value).map { "\($0)" } ?? "\(value)"
  }
}
