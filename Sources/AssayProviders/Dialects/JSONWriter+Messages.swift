import AssayModel

extension JSONWriter {
  /// With room for the whole body, so that long texts are not copied again and again.
  init(for request: ChatRequest) {
    let size = request.messages.reduce(512) { $0 + $1.content.utf8.count + 48 }
    self.init(capacity: size + (request.schema?.json.utf8.count ?? 0))
  }

  /// `,"messages":[…]`, which both dialects write alike.
  mutating func messages(_ messages: [ChatRequest.Message]) {
    raw(",\"messages\":[")
    for (index, message) in messages.enumerated() {
      raw(index == 0 ? "" : ",")
      raw("{\"role\":\"\(message.role.rawValue)\",\"content\":")
      text(message.content)
      raw("}")
    }
    raw("]")
  }
}
