import AssayModel
import AssayText

/// Names a request with everything that can change its answer: the server, the model, the words, the parameters and the
/// number of the sample. An answer is kept under it, so that a repeat is free.
public struct RequestHash: Hashable, Sendable {
  /// 32 bytes, SHA-256.
  public var bytes: [UInt8]
  public init(bytes: [UInt8]) { self.bytes = bytes }

  public init(_ request: ChatRequest, endpoint: ModelEndpoint) {
    let temperature = endpoint.temperature.map { "\($0)" } ?? "-"
    let sampling = "\(temperature) \(endpoint.maxTokens)"
    let head = "\(endpoint.dialect.rawValue) \(endpoint.url) \(endpoint.model) \(sampling)\n"
    bytes = SHA256.bytes(of: head + request.canonicalText)
  }
}
