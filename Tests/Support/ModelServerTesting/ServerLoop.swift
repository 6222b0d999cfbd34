import Foundation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Serves all connections on one thread with `poll`.
///
/// Unchecked: made by one thread, and then only used by the thread that ``run()`` is called on.
final class ServerLoop: @unchecked Sendable {
  private let listener: Int32
  private let wakeups: Int32
  private let waker: Int32
  private let latency: Duration
  private let faults: ChatFaults
  private let shared: ServerState
  private let respond: @Sendable (ChatServer.Request) -> ChatServer.Reply
  private var connections: [ServerConnection] = []
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)

  init(
    listener: Int32, wakeups: Int32, waker: Int32, latency: Double, faults: ChatFaults, shared: ServerState,
    respond: @escaping @Sendable (ChatServer.Request) -> ChatServer.Reply
  ) {
    self.listener = listener
    self.wakeups = wakeups
    self.waker = waker
    self.latency = .seconds(latency)
    self.faults = faults
    self.shared = shared
    self.respond = respond
  }

  func run() {
    var waiting: [pollfd] = []
    while !shared.stopping {
      waiting.removeAll(keepingCapacity: true)
      waiting.append(pollfd(fd: listener, events: Int16(POLLIN), revents: 0))
      waiting.append(pollfd(fd: wakeups, events: Int16(POLLIN), revents: 0))
      for connection in connections {
        let events = connection.output.isEmpty ? POLLIN : POLLIN | POLLOUT
        waiting.append(pollfd(fd: connection.descriptor, events: Int16(events), revents: 0))
      }
      poll(&waiting, nfds_t(waiting.count), timeout())
      if waiting[1].revents != 0 { while (Sockets.receiveAny(wakeups, buffer) ?? 0) > 0 {} }
      var closed: [Int] = []
      let now = ContinuousClock.now
      for index in connections.indices {
        let events = waiting[index + 2].revents
        if !serve(index, isReadable: events & ~Int16(POLLOUT) != 0, now: now) { closed.append(index) }
      }
      for index in closed.reversed() { close(index) }
      while let descriptor = Sockets.acceptConnection(listener) {
        shared.connected()
        connections.append(ServerConnection(descriptor: descriptor))
      }
    }
    for index in connections.indices.reversed() { close(index) }
    for descriptor in [listener, wakeups, waker] { Foundation.close(descriptor) }
    buffer.deallocate()
  }

  /// Milliseconds until the first connection that waits for a time.
  private func timeout() -> Int32 {
    guard let first = connections.lazy.compactMap(\.due).min() else { return -1 }
    let rest = (first - ContinuousClock.now) / .milliseconds(1)
    return Int32(max(0, rest.rounded(.up)))
  }

  private func close(_ index: Int) {
    let connection = connections.remove(at: index)
    if let reply = connection.reply { shared.aborted(fault: reply.fault) }
    Foundation.close(connection.descriptor)
  }

  /// - Returns: false when the connection is to be closed.
  private func serve(_ index: Int, isReadable: Bool, now: ContinuousClock.Instant) -> Bool {
    if isReadable {
      guard let count = Sockets.receive(connections[index].descriptor, into: buffer) else { return false }
      connections[index].input.append(contentsOf: buffer[..<count])
    }
    while true {
      guard carryOn(index, now: now) else { return false }
      // The next request waits until this one is answered.
      guard connections[index].reply == nil, let (head, body) = connections[index].takeRequest() else {
        return true
      }
      begin(index, head, body, now: now)
    }
  }

  private func begin(_ index: Int, _ head: String, _ body: [UInt8], now: ContinuousClock.Instant) {
    let hash = ServerConnection.hash(body)
    let (number, attempt) = shared.received(hash)
    let request = ChatServer.Request(number: number, attempt: attempt, head: head, body: body, hash: hash)
    let reply = faults.reply(to: request) ?? respond(request)
    connections[index].reply = (hash, reply.fault, reply.isGood)
    connections[index].steps = reply.steps[...]
    connections[index].isHeld = true
    if latency > .zero { connections[index].due = now + latency }
  }

  /// Takes steps until one has to wait.
  ///
  /// - Returns: false when the connection is to be closed.
  private func carryOn(_ index: Int, now: ContinuousClock.Instant) -> Bool {
    while connections[index].reply != nil, !connections[index].isHanging {
      if !connections[index].output.isEmpty {
        guard transmit(index) else { return false }
        if !connections[index].output.isEmpty { return true }
        continue
      }
      if let due = connections[index].due {
        if due > now { return true }
        connections[index].due = nil
      }
      if connections[index].isHeld {
        if shared.holding { return true }
        connections[index].isHeld = false
      }
      guard let step = connections[index].steps.popFirst() else {
        finish(index)
        return true
      }
      switch step {
      case .send(let bytes): connections[index].output = bytes[...]
      case .wait(let seconds): connections[index].due = now + .seconds(seconds)
      case .hang: connections[index].isHanging = true
      case .close:
        finish(index)
        return false
      }
    }
    return true
  }

  /// - Returns: false when the connection has ended.
  private func transmit(_ index: Int) -> Bool {
    var isOpen = true
    let isLast = connections[index].steps.isEmpty
    finish(index) {
      let count = Sockets.transmit(connections[index].descriptor, connections[index].output)
      isOpen = count != nil
      connections[index].output = connections[index].output.dropFirst(count ?? 0)
      return isLast && isOpen && connections[index].output.isEmpty
    }
    return isOpen
  }

  /// Counts the reply when `send` says that it was the last of it. A client that has the answer finds it counted.
  private func finish(_ index: Int, after send: () -> Bool = { true }) {
    guard let reply = connections[index].reply else { return }
    if shared.replied(reply.hash, fault: reply.fault, isGood: reply.isGood, after: send) {
      connections[index].reply = nil
    }
  }
}
