import CPseudoTerminal
import TerminalCore

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A program that runs on a terminal of its own. The test types and looks at the screen.
///
/// Nothing here sleeps: every wait looks at each piece of output as it comes and has a deadline.
public final class PseudoTerminal {
  /// How a program ended.
  public enum ExitStatus: Equatable, Sendable {
    /// It returned this status; 127 also when it could not be run.
    case exited(Int32)
    /// This signal ended it.
    case signalled(Int32)
  }

  /// A system call that failed on the way to a running program.
  public struct SpawnError: Error, CustomStringConvertible {
    /// The `errno`.
    public let code: Int32
    /// The system's own words for it.
    public var description: String { "cannot start the program: \(String(cString: strerror(code)))" }
  }

  /// What the program's terminal shows.
  public let screen: VTermScreen
  /// All that the program has written, in order.
  public private(set) var transcript: [UInt8] = []
  /// How many bytes the program has written.
  public var bytesReceived: Int { transcript.count }
  /// The program's process.
  public let processIdentifier: pid_t
  /// How the program ended, once that is known.
  public private(set) var exitStatus: ExitStatus?

  /// How long a wait may take: what is waited for comes within a second, on a busy machine within many.
  public static let patience = Duration.seconds(120)

  private let descriptor: Int32
  private var isOutputOver = false

  /// Starts the program at `path`.
  ///
  /// - Parameters:
  ///   - environment: laid over `LANG=C.UTF-8`, `TERM=xterm-256color` and the test's own `PATH`,
  ///     `HOME` and `LD_LIBRARY_PATH`; nothing else is inherited, `LINES` and `COLUMNS` least of all.
  ///   - directory: the working directory; nil keeps the test's.
  /// - Throws: `SpawnError`.
  public init(
    path: String, arguments: [String] = [], environment: [String: String] = [:], directory: String? = nil,
    rows: Int = 24, columns: Int = 80
  ) throws {
    screen = VTermScreen(rows: rows, columns: columns)
    var process: pid_t = 0
    let result = Self.withCStrings([path] + arguments) { argumentList in
      Self.withCStrings(Self.variables(environment)) { environmentList in
        pseudo_terminal_spawn(
          path, argumentList, environmentList, directory, Int32(rows), Int32(columns), &process)
      }
    }
    guard result >= 0 else { throw SpawnError(code: -result) }
    descriptor = result
    processIdentifier = process
  }

  deinit {
    if exitStatus == nil {
      Self.signal(processIdentifier, SIGKILL)
      _ = waitForExit(timeout: .seconds(5))
    }
    close(descriptor)
  }

  // MARK: To the program

  /// Types `keys`.
  public func send(_ keys: String) { send(bytes: Array(keys.utf8)) }

  /// Presses one key.
  public func send(_ key: TerminalKey) { send(key.rawValue) }

  /// Types `bytes` as they are. Output is read meanwhile, so that neither side blocks the other.
  public func send(bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty, !isOutputOver {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if count < 0 && errno != EAGAIN && errno != EINTR {
        return
      } else {
        receive(milliseconds: 10)
      }
    }
  }

  /// Pastes as a terminal does that was asked to mark pastes.
  public func paste(_ text: String) { send("\u{1b}[200~" + text + "\u{1b}[201~") }

  /// Presses and releases the left mouse button.
  public func click(row: Int, column: Int) {
    send("\u{1b}[<0;\(column + 1);\(row + 1)M\u{1b}[<0;\(column + 1);\(row + 1)m")
  }

  /// Turns the wheel by one notch.
  public func wheel(up: Bool, row: Int, column: Int) {
    send("\u{1b}[<\(up ? 64 : 65);\(column + 1);\(row + 1)M")
  }

  /// Changes the terminal's size; the kernel sends the program SIGWINCH.
  public func resize(rows: Int, columns: Int) {
    receive(milliseconds: 0)
    screen.resize(rows: rows, columns: columns)
    _ = pseudo_terminal_resize(descriptor, Int32(rows), Int32(columns))
  }

  /// Sends the program a signal.
  public func kill(_ signal: Int32) { Self.signal(processIdentifier, signal) }

  // MARK: From the program

  /// Reads output until `condition` holds. False after `timeout`, or when the program's output ended
  /// without it.
  public func waitFor(timeout: Duration = patience, _ condition: (VTermScreen) -> Bool) -> Bool {
    let deadline = ContinuousClock.now + timeout
    while true {
      if condition(screen) { return true }
      let rest = ContinuousClock.now.duration(to: deadline)
      if rest <= .zero || isOutputOver { return false }
      receive(milliseconds: min(100, Int32(rest / .milliseconds(1)) + 1))
    }
  }

