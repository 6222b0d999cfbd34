import AssayEngine
import Foundation

/// Ctrl-C in the middle of a long command: what was committed stays, the rest is left.
enum Interruption {
  /// Runs `body` while Ctrl-C and SIGTERM ask its cancellation to stop; a second one ends the program.
  ///
  /// - Throws: ``CommandFailure`` with the code 130 when it was cancelled, as shells count it.
  static func handled<Value>(_ body: (Cancellation) throws -> Value) throws -> Value {
    let cancellation = Cancellation()
    do {
      return try SignalEar.listening { number in
        if cancellation.isCancelled { exit(128 + number) }
        cancellation.cancel()
      } while: {
        try body(cancellation)
      }
    } catch is CancellationError {
      throw CommandFailure(
        "interrupted; what was saved before stays, and the same command goes on from there", exitCode: 130)
    }
  }
}
