import CPseudoTerminal

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A pseudo-terminal without a program: the test holds both ends, to drive a device within its process.
public final class TerminalPair {
  /// The end the device under test reads and writes.
  public let terminal: Int32
  private let controller: Int32
  private var isHungUp = false

  /// - Throws: `PseudoTerminal.SpawnError`.
  public init(rows: Int = 24, columns: Int = 80) throws {
    var controller: Int32 = -1
    var terminal: Int32 = -1
    let problem = pseudo_terminal_open(Int32(rows), Int32(columns), &controller, &terminal)
    guard problem == 0 else { throw PseudoTerminal.SpawnError(code: problem) }
    self.controller = controller
    self.terminal = terminal
  }

  deinit {
    hangUp()
    close(terminal)
  }

  /// Types `keys`. Short texts only: the kernel's buffer holds a few kilobytes.
  public func send(_ keys: String) { send(bytes: Array(keys.utf8)) }

  /// Types `bytes` as they are.
  public func send(bytes: [UInt8]) {
    _ = bytes.withUnsafeBytes { write(controller, $0.baseAddress, $0.count) }
  }

  /// What the device has written since the last call.
  public func output() -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(controller, &buffer, buffer.count)
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }

  /// Changes the size. The process is told with `kill(getpid(), SIGWINCH)` by the caller, because this
  /// terminal controls no process.
  public func resize(rows: Int, columns: Int) {
    _ = pseudo_terminal_resize(controller, Int32(rows), Int32(columns))
  }

  /// Closes the person's end, as a closed window does.
  public func hangUp() {
    guard !isHungUp else { return }
    isHungUp = true
    close(controller)
  }
}
