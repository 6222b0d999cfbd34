import Synchronization

/// Money that several services may spend together, from whatever threads. A request reserves the most that it can cost
/// before it goes out, so that whatever comes back fits.
public final class SharedBudget: Sendable {
  private struct State {
    var spent: Double
    var reserved = 0.0
    /// Requests that hold a reservation.
    var holders = 0
  }

  /// nil: no limit.
  public let limit: Double?
  private let state: Mutex<State>

  /// - Parameter spent: what is gone already.
  public init(limit: Double?, spent: Double = 0) {
    self.limit = limit
    state = Mutex(State(spent: spent))
  }

  public var spent: Double { state.withLock { $0.spent } }

  /// Whether a request of any of the services is under way, which may give back some of what it has reserved.
  public var isHeld: Bool { state.withLock { $0.holders > 0 } }

  /// - Returns: false when the request might exceed the limit.
  public func reserve(_ most: Double) -> Bool {
    state.withLock { state in
      if let limit, state.spent + state.reserved + most > limit { return false }
      state.reserved += most
      state.holders += 1
      return true
    }
  }

  /// Gives back a reservation.
  ///
  /// - Parameter actual: what the request cost in the end.
  public func settle(reserved most: Double, actual: Double) {
    state.withLock { state in
      state.holders = max(0, state.holders - 1)
      // What is left of sums of rounded numbers must not keep anybody from anything.
      state.reserved = state.holders == 0 ? 0 : max(0, state.reserved - most)
      state.spent += actual
    }
  }
}
