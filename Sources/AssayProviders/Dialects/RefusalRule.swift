/// What a refusal means for the request, and for the run.
///
/// The rule is careful in both directions: a run that goes on with a wrong key or an unknown model spends time on
/// requests that all fail, and a run of a million that ends because one text is too long is as bad.
///
/// 1. 408, 409, 429 and 5xx are tried again (RFC 9110; 529 is Anthropic's "overloaded"), except a 429 which says that
///    the account has no money left.
/// 2. 401, 402, 403, 404, 405, 410 and redirections stop the run: key, account, model or address are wrong. A 403 that
///    speaks of moderation (OpenRouter's) is about the one text.
/// 3. 413 is about the one request.
/// 4. Other 4xx are about the one request when their code or message says that it is too long or that its content is
///    not wanted.
/// 5. What is left of 4xx stops the run, unless requests to the same endpoint have been answered since: then the
///    configuration is right and the text is the reason, up to ``mostInARow`` times without an answer in between.
/// 6. An endpoint that has answered nothing yet and has refused ``mostAtFirst`` requests for reasons of their own stops
///    the run as well: a limit of tokens that is over the model's is worded like a text that is too long.
enum RefusalRule {
  enum Verdict: Hashable {
    case retry, failRequest, stopRun
  }

  static let mostInARow = 5
  static let mostAtFirst = 20

  /// - Parameters:
  ///   - hasAnswered: whether the endpoint has answered at all.
  ///   - inARow: refusals without an answer in between, this one included.
  static func verdict(_ refusal: ServerRefusal, hasAnswered: Bool, inARow: Int) -> Verdict {
    if isWithoutMoney(refusal) { return .stopRun }
    let verdict = verdictOfOne(refusal, hasAnswered: hasAnswered, inARow: inARow)
    return verdict == .failRequest && !hasAnswered && inARow >= mostAtFirst ? .stopRun : verdict
  }

  private static func verdictOfOne(_ refusal: ServerRefusal, hasAnswered: Bool, inARow: Int) -> Verdict {
    if RetryPolicy.isTransient(status: refusal.status) { return .retry }
    switch refusal.status {
    case 403 where refusal.mentions("moderation", "flagged"): return .failRequest
    case ..<400, 401, 402, 403, 404, 405, 410: return .stopRun
    case 413: return .failRequest
    default:
      if isTooLong(refusal) || isUnwantedContent(refusal) { return .failRequest }
      return hasAnswered && inARow <= mostInARow ? .failRequest : .stopRun
    }
  }

  static func isWithoutMoney(_ refusal: ServerRefusal) -> Bool {
    guard (400...429).contains(refusal.status) else { return false }
    return ["insufficient_quota", "billing_hard_limit_reached", "billing_error"].contains {
      refusal.code == $0 || refusal.type == $0
    } || refusal.mentions("credit balance is too low")
  }

  /// The words of OpenAI, vLLM, llama.cpp's server, Anthropic, Ollama and Together.
  private static func isTooLong(_ refusal: ServerRefusal) -> Bool {
    refusal.mentions(
      "context_length_exceeded", "exceed_context_size", "string_above_max_length", "maximum context length",
      "context length", "context size", "context window", "prompt is too long", "too many tokens",
      "input is too long", "reduce the length",
      // LibreTranslate's limits of characters and of texts in one request.
      "exceeds text limit", "exceeds batch limit")
  }

  private static func isUnwantedContent(_ refusal: ServerRefusal) -> Bool {
    refusal.mentions(
      "content_policy", "content policy", "content_filter", "content management policy", "content filter",
      "invalid_prompt", "safety system", "usage policies", "moderation", "flagged")
  }
}
