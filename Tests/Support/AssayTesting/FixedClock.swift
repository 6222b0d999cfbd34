import Foundation

/// A clock that stands still until a test moves it.
public final class FixedClock: @unchecked Sendable {  // `lock` guards all that changes.
  private let lock = NSLock()
  private var milliseconds: Int64

  /// - Parameter milliseconds: since 1970; by default 2024-01-01T00:00:00Z.
  public init(_ milliseconds: Int64 = 1_704_067_200_000) { self.milliseconds = milliseconds }

  /// Milliseconds since 1970.
  public var now: Int64 { lock.withLock { milliseconds } }

  /// Moves it on by so many milliseconds.
  public func advance(by step: Int64) { lock.withLock { milliseconds += step } }
}
