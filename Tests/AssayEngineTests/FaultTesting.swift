import AssayModel
import Foundation
import ModelServerTesting

@testable import AssayProviders

/// The way of a run's requests over HTTP to a server that fails in every way that is known.
enum FaultTesting {
  static let faults = ChatFaults(
    rateLimited: 0.05, rateLimitedPolitely: 0.05, retryAfter: 0.02, serverError: 0.05, malformed: 0.03,
    halfBody: 0.01, wrongTypes: 0.01, dropped: 0.01, hung: 0.02, huge: 0.005)

  /// A service that loses no time.
  ///
  /// - Parameter endpoints: those that stand in the run's options; they are turned to the server.
  static func service(
    _ endpoints: inout [ModelEndpoint], at server: ChatServer, concurrency: Int,
    change: (inout ModelEndpoint) -> Void
  ) throws -> ChatDispatcher {
    for index in endpoints.indices {
      endpoints[index].url = server.url
      endpoints[index].concurrency = concurrency
      change(&endpoints[index])
    }
    var settings = ChatScheduler.Settings()
    settings.retries.base = .milliseconds(10)
    // On a busy machine requests time out that nobody has hung, several times in a row.
    settings.retries.attempts = 20
    settings.breaker.firstPause = .milliseconds(20)
    return try ChatDispatcher(
      endpoints: endpoints, folder: FileManager.default.temporaryDirectory, settings: settings)
  }

  /// A request as the run had made it, read out of what came over the network.
  static func question(_ request: ChatServer.Request) -> ChatRequest {
    let format = (request.json["response_format"] as? [String: Any])?["json_schema"] as? [String: Any]
    let schema = (format?["schema"]).flatMap { try? JSONSerialization.data(withJSONObject: $0) }
    return ChatRequest(
      messages: request.messages.map { .init(ChatRequest.Message.Role(rawValue: $0.role) ?? .user, $0.text) },
      schema: .init(
        name: format?["name"] as? String ?? "", json: String(decoding: schema ?? Data(), as: UTF8.self)))
  }
}
