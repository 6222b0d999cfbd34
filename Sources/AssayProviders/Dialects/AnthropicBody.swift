import AssayModel

/// The body of `POST /messages`.
///
/// The form of an answer is demanded by a tool that the model has to use and whose input has the schema. Seeds and
/// log-probabilities are not to be had there and are left out.
struct AnthropicBody {
  let endpoint: ModelEndpoint
  let features: ServerFeatures

  func bytes(of request: ChatRequest) -> [UInt8] {
    var writer = JSONWriter(for: request)
    writer.raw("{\"model\":")
    writer.text(endpoint.model)
    writer.raw(",\"max_tokens\":\(endpoint.maxTokens(for: request))")
    let system = request.messages.filter { $0.role == .system }.map(\.content)
    if !system.isEmpty {
      writer.raw(",\"system\":")
      writer.text(system.joined(separator: "\n\n"))
    }
    writer.messages(Self.turns(request.messages))
    if features.hasTemperature, let temperature = request.temperature ?? endpoint.temperature {
      writer.raw(",\"temperature\":")
      writer.number(min(1, temperature))
    }
    if let schema = request.schema, features.form == .schema { writeTool(schema, &writer) }
    writer.raw("}")
    return writer.bytes
  }

  private func writeTool(_ schema: ChatRequest.Schema, _ writer: inout JSONWriter) {
    writer.raw(",\"tools\":[{\"name\":")
    writer.text(schema.wireName)
    writer.raw(",\"description\":\"Takes the answer.\",\"input_schema\":")
    writer.raw(schema.wireJSON)
    writer.raw("}],\"tool_choice\":{\"type\":\"tool\",\"name\":")
    writer.text(schema.wireName)
    writer.raw("}")
  }

  /// User and assistant in turn, the user first, as this server wants them.
  private static func turns(_ messages: [ChatRequest.Message]) -> [ChatRequest.Message] {
    var result: [ChatRequest.Message] = []
    for message in messages where message.role != .system {
      if let last = result.last, last.role == message.role {
        result[result.count - 1].content = last.content + "\n\n" + message.content
      } else {
        result.append(message)
      }
    }
    return result
  }
}
