import AssayModel
import Foundation

/// One batch: request, retries, answer.
struct EmbeddingCaller: Sendable {
  let endpoint: ModelEndpoint
  let identity: String
  /// With `/embeddings`.
  let url: String
  let key: APIKey?
  let transport: any HTTPTransport
  let retries: RetryPolicy
  /// Until when a server wants to be left alone: one thread is told, all of them wait.
  private let pause = SharedPause()

  init(
    endpoint: ModelEndpoint, identity: String, url: String, key: APIKey?, transport: any HTTPTransport,
    retries: RetryPolicy
  ) {
    self.endpoint = endpoint
    self.identity = identity
    self.url = url
    self.key = key
    self.transport = transport
    self.retries = retries
  }

  private struct Body: Encodable {
    var model: String
    var input: [String]
    var encodingFormat = "float"

    private enum CodingKeys: String, CodingKey {
      case model, input
      case encodingFormat = "encoding_format"
    }
  }

  /// - Parameter positions: where the texts stand among all that were asked for, for messages.
  func embed(_ texts: [String], positions: [Int], isCancelled: () -> Bool) throws -> EmbeddingAnswer {
    let body = try JSONEncoder().encode(Body(model: endpoint.model, input: texts))
    // Vectors of 8,192 numbers in full digits are under 256 KB.
    let limits = HTTPLimits(
      connect: .seconds(min(10, endpoint.timeout)), idle: .seconds(endpoint.timeout),
      total: .seconds(endpoint.timeout), bytes: (16 << 20) + texts.count * (256 << 10))
    let request = HTTPRequest(
      url: url, headers: [.init("Content-Type", "application/json"), .init("Accept", "application/json")],
      body: Array(body), key: key, limits: limits)
    let response = try answer(to: request, isCancelled: isCancelled)
    do {
      return try EmbeddingAnswer(response.body, count: texts.count)
    } catch let problem as EmbeddingAnswer.Problem {
      throw error(for: problem, positions: positions)
    }
  }

  private func answer(to request: HTTPRequest, isCancelled: () -> Bool) throws -> HTTPResponse {
    var generator = SystemRandomNumberGenerator()
    var attempt = 1
    while true {
      try pause.wait(isCancelled: isCancelled)
      let isLast = attempt >= retries.attempts
      let delay = retries.delay(after: attempt, using: &generator)
      do {
        let response = try transport.send(request, isCancelled: isCancelled)
        if (200...299).contains(response.status) { return response }
        guard !isLast, RetryPolicy.isTransient(status: response.status) else {
          throw refusal(response, attempts: attempt)
        }
        if let asked = RetryAfter.delay(response.header("retry-after")) {
          guard asked <= retries.patience else { throw mustWait(asked, response) }
          pause.extend(by: asked)
        }
      } catch let problem as TransportProblem {
        guard !isLast, problem.isTransient else {
          throw ProviderError.unreachable(
            model: endpoint.name, url: HTTPAddress.shown(url), problem: problem, attempts: attempt)
        }
      }
      // On top of what the server asked for, so that the threads do not come back together.
      try Sleep.until(ContinuousClock.now + delay, isCancelled: isCancelled)
      attempt += 1
    }
  }

  private func refusal(_ response: HTTPResponse, attempts: Int) -> ProviderError {
    var message = ServerMessage.text(of: response.body, key: key)
    if (300...399).contains(response.status), let place = response.header("location") {
      message = HTTPAddress.shown(key?.redacted(place) ?? place)
    }
    return .refused(
      model: endpoint.name, url: HTTPAddress.shown(url), status: response.status, message: message,
      attempts: attempts)
  }

  private func mustWait(_ asked: Duration, _ response: HTTPResponse) -> ProviderError {
    .mustWait(
      model: endpoint.name, url: HTTPAddress.shown(url), status: response.status, seconds: asked.seconds)
  }

  private func error(for problem: EmbeddingAnswer.Problem, positions: [Int]) -> any Error {
    switch problem {
    case .malformed(let detail):
      return ProviderError.unexpectedAnswer(
        model: endpoint.name, url: HTTPAddress.shown(url), detail: key?.redacted(detail) ?? detail)
    case .notFinite(let index):
      return EmbeddingProblem.notFinite(model: identity, index: positions[index])
    case .dimensions(let expected, let found):
      return EmbeddingProblem.dimensionsChanged(model: identity, expected: expected, found: found)
    case .count(let expected, let found):
      return EmbeddingProblem.countMismatch(model: identity, expected: expected, found: found)
    }
  }
}
