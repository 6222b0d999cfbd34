import Dispatch
import Synchronization

/// Work on a range of numbers by several threads.
enum ParallelWork {
  /// Gives slices of `range`, `slice` numbers each, to `body` on `threads` threads, and waits. After an error no
  /// more slices are begun.
  ///
  /// - Throws: the first error.
  static func run(
    _ range: Range<Int>, slice: Int, threads: Int, _ body: @Sendable (Range<Int>) throws -> Void
  ) throws {
    let next = Atomic<Int>(range.lowerBound)
    let failure = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: max(1, threads)) { _ in
      while failure.withLock({ $0 == nil }) {
        let start = next.wrappingAdd(slice, ordering: .relaxed).oldValue
        guard start < range.upperBound else { return }
        do {
          try body(start..<min(start + slice, range.upperBound))
        } catch {
          failure.withLock { $0 = $0 ?? error }
        }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }

  /// A list whose elements several threads make: element `i` is `body(i)`.
  static func map<Element: Sendable>(
    _ range: Range<Int>, slice: Int, threads: Int, _ body: @Sendable (Int) throws -> Element
  ) throws -> [Element] {
    let parts = Mutex<[(start: Int, elements: [Element])]>([])
    try run(range, slice: slice, threads: threads) { slice in
      let elements = try slice.map(body)
      parts.withLock { $0.append((slice.lowerBound, elements)) }
    }
    return parts.withLock { $0 }.sorted { $0.start < $1.start }.flatMap(\.elements)
  }
}
