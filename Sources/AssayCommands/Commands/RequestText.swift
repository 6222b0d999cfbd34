import AssayModel
import AssayProviders

/// A request as a person reads it.
enum RequestText {
  /// Where it goes, its messages, the form of its answer, its settings, and an empty line.
  static func lines(_ request: ChatRequest, to endpoint: ModelEndpoint) -> [String] {
    let place = endpoint.url.isEmpty ? "a recording" : HTTPAddress.shown(endpoint.url)
    var lines = ["To \(endpoint.model) (\(endpoint.name), \(place)):"]
    for message in request.messages {
      lines.append("  [\(message.role.rawValue)]")
      lines += message.content.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
        "  \($0)"
      }
    }
    if let schema = request.schema { lines.append("  [answer] \(schema.json)") }
    var settings: [String] = []
    if let temperature = request.temperature ?? endpoint.temperature {
      settings.append("temperature \(temperature)")
    }
    settings.append("at most \(endpoint.maxTokens(for: request)) tokens")
    if request.topLogProbabilities != nil, endpoint.logProbabilities != false {
      settings.append("with log-probabilities")
    }
    return lines + ["  " + settings.joined(separator: ", "), ""]
  }
}
