import AssayModel
import Foundation

/// What happens to runs when a person leaves the workbench: what is in flight is finished and saved, so that nothing
/// that was paid for is lost. Ctrl-C does not wait for it.
enum LeavingRuns {
  /// Waits until all runs have ended; says so when there are any.
  static func wait(for workers: [RunWorker]) {
    let busy = workers.filter { $0.count > 0 }
    guard !busy.isEmpty else { return }
    let queue = DispatchQueue(label: "assay.leaving", qos: .userInteractive)
    let listening = DispatchGroup()
    let sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { for worker in busy { worker.stop(.immediate) } }
      listening.enter()
      source.setRegistrationHandler { listening.leave() }
      source.resume()
      return source
    }
    // A key that came between the promise and the ear for it would be lost.
    _ = listening.wait(timeout: .now() + 2)
    Console.error(
      "assay: finishing the requests that are in flight, then leaving; Ctrl-C leaves at once. "
        + "What has come is saved, and the run can be gone on with.")
    for worker in busy { worker.stop(.graceful) }
    for worker in busy { worker.wait() }
    for source in sources { source.cancel() }
    for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
  }
}
