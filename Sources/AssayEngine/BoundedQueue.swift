import Foundation

/// A queue between two threads that holds so many elements at most: whoever is faster waits.
///
/// `@unchecked`: everything that changes is touched under the condition's lock only.
final class BoundedQueue<Element: Sendable>: @unchecked Sendable {
  private let condition = NSCondition()
  private let capacity: Int
  private var elements: [Element] = []
  private var isClosed = false
  private var isStopped = false

  init(capacity: Int) { self.capacity = capacity }

  /// Adds an element, when there is room. false: the other side wants no more.
  func push(_ element: Element) -> Bool {
    condition.withLock {
      while elements.count >= capacity, !isStopped { condition.wait() }
      if isStopped { return false }
      elements.append(element)
      condition.broadcast()
      return true
    }
  }

  /// Says that no more elements come.
  func close() {
    condition.withLock {
      isClosed = true
      condition.broadcast()
    }
  }

  enum Next {
    case element(Element)
    /// Nothing came in time.
    case nothingYet
    case end
  }

  /// Takes the oldest element.
  ///
  /// - Parameter patience: how many seconds to wait for one; nil: as long as it takes.
  func pop(patience: Double?) -> Next {
    condition.withLock {
      let limit = patience.map { Date(timeIntervalSinceNow: $0) }
      while elements.isEmpty, !isClosed {
        if let limit {
          if !condition.wait(until: limit) { break }
        } else {
          condition.wait()
        }
      }
      guard let first = elements.first else { return isClosed ? .end : .nothingYet }
      elements.removeFirst()
      condition.broadcast()
      return .element(first)
    }
  }

  /// Wants no more elements: the other side ends with its next push. It is not waited for, since it may
  /// be in the middle of a read that nobody answers.
  func stop() {
    condition.withLock {
      isStopped = true
      elements.removeAll()
      condition.broadcast()
    }
  }
}
