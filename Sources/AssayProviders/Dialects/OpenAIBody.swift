import AssayModel

/// The body of `POST /chat/completions`.
struct OpenAIBody {
  let endpoint: ModelEndpoint
  let features: ServerFeatures

  func bytes(of request: ChatRequest) -> [UInt8] {
    var writer = JSONWriter(for: request)
    writer.raw("{\"model\":")
    writer.text(endpoint.model)
    writer.messages(request.messages)
    writer.raw(",\"\(features.tokenLimit.rawValue)\":\(endpoint.maxTokens(for: request))")
    if features.hasTemperature, let temperature = request.temperature ?? endpoint.temperature {
      writer.raw(",\"temperature\":")
      writer.number(temperature)
    }
    if features.hasSeed, let seed = request.seed { writer.raw(",\"seed\":\(seed)") }
    if let alternatives = request.topLogProbabilities, features.alternatives > 0 {
      writer.raw(",\"logprobs\":true,\"top_logprobs\":\(max(0, min(alternatives, features.alternatives)))")
    }
    if let schema = request.schema { writeForm(schema, &writer) }
    writer.raw("}")
    return writer.bytes
  }

  private func writeForm(_ schema: ChatRequest.Schema, _ writer: inout JSONWriter) {
    switch features.form {
    case .schema:
      writer.raw(",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":")
      writer.text(schema.wireName)
      writer.raw(",\"strict\":true,\"schema\":")
      writer.raw(schema.wireJSON)
      writer.raw("}}")
    case .object: writer.raw(",\"response_format\":{\"type\":\"json_object\"}")
    case .words: break
    }
  }
}

extension ChatRequest.Schema {
  /// Servers take letters, digits, `_` and `-`, up to 64.
  var wireName: String {
    let letters = name.unicodeScalars.map { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || "0123456789_-".unicodeScalars.contains(scalar))
        ? Character(scalar) : "_"
    }
    return letters.isEmpty ? "answer" : String(letters.prefix(64))
  }

  /// The schema, or "any object" for what is no JSON: that would spoil the whole request.
  var wireJSON: String {
    var text = json
    let isJSON = text.withUTF8 { bytes in
      var cursor = JSONCursor(bytes)
      return (try? cursor.skip()) != nil && (try? cursor.end()) != nil
    }
    return isJSON ? json : "{\"type\":\"object\"}"
  }
}