  /// Reads output until the screen shows `text` on one row.
  public func waitForText(_ text: String, timeout: Duration = patience) -> Bool {
    waitFor(timeout: timeout) { $0.contains(text) }
  }

  /// Reads output until the program has written `bytes`, which may be an escape sequence.
  public func waitForOutput(_ bytes: String, timeout: Duration = patience) -> Bool {
    waitFor(timeout: timeout) { _ in hasWritten(bytes) }
  }

  /// Whether the program has written `bytes` so far.
  public func hasWritten(_ bytes: String) -> Bool {
    let wanted = Array(bytes.utf8)
    guard let first = wanted.first, transcript.count >= wanted.count else { return wanted.isEmpty }
    return (0...transcript.count - wanted.count).contains { start in
      transcript[start] == first && transcript[start..<start + wanted.count].elementsEqual(wanted)
    }
  }

  /// Reads output until the program ended; nil when it still runs after `timeout`.
  public func waitForExit(timeout: Duration = patience) -> ExitStatus? {
    let deadline = ContinuousClock.now + timeout
    while exitStatus == nil {
      reap()
      if exitStatus != nil || ContinuousClock.now >= deadline { break }
      receive(milliseconds: 10)
    }
    while !isOutputOver, receive(milliseconds: 0) {}
    return exitStatus
  }

  private func reap() {
    var exited: Int32 = 0
    var signalled: Int32 = 0
    guard pseudo_terminal_reap(processIdentifier, &exited, &signalled) != 0 else { return }
    exitStatus = signalled != 0 ? .signalled(signalled) : .exited(exited)
  }

  /// Waits for output and takes what is there. False when nothing came.
  @discardableResult
  private func receive(milliseconds: Int32) -> Bool {
    guard let bytes = readAvailable(milliseconds: milliseconds) else { return false }
    transcript += bytes
    screen.write(bytes)
    return true
  }

  /// Waits for output and reads what is there; nil when nothing came.
  private func readAvailable(milliseconds: Int32) -> [UInt8]? {
    // After the end the descriptor is left out, and the call just waits.
    var state = pollfd(fd: isOutputOver ? -1 : descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&state, 1, milliseconds) > 0 else { return nil }
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = read(descriptor, &buffer, buffer.count)
    if count > 0 { return Array(buffer[..<count]) }
    // Linux reports the end as EIO, after the last process closed the terminal.
    if count == 0 || (errno != EAGAIN && errno != EINTR) { isOutputOver = true }
    return nil
  }

  // MARK: Measuring

  /// What the program wrote in answer to something.
  public struct Response: Sendable {
    /// From the call to the arrival of the last byte.
    public var latency: Duration
    public var bytes: Int
  }

  /// Types `keys` and takes the answer, which is over when nothing has come for `quiet`. The screen is
  /// brought up to date afterwards, so that interpreting the bytes does not count.
  ///
  /// - Returns: nil when nothing came within `timeout`.
  public func respond(
    to keys: String, quiet: Duration = .milliseconds(30), timeout: Duration = .seconds(20)
  ) -> Response? {
    while receive(milliseconds: 0) {}
    var answer: [UInt8] = []
    let start = ContinuousClock.now
    var last = start
    send(keys)
    while true {
      let now = ContinuousClock.now
      let limit = answer.isEmpty ? start + timeout : last + quiet
      if now >= limit { break }
      guard let bytes = readAvailable(milliseconds: Int32(now.duration(to: limit) / .milliseconds(1)) + 1)
      else { continue }
      last = .now
      answer += bytes
    }
    transcript += answer
    screen.write(answer)
    return answer.isEmpty ? nil : Response(latency: start.duration(to: last), bytes: answer.count)
  }

  // MARK: Starting

  private static func variables(_ environment: [String: String]) -> [String] {
    var variables = ["LANG": "C.UTF-8", "TERM": "xterm-256color"]
    for name in ["PATH", "HOME", "LD_LIBRARY_PATH"] {
      if let value = getenv(name) { variables[name] = String(cString: value) }
    }
    variables.merge(environment) { $1 }
    return variables.map { "\($0.key)=\($0.value)" }.sorted()
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeBufferPointer { body($0.baseAddress!) }
  }

  private static func signal(_ process: pid_t, _ number: Int32) {
    #if canImport(Darwin)
      _ = Darwin.kill(process, number)
    #else
      _ = Glibc.kill(process, number)
    #endif
  }
}
