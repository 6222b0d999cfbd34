import Foundation

/// What the server's thread and the test's threads both look at.
final class ServerState: @unchecked Sendable {
  // Unchecked: every access holds the condition's lock.
  private let condition = NSCondition()
  private var current = ChatServer.Tally()
  private var isHolding = false
  private var isStopping = false
  private let records: Bool

  init(records: Bool) { self.records = records }

  var tally: ChatServer.Tally { locked { current } }
  var holding: Bool { locked { isHolding } }
  var stopping: Bool { locked { isStopping } }

  func setHolding(_ value: Bool) { locked { isHolding = value } }

  /// - Returns: whether it was the first call.
  func beginStop() -> Bool {
    locked {
      defer { isStopping = true }
      return !isStopping
    }
  }

  func connected() { change { $0.connections += 1 } }

  /// - Returns: the request's number, and how often the same body came before.
  func received(_ hash: String) -> (number: Int, attempt: Int) {
    change { tally in
      let number = tally.requests
      tally.requests += 1
      tally.open += 1
      tally.mostOpen = max(tally.mostOpen, tally.open)
      guard records else { return (number, 0) }
      let attempt = tally.contents[hash, default: .init()].requests
      tally.contents[hash, default: .init()].requests += 1
      return (number, attempt)
    }
  }

  /// - Parameter send: hands bytes to the system, and tells whether they were the last.
  func replied(_ hash: String, fault: String, isGood: Bool, after send: () -> Bool) -> Bool {
    change { tally in
      guard send() else { return false }
      tally.open -= 1
      if records || !fault.isEmpty { tally.faults[fault, default: 0] += 1 }
      guard isGood else { return true }
      tally.answered += 1
      if records { tally.contents[hash, default: .init()].answered += 1 }
      return true
    }
  }

  func aborted(fault: String) {
    change { tally in
      if !fault.isEmpty { tally.faults[fault, default: 0] += 1 }
      tally.open -= 1
      tally.aborted += 1
    }
  }

  func wait(seconds: Double, until holds: (ChatServer.Tally) -> Bool) -> Bool {
    let end = Date(timeIntervalSinceNow: seconds)
    condition.lock()
    defer { condition.unlock() }
    while !holds(current) {
      if !condition.wait(until: end) { return holds(current) }
    }
    return true
  }

  private func locked<Value>(_ body: () -> Value) -> Value {
    condition.lock()
    defer { condition.unlock() }
    return body()
  }

  private func change<Value>(_ body: (inout ChatServer.Tally) -> Value) -> Value {
    condition.lock()
    defer { condition.unlock() }
    let value = body(&current)
    condition.broadcast()
    return value
  }
}
