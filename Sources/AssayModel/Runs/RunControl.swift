import Synchronization

/// What people ask of a run while it goes. Set from any thread, read by the run.
public final class RunControl: Sendable {
  /// How a run is to end.
  public enum Stop: Int, Sendable, Comparable {
    case no
    /// Finish what is in flight, then end.
    case graceful
    /// At once.
    case immediate
    public static func < (left: Stop, right: Stop) -> Bool { left.rawValue < right.rawValue }
  }

  private let stopping = Atomic<Int>(0)
  private let paused = Atomic<Bool>(false)
  /// 0: as the endpoints say.
  private let concurrencyWish = Atomic<Int>(0)

  public init() {}

  public var stop: Stop { Stop(rawValue: stopping.load(ordering: .relaxed)) ?? .immediate }

  /// Never takes back a stronger wish.
  public func stop(_ wish: Stop) {
    var old = stopping.load(ordering: .relaxed)
    while wish.rawValue > old {
      let (done, current) = stopping.compareExchange(
        expected: old, desired: wish.rawValue, ordering: .relaxed)
      if done { return }
      old = current
    }
  }

  public var isPaused: Bool {
    get { paused.load(ordering: .relaxed) }
    set { paused.store(newValue, ordering: .relaxed) }
  }

  /// Requests at once to each endpoint; nil: as the endpoints say.
  public var concurrency: Int? {
    get {
      let value = concurrencyWish.load(ordering: .relaxed)
      return value == 0 ? nil : value
    }
    set { concurrencyWish.store(max(0, newValue ?? 0), ordering: .relaxed) }
  }
}
