import FlyingFox
import FlyingSocks
import Foundation
import Synchronization

/// An embeddings endpoint that a test controls. The vector of a text is its length and its number of "a"s.
final class EmbeddingServer: Sendable {
  /// A request as the server saw it.
  struct Seen: Sendable {
    var model: String
    var texts: [String]
    var encoding: String
    var authorization: String?
    var time: ContinuousClock.Instant
  }

  /// What the server answers to a request.
  struct Reply: Sendable {
    var status = 200
    var headers: [String: String] = [:]
    var body: String
  }

  private struct Body: Decodable {
    var model: String
    var input: [String]
    var encodingFormat: String

    private enum CodingKeys: String, CodingKey {
      case model, input
      case encodingFormat = "encoding_format"
    }
  }

  private struct State {
    var seen: [Seen] = []
    var open = 0
    var mostOpen = 0
  }

  private let server: HTTPServer
  private let task: Task<Void, any Error>
  private let state: Shared
  let url: String

  private final class Shared: Sendable {
    let state = Mutex(State())
  }

  var seen: [Seen] { state.state.withLock { $0.seen } }
  /// How many requests were being answered at the same time at most.
  var mostOpen: Int { state.state.withLock { $0.mostOpen } }

  /// - Parameters:
  ///   - delay: before each answer.
  ///   - reply: by the number of the request from 0; nil: the right answer.
  init(
    delay: Duration = .zero, reply: @escaping @Sendable (Int, [String]) -> Reply? = { _, _ in nil }
  ) async throws {
    let state = Shared()
    let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: 0), logger: .disabled)
    await server.appendRoute("POST /v1/embeddings") { request in
      let body = try JSONDecoder().decode(Body.self, from: try await request.bodyData)
      let number = state.state.withLock { state in
        state.seen.append(
          Seen(
            model: body.model, texts: body.input, encoding: body.encodingFormat,
            authorization: request.headers[.authorization], time: .now))
        state.open += 1
        state.mostOpen = max(state.mostOpen, state.open)
        return state.seen.count - 1
      }
      if delay > .zero { try await Task.sleep(for: delay) }
      state.state.withLock { $0.open -= 1 }
      let reply = reply(number, body.input) ?? Reply(body: Self.answer(body.input))
      var headers = HTTPHeaders()
      for (name, value) in reply.headers { headers[HTTPHeader(name)] = value }
      return HTTPResponse(
        statusCode: HTTPStatusCode(reply.status, phrase: "X"), headers: headers, body: Data(reply.body.utf8))
    }
    task = Task { try await server.run() }
    try await server.waitUntilListening()
    guard case .ip4(_, port: let port)? = await server.listeningAddress else {
      throw POSIXError(.EADDRNOTAVAIL)
    }
    self.server = server
    self.state = state
    url = "http://127.0.0.1:\(port)/v1"
  }

  func stop() { task.cancel() }

  static func vector(_ text: String) -> [Float] {
    [Float(text.utf8.count), Float(text.utf8.count { $0 == UInt8(ascii: "a") }) + 1]
  }

  /// The right answer, its elements in the order that `order` gives.
  static func answer(_ texts: [String], order: (inout [Int]) -> Void = { _ in }) -> String {
    var indices = Array(texts.indices)
    order(&indices)
    let rows = indices.map { index in
      let vector = vector(texts[index]).map { "\($0)" }.joined(separator: ", ")
      return "{\"object\": \"embedding\", \"embedding\": [\(vector)], \"index\": \(index)}"
    }
    return
      "{\"object\": \"list\", \"data\": [\(rows.joined(separator: ","))], \"usage\": {\"total_tokens\": 3}}"
  }
}
