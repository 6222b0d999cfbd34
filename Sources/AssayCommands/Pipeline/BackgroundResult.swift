import Foundation
import Synchronization

/// A piece of work on a thread of its own, and what came of it.
final class BackgroundResult<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, any Error>?>(nil)
  private let done = DispatchSemaphore(value: 0)

  init(_ body: @escaping @Sendable () throws -> Value) {
    Thread.detachNewThread { [self] in
      let value = Result { try body() }
      result.withLock { $0 = value }
      done.signal()
    }
  }

  /// To be called once; blocks until the work has ended.
  ///
  /// - Throws: what the work threw.
  func wait() throws -> Value {
    done.wait()
    return try result.withLock { $0! }.get()
  }
}
