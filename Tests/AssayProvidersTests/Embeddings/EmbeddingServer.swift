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

  private let server: SocketServer
  private let state: Shared
  let url: String

  private final class Shared: Sendable {
    let state = Mutex(State())
  }

  var seen: [Seen] { state.state.withLock { $0.seen } }
  /// How many requests were being answered at the same time at most.
  var mostOpen: Int { state.state.withLock { $0.mostOpen } }

  /// - Parameters:
  ///   - delay: seconds before each answer.
  ///   - reply: by the number of the request from 0; nil: the right answer.
  init(
    delay: Double = 0, reply: @escaping @Sendable (Int, [String]) -> Reply? = { _, _ in nil }
  ) throws {
    let state = Shared()
    server = try SocketServer(keepsConnections: true) { request in
      guard request.path == "/v1/embeddings", request.head.hasPrefix("POST "),
        let body = try? JSONDecoder().decode(Body.self, from: Data(request.body))
      else { return [.answer(404, "no such page")] }
      let number = state.state.withLock { state in
        state.seen.append(
          Seen(
            model: body.model, texts: body.input, encoding: body.encodingFormat,
            authorization: request.header("Authorization"), time: .now))
        state.open += 1
        state.mostOpen = max(state.mostOpen, state.open)
        return state.seen.count - 1
      }
      Thread.sleep(forTimeInterval: delay)
      state.state.withLock { $0.open -= 1 }
      let reply = reply(number, body.input) ?? Reply(body: Self.answer(body.input))
      let headers = reply.headers.map { "\($0): \($1)\r\n" }.joined()
      return [.answer(reply.status, reply.body, headers: headers)]
    }
    self.state = state
    url = "http://127.0.0.1:\(server.port)/v1"
  }

  func stop() { server.stop() }

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
