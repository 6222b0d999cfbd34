/// A server's language without the server: what a request looks like on the wire, and what an answer says. For batches
/// and for showing what would be sent.
public protocol ChatEncoding: Sendable {
  /// The body of a request, JSON on one line.
  ///
  /// - Throws: a sentence that says why there is none.
  func body(for request: ChatRequest, endpoint: ModelEndpoint) throws -> [UInt8]

  /// What the body of a response says.
  ///
  /// - Throws: ``ChatProblem`` of the kind `malformed` when it is no answer.
  func answer(from body: [UInt8], endpoint: ModelEndpoint) throws -> ChatAnswer
}
