import Synchronization

/// A flag by which another thread or a signal's handler asks a run to stop.
public final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  public init() {}

  /// Asks the run to stop. Harmless when called twice.
  public func cancel() { flag.store(true, ordering: .relaxed) }

  /// Whether somebody has asked.
  public var isCancelled: Bool { flag.load(ordering: .relaxed) }

  /// - Throws: `CancellationError` when somebody has asked.
  public func check() throws {
    if isCancelled { throw CancellationError() }
  }
}
