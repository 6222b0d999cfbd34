import AssayModel
import Foundation

/// What happens to runs when a person leaves the workbench: what is in flight is finished and saved, so that nothing
/// that was paid for is lost. Ctrl-C does not wait for it.
enum LeavingRuns {
  /// Seconds that Ctrl-C leaves the runs to write down that they have ended; every answer that counts is saved already.
  private static let patience = 5.0

  /// Waits until all runs have ended; says so when there are any.
  static func wait(for workers: [RunWorker]) {
    let busy = workers.filter { $0.count > 0 }
    guard !busy.isEmpty else { return }
    SignalEar.listening { number in
      for worker in busy { worker.stop(.immediate) }
      RunInterruption.leave(within: patience, code: 128 + number)
    } while: {
      // Who reads this can press the key: it is listened for already.
      Console.error(
        "assay: finishing the requests that are in flight, then leaving; Ctrl-C leaves at once. "
          + "What has come is saved, and the run can be gone on with.")
      for worker in busy { worker.stop(.graceful) }
      for worker in busy { worker.wait() }
    }
  }
}
