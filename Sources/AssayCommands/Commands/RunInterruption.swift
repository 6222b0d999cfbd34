import AssayModel
import Foundation
import Synchronization

/// Ctrl-C in the middle of a run: the first lets what is in flight come in and be saved, the second ends at once.
final class RunInterruption: Sendable {
  /// Seconds that the second Ctrl-C leaves a run to save what it has; every answer that counts is saved already.
  private static let patience = 2.0

  private let first = Mutex<Int32?>(nil)

  /// The signal that asked the run to stop; nil: none.
  var signal: Int32? { first.withLock { $0 } }

  /// Told what the first Ctrl-C does.
  private let notice: @Sendable (String) -> Void

  init(notice: @escaping @Sendable (String) -> Void) { self.notice = notice }

  /// Runs `body` while signals go to `control`.
  func handled<Value>(_ control: RunControl, _ body: () throws -> Value) rethrows -> Value {
    try handled([control], body)
  }

  /// Runs `body` while signals go to all of `controls`, one at least.
  func handled<Value>(_ controls: [RunControl], _ body: () throws -> Value) rethrows -> Value {
    try SignalEar.listening { [self] number in
      receive(number, controls)
    } while: {
      try body()
    }
  }

  private func receive(_ number: Int32, _ controls: [RunControl]) {
    // One of them may have been asked to stop by somebody else.
    switch controls.map(\.stop).min() ?? .immediate {
    case .no:
      first.withLock { $0 = $0 ?? number }
      for control in controls { control.stop(.graceful) }
      notice("Stopping: what is in flight is finished and saved; Ctrl-C again stops at once")
    case .graceful:
      first.withLock { $0 = $0 ?? number }
      for control in controls { control.stop(.immediate) }
      Self.leave(within: Self.patience, code: 128 + number)
    case .immediate: _exit(128 + number)
    }
  }

  /// Ends the program when it has not ended by then, whatever a server or a disk is waited for.
  static func leave(within seconds: Double, code: Int32) {
    Thread.detachNewThread {
      Thread.sleep(forTimeInterval: seconds)
      _exit(code)
    }
  }
}
