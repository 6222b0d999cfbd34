import AssayModel

/// Reads a judge's answer: JSON as it was asked for, JSON as models write it, or prose that names its scores.
///
/// A score is read only where the answer is unambiguous and the score is on its scale. What is missing, off the scale,
/// contradictory or of another scale is a problem that names it; no score is ever moved, rounded or made up.
public enum AnswerParser {
  /// The scores, one for each dimension in their order; or what is wrong, with those that could be read.
  ///
  /// - Parameter scoring: with ``JudgeSpecification/Scoring/automatic`` a score becomes the mean over the scores that the
  ///   model could have given, weighted by their probabilities (Liu et al. 2023), where the answer has them.
  public static func parse(
    _ answer: ChatAnswer, dimensions: [Dimension], scoring: JudgeSpecification.Scoring
  ) -> Result<ParsedAnswer, AnswerProblem> {
    let bytes = Array(answer.text.utf8)
    let start = AnswerText.start(of: bytes)
    guard bytes[start...].contains(where: { $0 > 0x20 }) else {
      return .failure(AnswerProblem(noAnswer: answer))
    }

    var summary = AnswerSummary(dimensions: dimensions, wasCut: answer.finish == .length)
    var json = JSONAnswerReader(dimensions: dimensions)
    for value in LooseJSON.values(in: bytes, from: start) { json.read(value) }
    if json.isEmpty, bytes.count - start <= AnswerText.longestProse {
      var text = TextAnswerReader(
        dimensions: dimensions, lexemes: Lexeme.all(in: bytes[start...], base: start))
      summary.add(text.readings(), end: bytes.count)
      summary.reason = json.reason ?? AnswerText.reason(in: bytes[start...])
    } else {
      summary.add(json.readings, end: bytes.count)
      summary.reason = json.reason
      summary.reasons = json.dimensionReasons
    }
    summary.strangers = json.strangers
    if scoring == .automatic { summary.weigh(by: answer) }
    return summary.result
  }
}

/// The parts of an answer's text that count.
package enum AnswerText {
  /// Longer prose is no answer to a question for a few numbers.
  static let longestProse = 100_000

  /// Where the answer begins: after the thoughts that some models write before it.
  package static func start(of bytes: [UInt8]) -> Int {
    let mark = Array("</think>".utf8)
    var index = bytes.count - mark.count
    while index >= 0 {
      if bytes[index] == mark[0], bytes[index...].starts(with: mark) { return index + mark.count }
      index -= 1
    }
    return bytes.starts(with: "<think>".utf8) ? bytes.count : 0
  }

  /// Prose is its own reason, where there is more than a number.
  static func reason(in bytes: ArraySlice<UInt8>) -> String? {
    let text = String(decoding: bytes, as: UTF8.self).trimmed
    return text.utf8.count > 24 ? String(text.prefix(2000)) : nil
  }
}

extension AnswerProblem {
  fileprivate init(noAnswer answer: ChatAnswer) {
    switch answer.finish {
    case .length: self.init(description: "it was cut off before it said anything")
    case .filtered: self.init(description: "the server held the answer back")
    default: self.init(description: "it is empty")
    }
  }
}
