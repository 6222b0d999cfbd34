import AssayEngine
import Foundation

/// Ctrl-C in the middle of a long command: what was committed stays, the rest is left.
enum Interruption {
  /// Runs `body` while Ctrl-C and SIGTERM ask its cancellation to stop; a second one ends the program.
  ///
  /// - Throws: ``CommandFailure`` with the code 130 when it was cancelled, as shells count it.
  static func handled<Value>(_ body: (Cancellation) throws -> Value) throws -> Value {
    let cancellation = Cancellation()
    // A queue of its own has a thread of its own: the global ones wait while a search keeps every core busy.
    let queue = DispatchQueue(label: "assay.interruption", qos: .userInteractive)
    let sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        if cancellation.isCancelled { exit(128 + number) }
        cancellation.cancel()
      }
      source.resume()
      return source
    }
    defer {
      for source in sources { source.cancel() }
      for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }
    do {
      return try body(cancellation)
    } catch is CancellationError {
      throw CommandFailure(
        "interrupted; what was saved before stays, and the same command goes on from there", exitCode: 130)
    }
  }
}
