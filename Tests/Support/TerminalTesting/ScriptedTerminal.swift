import TerminalCore

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A terminal for tests: plays a script of input and keeps every grid it was shown.
///
/// When the script is over, a wait with a wake descriptor really waits for it (background work ends that
/// way), at most `idleLimit`; a wait without one, or one that nobody wakes, gives `.terminate`, so that
/// a loop under test ends.
public final class ScriptedTerminal: TerminalDevice {
  /// One grid as it was presented.
  public struct Frame: Equatable, Sendable {
    /// What was shown.
    public var grid: Grid
    /// Where the cursor was; nil when hidden.
    public var cursor: Point?
  }

  /// The size it claims; follows the script's `.resize` events.
  public private(set) var size: Size
  /// The number of colours it claims.
  public let colorDepth: ColorDepth
  /// Everything that was presented, oldest first.
  public private(set) var frames: [Frame] = []
  /// How often `invalidate` was called.
  public private(set) var invalidations = 0
  /// How often the terminal was given away.
  public private(set) var releases = 0
  /// How often `suspend` was called; each gives a `.resumed` at the next wait.
  public private(set) var suspensions = 0
  /// What `setMouse` last said.
  public private(set) var isMouseEnabled = true
  /// Whether `close` was called.
  public private(set) var isClosed = false
  /// The longest real wait for a wake, in milliseconds, after the script's end.
  public var idleLimit = 5000
  /// Called before each wait with the last frame; may queue more input.
  public var beforeWait: ((ScriptedTerminal) -> Void)?

  private var script: [[InputEvent]]
  private var isResumePending = false

  /// - Parameter script: batches of events; each wait takes one. A `.resize` also changes `size`.
  public init(
    size: Size = Size(rows: 24, columns: 80), colorDepth: ColorDepth = .palette, script: [[InputEvent]] = []
  ) {
    self.size = size
    self.colorDepth = colorDepth
    self.script = script
  }

  // MARK: The test's side

  /// Adds events that one wait will return together.
  public func feed(_ events: InputEvent...) { script.append(events) }

  /// Adds key presses, each a wait of its own.
  public func type(_ text: String) {
    for character in text { script.append([.key(KeyChord(.character(character)))]) }
  }

  /// The last grid presented.
  public var lastGrid: Grid? { frames.last?.grid }
  /// The text of the last frame, blanks at the lines' ends cut off; empty before the first.
  public var lastText: String { lastGrid?.goldenText ?? "" }

  // MARK: TerminalDevice

  /// Keeps the frame.
  public func present(_ grid: Grid, cursor: Point?) { frames.append(Frame(grid: grid, cursor: cursor)) }

  /// Takes the next batch of the script.
  public func waitForEvents(timeoutMilliseconds: Int?, wakeDescriptor: Int32?) -> [InputEvent] {
    beforeWait?(self)
    if isResumePending {
      isResumePending = false
      return [.resumed]
    }
    if !script.isEmpty {
      if let wakeDescriptor { _ = drain(wakeDescriptor, milliseconds: 0) }
      return take(script.removeFirst())
    }
    guard let wakeDescriptor else { return [.terminate(signal: SIGTERM)] }
    let limit = min(timeoutMilliseconds ?? idleLimit, idleLimit)
    if drain(wakeDescriptor, milliseconds: limit) { return [] }
    let isGivenUp = timeoutMilliseconds.map { $0 > idleLimit } ?? true
    return isGivenUp ? [.terminate(signal: SIGTERM)] : []
  }

  /// Counts.
  public func invalidate() { invalidations += 1 }

  /// Counts, and runs `body`.
  public func withTerminalReleased<Result>(_ body: () throws -> Result) rethrows -> Result {
    releases += 1
    return try body()
  }

  /// Counts; the next wait gives `.resumed`.
  public func suspend() {
    suspensions += 1
    isResumePending = true
  }

  /// Remembers the choice.
  public func setMouse(enabled: Bool) { isMouseEnabled = enabled }

  /// Remembers that it was called.
  public func close() { isClosed = true }

  // MARK: Waiting

  private func take(_ events: [InputEvent]) -> [InputEvent] {
    for case .resize(let size) in events { self.size = size }
    return events
  }

  private func drain(_ descriptor: Int32, milliseconds: Int) -> Bool {
    var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    var buffer = [UInt8](repeating: 0, count: 512)
    var limit = Int32(clamping: milliseconds)
    var isWoken = false
    while poll(&state, 1, limit) > 0, state.revents & Int16(POLLIN) != 0 {
      guard read(descriptor, &buffer, buffer.count) > 0 else { break }
      isWoken = true
      limit = 0
    }
    return isWoken
  }
}
