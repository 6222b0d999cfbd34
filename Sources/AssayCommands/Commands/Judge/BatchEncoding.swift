import AssayModel
import AssayProviders

/// The language of a model's server, for batches: the engine, which writes them, knows no server.
struct BatchEncoding: ChatEncoding {
  func body(for request: ChatRequest, endpoint: ModelEndpoint) throws -> [UInt8] {
    WireFormat(endpoint).body(of: request)
  }

  func answer(from body: [UInt8], endpoint: ModelEndpoint) throws -> ChatAnswer {
    do {
      return try WireFormat(endpoint).answer(from: body)
    } catch UnusableAnswer.malformed(let detail) {
      throw ChatProblem(kind: .malformed, message: detail)
    } catch UnusableAnswer.error(let status) {
      throw ChatProblem(kind: .server, status: status, message: "an error in the place of an answer")
    }
  }
}
