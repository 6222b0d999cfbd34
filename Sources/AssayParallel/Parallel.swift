import Dispatch
import Synchronization

/// Work on the parts of a range by several threads at once.
public struct Parallel: Sendable {
  /// How many at the most.
  public let threads: Int
  /// Asked before each part.
  public let isCancelled: @Sendable () -> Bool

  public init(threads: Int, isCancelled: @escaping @Sendable () -> Bool = { false }) {
    self.threads = threads
    self.isCancelled = isCancelled
  }

  /// Calls `body` for the parts of `0..<count`, in any order, with the number of the thread (0..<threads), which no
  /// two calls at once share.
  ///
  /// - Throws: `CancellationError`, or the error of the lowest part that threw.
  public func forEach(
    count: Int, part: Int, _ body: @Sendable (_ thread: Int, _ range: Range<Int>) throws -> Void
  ) throws {
    if isCancelled() { throw CancellationError() }
    let parts = (count + part - 1) / part
    let next = Atomic(0)
    let failure = Mutex<(part: Int, error: any Error)?>(nil)
    @Sendable func work(_ thread: Int) {
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        if index >= parts { return }
        do {
          if isCancelled() { throw CancellationError() }
          try body(thread, index * part..<min(count, (index + 1) * part))
        } catch {
          failure.withLock { if index < $0?.part ?? .max { $0 = (index, error) } }
          next.store(parts, ordering: .relaxed)
          return
        }
      }
    }
    if min(threads, parts) <= 1 {
      work(0)
    } else {
      DispatchQueue.concurrentPerform(iterations: min(threads, parts), execute: work)
    }
    if let failed = failure.withLock({ $0 }) { throw failed.error }
  }

  /// A list whose element `i` is `body(i)`.
  ///
  /// - Throws: as ``forEach(count:part:_:)`` does.
  public func map<Element: Sendable>(
    count: Int, part: Int, _ body: @Sendable (Int) throws -> Element
  ) throws -> [Element] {
    let done = Mutex<[(start: Int, elements: [Element])]>([])
    try forEach(count: count, part: part) { _, range in
      let elements = try range.map(body)
      done.withLock { $0.append((range.lowerBound, elements)) }
    }
    return done.withLock { $0 }.sorted { $0.start < $1.start }.flatMap(\.elements)
  }
}
