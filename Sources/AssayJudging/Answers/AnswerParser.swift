import AssayModel

import struct Foundation.Data
import class Foundation.JSONSerialization
import class Foundation.NSNumber

/// Reads a judge's answer.
public enum AnswerParser {
  /// The scores, one for each dimension; or what is wrong, with those that could be read.
  public static func parse(
    _ answer: ChatAnswer, dimensions: [Dimension], scoring: JudgeSpecification.Scoring
  ) -> Result<ParsedAnswer, AnswerProblem> {
    let object = try? JSONSerialization.jsonObject(with: Data(answer.text.utf8)) as? [String: Any]
    guard let object else {
      return .failure(AnswerProblem(description: "it is not the JSON that was asked for"))
    }
    let scores = dimensions.map { dimension in
      let value = (object[dimension.name] as? NSNumber)?.doubleValue
      let isValid = value.map { $0 >= Double(dimension.minimum) && $0 <= Double(dimension.maximum) } ?? false
      return DimensionScore(dimension: dimension.name, value: isValid ? value : nil)
    }
    let parsed = ParsedAnswer(scores: scores, reason: object["reason"] as? String)
    let missing = scores.filter { $0.value == nil }.map(\.dimension)
    if missing.isEmpty { return .success(parsed) }
    return .failure(
      AnswerProblem(description: "no valid score for " + missing.joined(separator: ", "), partial: parsed))
  }
}
