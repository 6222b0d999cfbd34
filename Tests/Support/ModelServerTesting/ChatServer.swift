import Foundation
import Synchronization

/// A model's server that a test controls: what it answers, after how long, and how it fails.
///
/// ```swift
/// let server = try ChatServer(faults: ChatFaults(rateLimited: 0.1, serverError: 0.05)) { request in
///   .openAI(#"{"accuracy": 4}"#)
/// }
/// defer { server.stop() }
/// var endpoint = ModelEndpoint(name: "judge", url: server.url, model: "test")
/// …
/// #expect(server.tally.contents.values.allSatisfy { $0.answered == 1 })
/// ```
///
/// It speaks HTTP/1.1 on 127.0.0.1 and keeps connections open. One thread of its own serves all of them, so that
/// hundreds of connections and more than 15,000 requests a second are no trouble; `respond` runs on it and must not
/// block. To keep answers back until a test says so, use ``hold()`` and ``release()``; to wait for something, use
/// ``wait(seconds:until:)``, never time.
public final class ChatServer: Sendable {
  /// How often one and the same body was sent, and answered.
  public struct ContentTally: Hashable, Sendable {
    public var requests = 0
    /// Whole answers of status 200 without a fault, handed to the system to the last byte.
    public var answered = 0
  }

  /// What has happened so far.
  public struct Tally: Hashable, Sendable {
    public var connections = 0
    public var requests = 0
    public var answered = 0
    /// Requests that have come in and have neither been answered nor given up.
    public var open = 0
    public var mostOpen = 0
    /// Connections that the client closed while an answer was due.
    public var aborted = 0
    /// By ``Request/hash``. Empty when `records` is false.
    public var contents: [String: ContentTally] = [:]
    /// Replies by the name of their fault, "" for those without one.
    public var faults: [String: Int] = [:]
    public init() {}
  }

  public let port: Int
  /// `http://127.0.0.1:PORT/v1`, as it stands in a configuration.
  public var url: String { "http://127.0.0.1:\(port)/v1" }
  let shared: ServerState
  private let waker: Int32

  /// - Parameters:
  ///   - latency: seconds before each answer.
  ///   - faults: what is answered in place of `respond`'s reply, and how often.
  ///   - records: whether contents are counted one by one; without it memory stays the same for ever.
  ///   - port: 0: chosen by the system.
  ///   - respond: the answer to a request. Runs on the server's thread; must not block.
  public init(
    latency: Double = 0, faults: ChatFaults = ChatFaults(), records: Bool = true, port: Int = 0,
    respond: @escaping @Sendable (Request) -> Reply
  ) throws {
    let listener = try Sockets.listen(port: port)
    self.port = Sockets.port(of: listener)
    let (reading, writing) = try Sockets.pipe()
    waker = writing
    shared = ServerState(records: records)
    let loop = ServerLoop(
      listener: listener, wakeups: reading, waker: writing, latency: latency, faults: faults, shared: shared,
      respond: respond)
    Thread.detachNewThread { loop.run() }
  }

  deinit { stop() }

  public var tally: Tally { shared.tally }

  /// From now on no answer is sent.
  public func hold() { shared.setHolding(true) }

  /// Sends what was held back, and holds nothing back any more.
  public func release() {
    shared.setHolding(false)
    if !shared.stopping { wake() }
  }

  /// Blocks until something holds of the tally.
  ///
  /// - Returns: false when it did not come about in time.
  @discardableResult
  public func wait(seconds: Double = 120, until holds: (Tally) -> Bool) -> Bool {
    shared.wait(seconds: seconds, until: holds)
  }

  /// Closes every connection and gives the port back.
  public func stop() {
    if shared.beginStop() { wake() }
  }

  private func wake() { Sockets.wake(waker) }
}
