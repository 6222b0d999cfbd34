import AssayModel
import Foundation
import Synchronization

/// What stays the same about an endpoint during a run, and what has been learned about its server.
final class EndpointContext: Sendable {
  let endpoint: ModelEndpoint
  let format: WireFormat
  let key: APIKey?
  let recording: Recording?
  private let learned: Mutex<(features: ServerFeatures, version: Int)>

  /// - Throws: ``ProviderError``; ``RecordingProblem``.
  init(_ endpoint: ModelEndpoint, environment: [String: String], folder: URL) throws {
    self.endpoint = endpoint
    format = WireFormat(endpoint)
    learned = Mutex((ServerFeatures(endpoint), 0))
    if endpoint.dialect == .recorded {
      key = nil
      recording = try Recording(of: endpoint, folder: folder)
    } else {
      if let reason = HTTPAddress.problem(with: endpoint.url) {
        throw ProviderError.badAddress(
          model: endpoint.name, url: HTTPAddress.shown(endpoint.url), reason: reason)
      }
      key = try endpoint.key(in: environment)
      recording = nil
    }
  }

  /// With a number that grows by one with each change.
  var features: (features: ServerFeatures, version: Int) { learned.withLock { $0 } }

  func learn(_ features: ServerFeatures) {
    learned.withLock { $0 = (features, $0.version + 1) }
  }

  func prepare(_ job: ChatJob, lane: Int) -> PreparedJob {
    var prepared = PreparedJob(job: job, lane: lane)
    prepared.expectedIn = TokenEstimate.expected(in: job.request)
    prepared.maxOut = endpoint.maxTokens(for: job.request)
    if recording == nil { encode(&prepared) }
    return prepared
  }

  /// Makes the body for what the server is known to take.
  func encode(_ prepared: inout PreparedJob) {
    let (features, version) = self.features
    prepared.body = format.body(of: prepared.job.request, features: features)
    prepared.version = version
    prepared.mostIn = TokenEstimate.most(bytes: prepared.body.count, dialect: endpoint.dialect)
  }

  func request(_ prepared: PreparedJob) -> HTTPRequest {
    let total = Duration.seconds(endpoint.timeout)
    let limits = HTTPLimits(
      connect: .seconds(min(endpoint.connectTimeout, endpoint.timeout)),
      idle: endpoint.idleTimeout.map { .seconds($0) } ?? total, total: total, bytes: endpoint.answerLimit)
    return HTTPRequest(
      url: format.url, headers: format.headers, body: prepared.body, key: key, keyPlace: format.keyPlace,
      authorities: endpoint.authorities, limits: limits)
  }

  /// The most that a request can cost; 0 without prices.
  func most(_ prepared: PreparedJob) -> Double {
    ChatPrice.cost(tokensIn: prepared.mostIn, tokensOut: prepared.maxOut, at: endpoint) ?? 0
  }
}

extension ModelEndpoint {
  /// - Throws: ``ProviderError`` when the variable is not set or holds no key.
  func key(in environment: [String: String]) throws -> APIKey? {
    guard let keyVariable else { return nil }
    guard let text = environment[keyVariable], !text.isEmpty else {
      throw ProviderError.keyMissing(model: name, variable: keyVariable)
    }
    guard let key = APIKey(text) else { throw ProviderError.keyUnusable(model: name, variable: keyVariable) }
    return key
  }
}
