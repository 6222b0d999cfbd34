import AssayModel
import Foundation
import Synchronization

/// A model behind an OpenAI-compatible `POST {url}/embeddings`.
///
/// Texts go out in batches over several threads; what fails for a moment is tried again. Empty texts are not sent,
/// since servers refuse them: their vectors are zeros.
public final class EndpointEmbeddingModel: EmbeddingModel {
  public let identity: String

  let endpoint: ModelEndpoint
  private let caller: EmbeddingCaller
  /// Of the first answer; all others must have the same.
  private let dimensions = Mutex<Int?>(nil)
  /// Bounds the requests of all threads that use this model.
  private let slots: DispatchSemaphore
  private let isCancelled: @Sendable () -> Bool

  /// - Parameters:
  ///   - transport: nil: libcurl, with the endpoint's own authorities.
  ///   - environment: where the key's variable is looked up.
  ///   - isCancelled: asked often; once true, `embed` throws `CancellationError`.
  /// - Throws: ``ProviderError`` for an address or a key that cannot be used.
  public init(
    _ endpoint: ModelEndpoint, transport: (any HTTPTransport)? = nil,
    environment: [String: String] = ProcessInfo.processInfo.environment, retries: RetryPolicy = RetryPolicy(),
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws {
    let base = endpoint.url.hasSuffix("/") ? String(endpoint.url.dropLast()) : endpoint.url
    if let reason = HTTPAddress.problem(with: base) {
      throw ProviderError.badAddress(
        model: endpoint.name, url: HTTPAddress.shown(base), reason: reason)
    }
    // The identity is kept in the workspace: no password may get there.
    identity = "\(HTTPAddress.shown(base)) \(endpoint.model)"
    self.endpoint = endpoint
    self.isCancelled = isCancelled
    slots = DispatchSemaphore(value: max(1, endpoint.concurrency))
    caller = EmbeddingCaller(
      endpoint: endpoint, identity: identity, url: base + "/embeddings",
      key: try endpoint.key(in: environment),
      transport: transport ?? CurlTransport(authorities: endpoint.authorities), retries: retries)
  }

  public func embed(_ texts: [String]) throws -> Embeddings {
    let spoken = texts.indices.filter { index in
      texts[index].unicodeScalars.contains { !$0.properties.isWhitespace }
    }
    let batches = TextBatches.split(spoken, bytes: { texts[$0].utf8.count }, count: endpoint.batch)
    let collected = EmbeddingCollector(batches: batches)
    let group = DispatchGroup()
    for _ in 0..<min(max(1, endpoint.concurrency), batches.count) {
      group.enter()
      // A thread and not a queue's worker: it spends its life waiting, and there are more than cores.
      Thread.detachNewThread { [self] in
        while let (number, batch) = collected.next() {
          collected.settle(number, Result { try vectors(of: batch, in: texts, collected) })
        }
        group.leave()
      }
    }
    group.wait()
    let answers = try collected.answers()
    let width = try texts.isEmpty ? 0 : knownDimensions()
    var values = [Float](repeating: 0, count: texts.count * width)
    for (batch, answer) in zip(batches, answers) {
      for (row, index) in batch.enumerated() {
        values.replaceSubrange(
          index * width..<(index + 1) * width, with: answer[row * width..<(row + 1) * width])
      }
    }
    return Embeddings(dimensions: width, values: values)
  }

  /// The length of vectors; asked for with one word when all texts so far have been empty.
  private func knownDimensions() throws -> Int {
    if let known = dimensions.withLock({ $0 }) { return known }
    slots.wait()
    defer { slots.signal() }
    return try settled(caller.embed(["text"], positions: [0], isCancelled: isCancelled).dimensions)
  }

  /// - Returns: rows of unit length, in the order of the batch.
  private func vectors(of batch: [Int], in texts: [String], _ collected: EmbeddingCollector) throws -> [Float]
  {
    slots.wait()
    defer { slots.signal() }
    let answer = try caller.embed(batch.map { texts[$0] }, positions: batch) { [isCancelled] in
      isCancelled() || collected.hasFailed
    }
    let width = try settled(answer.dimensions)
    var values = answer.values
    for start in stride(from: 0, to: values.count, by: width) {
      Self.normalise(&values, start..<start + width)
    }
    return values
  }

  private func settled(_ found: Int) throws -> Int {
    let expected = dimensions.withLock { known in
      known = known ?? found
      return known ?? found
    }
    guard expected == found else {
      throw EmbeddingProblem.dimensionsChanged(model: identity, expected: expected, found: found)
    }
    return found
  }

  /// Zeros stay zeros.
  private static func normalise(_ values: inout [Float], _ row: Range<Int>) {
    var sum = 0.0
    for index in row { sum += Double(values[index]) * Double(values[index]) }
    guard sum > 0 else { return }
    let factor = 1 / sum.squareRoot()
    for index in row { values[index] = Float(Double(values[index]) * factor) }
  }
}
