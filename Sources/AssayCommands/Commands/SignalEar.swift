import CSignalEar
import Foundation
import Synchronization

/// Ctrl-C and SIGTERM while something goes on that they are to end in order.
///
/// Dispatch's signal sources are not for this. Until its manager's thread has got round to the source, the signal has to
/// be ignored, and a Ctrl-C of that time is lost; on Linux the second source for a signal in one process hears nothing
/// at all, because only the first one sets a handler. Here the handler is set when the call returns, counts, and wakes a
/// thread of its own; what comes while that thread gets no time waits for it.
enum SignalEar {
  private struct Listener {
    let id: Int
    let numbers: [Int32]
    let heard: @Sendable (Int32) -> Void
  }

  private struct State {
    var isOpen = false
    var lastID = 0
    /// The innermost last.
    var listeners: [Listener] = []

    func isHeard(_ number: Int32) -> Bool { listeners.contains { $0.numbers.contains(number) } }
  }

  private static let state = Mutex(State())

  /// Runs `body` while these signals go to `heard`, on another thread and one at a time. Within another one the inner
  /// one hears them. Afterwards happens to them what did before; one that comes at the very end may still be told.
  ///
  /// Without a descriptor left for the pipe they keep their effect, which ends the program.
  static func listening<Value>(
    to numbers: [Int32] = [SIGINT, SIGTERM], _ heard: @escaping @Sendable (Int32) -> Void,
    while body: () throws -> Value
  ) rethrows -> Value {
    let id = begin(numbers, heard)
    defer { end(id) }
    return try body()
  }

  private static func begin(_ numbers: [Int32], _ heard: @escaping @Sendable (Int32) -> Void) -> Int {
    state.withLock { state in
      if !state.isOpen, signal_ear_open() == 0 {
        state.isOpen = true
        startThread()
      }
      let new = state.isOpen ? numbers.filter { !state.isHeard($0) } : []
      state.lastID += 1
      state.listeners.append(Listener(id: state.lastID, numbers: numbers, heard: heard))
      for number in new { _ = signal_ear_begin(number) }
      return state.lastID
    }
  }

  private static func end(_ id: Int) {
    state.withLock { state in
      guard let index = state.listeners.firstIndex(where: { $0.id == id }) else { return }
      let listener = state.listeners.remove(at: index)
      guard state.isOpen else { return }
      for number in listener.numbers where !state.isHeard(number) { signal_ear_end(number) }
    }
  }

  /// A thread and no queue: nothing else may keep it from running.
  private static func startThread() {
    let thread = Thread {
      while true { tell(signal_ear_wait()) }
    }
    thread.name = "assay.signals"
    thread.start()
  }

  private static func tell(_ number: Int32) {
    let listener = state.withLock { state in
      state.listeners.last { $0.numbers.contains(number) }
    }
    if let listener {
      listener.heard(number)
    } else {
      // Who listened has just stopped: it is for whatever happens to the signal otherwise.
      kill(getpid(), number)
    }
  }
}
