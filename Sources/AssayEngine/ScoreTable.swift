import AssayFormats
import AssayModel

/// Judgements as a table: one row for each, one column for each dimension.
struct ScoreTable {
  private let dimensions: [String]

  init(judges: [JudgeVersion]) {
    var seen: Set<String> = []
    dimensions = judges.flatMap(\.dimensions).filter { seen.insert($0).inserted }
  }

  var header: [String] {
    ["id", "judge"] + dimensions.map { "score." + $0 }
      + ["reason", "reasons", "probabilities", "tokens", "seconds", "values", "spreads", "failure"]
  }

  /// The cells of one judgement; empty where it says nothing.
  func cells(_ judgement: Judgement, key: String) -> [String] {
    [key, judgement.judge] + dimensions.map { score(of: $0, in: judgement) }
      + [
        judgement.reason ?? "", reasons(of: judgement),
        ExportEncoder.numbers(of: judgement, \.probabilities) ?? "",
        judgement.tokens.map { "\($0)" } ?? "", judgement.seconds.map(JSONText.number) ?? "",
        ExportEncoder.numbers(of: judgement, \.values) ?? "", ExportEncoder.spreads(of: judgement) ?? "",
        judgement.failure ?? "",
      ]
  }

  /// Asked for and not answered is "null"; not asked for is empty.
  private func score(of dimension: String, in judgement: Judgement) -> String {
    guard let score = judgement.scores.first(where: { $0.dimension == dimension }) else { return "" }
    return score.value.map(JSONText.number) ?? "null"
  }

  private func reasons(of judgement: Judgement) -> String {
    let reasons = judgement.scores.compactMap { score in
      score.reason.map { (name: score.dimension, value: JSONText.string($0)) }
    }
    return reasons.isEmpty ? "" : JSONText.object(reasons)
  }
}
