import CChildProcess
import Foundation

/// A program that runs beside this one and never outlives it: whatever ends this process, the kernel ends the child.
///
/// Started on the main thread, since on Linux the child hangs on the thread that started it.
final class ChildProcess {
  /// How a program ended.
  enum End: Hashable, CustomStringConvertible {
    case exited(Int32)
    case signalled(Int32)

    var description: String {
      switch self {
      case .exited(let status): "exit code \(status)"
      case .signalled(let number): "signal \(number), \(String(cString: strsignal(number)))"
      }
    }
  }

  /// Why a program could not be started.
  struct Failure: Error {
    var path: String
    var reason: String
  }

  let identifier: pid_t
  /// What the child has written last, for whoever wants to know why it died.
  private(set) var tail = LineTail(limit: 20)
  /// Given each line that the child writes.
  var onLine: ((String) -> Void)?
  private let output: Int32
  private var end: End?
  private var isOutputOpen = true

  /// - Parameter environment: all of the child's variables.
  /// - Throws: ``Failure``.
  init(path: String, arguments: [String], environment: [String: String]) throws(Failure) {
    let words = ([path] + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in words + variables { free(pointer) } }
    var process: pid_t = 0
    var descriptor: Int32 = -1
    let code = child_process_start(path, words, variables, &process, &descriptor)
    guard code == 0 else { throw Failure(path: path, reason: String(cString: strerror(code))) }
    identifier = process
    output = descriptor
  }

  deinit {
    if end == nil { kill(-identifier, SIGKILL) }
    close(output)
  }

  /// How it ended; nil while it runs.
  var ending: End? {
    if let end { return end }
    var (exited, signalled): (Int32, Int32) = (0, 0)
    guard child_process_reap(identifier, &exited, &signalled) == 1 else { return nil }
    end = signalled != 0 ? .signalled(signalled) : .exited(exited)
    return end
  }

  /// Reads what the child writes, so that it never waits for us.
  ///
  /// - Parameter milliseconds: how long to wait for something to read.
  func read(milliseconds: Int32) {
    guard isOutputOpen else {
      poll(nil, 0, milliseconds)
      return
    }
    var request = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, milliseconds) > 0 else { return }
    var bytes = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = Foundation.read(output, &bytes, bytes.count)
      if count < 0 {
        if errno == EINTR { continue }
        return
      }
      if count == 0 {
        isOutputOpen = false
        for line in tail.finish() { onLine?(line) }
        return
      }
      for line in tail.append(bytes[..<count]) { onLine?(line) }
    }
  }

  /// Asks it to end, and makes it when it has not after `patience`.
  @discardableResult
  func stop(patience: Duration = .seconds(5)) -> End? {
    if ending != nil { return end }
    kill(-identifier, SIGTERM)
    let deadline = ContinuousClock.now + patience
    while ending == nil, .now < deadline { read(milliseconds: 20) }
    if ending == nil { kill(-identifier, SIGKILL) }
    while ending == nil { read(milliseconds: 20) }
    read(milliseconds: 0)
    return end
  }
}
