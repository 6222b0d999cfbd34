import AssayModel

extension ServerFeatures {
  /// The features without the one that a server refuses, and what to tell about it; nil: the refusal is about
  /// something else, or about something that the configuration demands.
  ///
  /// Only 400, 404 and 422 with the name of a feature that was sent count.
  func reduced(
    by refusal: ServerRefusal, of request: ChatRequest, for endpoint: ModelEndpoint
  ) -> (features: ServerFeatures, warning: String?)? {
    guard [400, 404, 422].contains(refusal.status) else { return nil }
    var result = self
    func told(_ consequence: String) -> (ServerFeatures, String?) {
      (result, "[models.\(endpoint.name)] \(consequence) (the server: \"\(refusal.message)\")")
    }
    if tokenLimit == .maxTokens, refusal.mentions("max_completion_tokens"),
      refusal.mentions("not support", "unsupported", "use 'max_completion_tokens'")
    {
      // Another name for the same: nothing is lost, so there is nothing to tell.
      result.tokenLimit = .maxCompletionTokens
      return (result, nil)
    }
    if request.topLogProbabilities != nil, alternatives > 0, refusal.mentions("logprob") {
      // Some servers give five alternatives and no more.
      if alternatives > 5, (request.topLogProbabilities ?? 0) > 5, refusal.mentions("top_logprobs"),
        !refusal.mentions(
          "not support", "unsupported", "unknown", "unrecognized", "not allowed", "not permitted")
      {
        result.alternatives = 5
        return told("gives at most 5 alternatives with log-probabilities: scores are weighted with those")
      }
      guard endpoint.logProbabilities != true else { return nil }
      result.alternatives = 0
      return told("gives no log-probabilities: scores are not weighted by them")
    }
    if request.schema != nil, form != .words, endpoint.structure == .automatic, mentionsForm(refusal) {
      result.form = .words
      return told("takes no schema for answers: their form is asked for in words")
    }
    if request.seed != nil, hasSeed, refusal.mentions("seed") {
      result.hasSeed = false
      return told("takes no seed: its answers may differ from run to run")
    }
    if request.temperature ?? endpoint.temperature != nil, hasTemperature, refusal.mentions("temperature") {
      result.hasTemperature = false
      return told("takes no temperature: the server's own is used")
    }
    return nil
  }

  private func mentionsForm(_ refusal: ServerRefusal) -> Bool {
    refusal.mentions(
      "response_format", "json_schema", "json schema", "structured output", "guided", "grammar",
      "tool_choice",
      "input_schema", "tools")
  }
}
