import AssayModel

/// One request to a judge, and what it asks for.
public struct JudgeQuestion: Hashable, Sendable {
  public var dimensions: [Dimension]
  /// The first sample.
  public var request: ChatRequest

  public init(dimensions: [Dimension], request: ChatRequest) {
    self.dimensions = dimensions
    self.request = request
  }

  /// From this number on a sample is a fresh try after an answer that could not be read, not another opinion.
  public static let freshTry = 1000

  /// The same question for another opinion (0, 1, 2 …) or once more after a failure (1000, 1001 … for the second try).
  ///
  /// A fresh try is asked for with a temperature of at least 0.5: at 0 it would bring the same answer again.
  public func sampled(_ number: Int) -> ChatRequest {
    var request = request
    request.sample = number
    if number >= Self.freshTry { request.temperature = max(request.temperature ?? 0, 0.5) }
    return request
  }

  /// The conversation goes on: what was answered, what is wrong with it, what form is wanted.
  ///
  /// - Parameter request: the one that was answered, itself perhaps a repair.
  public func repair(after answer: ChatAnswer, problem: AnswerProblem, request: ChatRequest) -> ChatRequest {
    // Some servers take no empty message, and a run-away answer need not be paid for again.
    let said = String(answer.text.prefix(Self.quotedLength))
    let isEmpty = said.allSatisfy(\.isWhitespace)
    var request = request
    request.messages.append(.init(.assistant, isEmpty ? "(no answer)" : said))
    request.messages.append(.init(.user, repairText(problem, answer)))
    return request
  }

  private static let quotedLength = 2000

  private func repairText(_ problem: AnswerProblem, _ answer: ChatAnswer) -> String {
    let form = AnswerForm(dimensions: dimensions, reasons: request.schema.map(Self.asksForReason) ?? true)
    var lines = ["That answer cannot be used: \(problem.description)."]
    if answer.finish == .length { lines.append("It was cut off; give the reason in one short sentence.") }
    lines.append("Judge the same example again and answer with this JSON and nothing else:")
    lines.append(form.text)
    return lines.joined(separator: "\n")
  }

  /// The schema knows whether reasons are wanted: its first member is the reason then.
  private static func asksForReason(_ schema: ChatRequest.Schema) -> Bool {
    schema.json.contains("{\"type\": \"string\"}")
  }
}
