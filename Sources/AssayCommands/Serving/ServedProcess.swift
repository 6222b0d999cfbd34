import AssayEngine
import Foundation

/// A server that was started, until it ends or somebody ends it.
struct ServedProcess {
  let server: ModelServer
  let child: ChildProcess
  let probe: ServerProbe

  /// How long a server may run without answering at all. One that says that it is loading has all the time it needs.
  var patience: Duration = .seconds(120)

  /// How a server ended.
  enum Ending: Hashable {
    /// Somebody asked for it.
    case stopped
    /// By itself.
    case died(ChildProcess.End)
  }

  /// Starts it.
  ///
  /// - Parameter environment: the variables of this process.
  /// - Throws: ``CommandFailure``.
  static func start(
    _ server: ModelServer, environment: [String: String], probe: ServerProbe = ServerProbe(),
    onLine: ((String) -> Void)? = nil
  ) throws -> ServedProcess {
    do throws(ChildProcess.Failure) {
      let child = try ChildProcess(
        path: server.executable, arguments: server.arguments,
        environment: server.environment(environment))
      child.onLine = onLine
      return ServedProcess(server: server, child: child, probe: probe)
    } catch {
      throw CommandFailure("\(error.path): cannot be started: \(error.reason)")
    }
  }

  /// Waits until the server answers.
  ///
  /// - Parameter progress: told now and then how long it has taken so far.
  /// - Throws: ``CommandFailure`` with what the server said last, `CancellationError`; the server is stopped then.
  func waitUntilReady(progress: (Duration) -> Void, isCancelled: () -> Bool) throws {
    let start = ContinuousClock.now
    var lastAnswer = start
    while true {
      if isCancelled() {
        child.stop()
        throw CancellationError()
      }
      if let end = child.ending {
        child.read(milliseconds: 0)
        throw CommandFailure("\(server.name) ended before it was ready (\(end))" + lastLines)
      }
      switch probe.ask(server.probe) {
      case .ready: return
      case .loading: lastAnswer = .now
      case .nothing:
        guard ContinuousClock.now - lastAnswer < patience else {
          child.stop()
          throw CommandFailure(
            "\(server.name) runs but does not answer at \(server.probe); it was stopped" + lastLines)
        }
      }
      progress(.now - start)
      child.read(milliseconds: 50)
    }
  }

  /// Waits until the server ends or is to end.
  func run(isCancelled: () -> Bool) -> Ending {
    while !isCancelled() {
      if let end = child.ending {
        child.read(milliseconds: 0)
        return .died(end)
      }
      child.read(milliseconds: 200)
    }
    child.stop()
    return .stopped
  }

  /// What the server said last, set in below a sentence; empty when it said nothing.
  var lastLines: String {
    let lines = child.tail.lines
    return lines.isEmpty
      ? "; it said nothing" : "; it said last:\n" + lines.map { "  " + $0 }.joined(separator: "\n")
  }
}
