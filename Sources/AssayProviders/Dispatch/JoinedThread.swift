import AssayModel
import Foundation
import Synchronization

/// A thread that is waited for, with what it returns.
///
/// A thread and not a queue's worker: it lives as long as a run, and spends its life waiting.
final class JoinedThread<Value: Sendable>: Sendable {
  private let result = Mutex<Value?>(nil)
  private let done = DispatchSemaphore(value: 0)

  init(_ body: @escaping @Sendable () -> Value) {
    Thread.detachNewThread { [self] in
      let value = body()
      result.withLock { $0 = value }
      done.signal()
    }
  }

  /// To be called once.
  func join() -> Value {
    done.wait()
    return result.withLock { $0! }
  }
}

/// Tells five times a second how a run goes, on a thread of its own: whoever listens may take long.
final class TrafficObserver: Sendable {
  private let isOver = DispatchSemaphore(value: 0)
  private let done = DispatchSemaphore(value: 0)
  private let turn = Mutex(())
  private let meter: TrafficMeter
  private let observe: @Sendable (ChatTraffic) -> Void

  init(meter: TrafficMeter, observe: @escaping @Sendable (ChatTraffic) -> Void) {
    self.meter = meter
    self.observe = observe
    Thread.detachNewThread { [self] in
      while isOver.wait(timeout: .now() + .milliseconds(200)) == .timedOut { tell() }
      done.signal()
    }
  }

  /// Tells how things are now; from any thread. What is told later is never older.
  func tell() { turn.withLock { _ in observe(meter.snapshot()) } }

  /// Once it returns, nothing more is told.
  func stop() {
    isOver.signal()
    done.wait()
  }
}
