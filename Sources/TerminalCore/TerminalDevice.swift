/// How many colours the terminal shows.
public enum ColorDepth: Int, Comparable, Sendable, CaseIterable {
  case none = 0
  case sixteen = 16
  case palette = 256
  case trueColor = 16_777_216
  public static func < (left: ColorDepth, right: ColorDepth) -> Bool { left.rawValue < right.rawValue }
}

/// A terminal: takes finished grids, gives input. One thread owns it.
public protocol TerminalDevice: AnyObject {
  var size: Size { get }
  var colorDepth: ColorDepth { get }
  /// Shows `grid`, writing only what differs from the last one; `cursor` nil hides the cursor.
  func present(_ grid: Grid, cursor: Point?)
  /// Waits for input, a signal, a byte on `wakeDescriptor`, or the time-out (nil: for ever), and
  /// returns all events at hand (none on a wake or time-out). Bytes on `wakeDescriptor` are drained.
  func waitForEvents(timeoutMilliseconds: Int?, wakeDescriptor: Int32?) -> [InputEvent]
  /// Forgets what the screen shows, so that the next `present` writes all of it.
  func invalidate()
  /// Gives the terminal back while `body` runs (an editor), then takes it again.
  func withTerminalReleased<Result>(_ body: () throws -> Result) rethrows -> Result
  /// Stops the process as Ctrl-Z would; returns when it is continued.
  func suspend()
  func setMouse(enabled: Bool)
  /// Restores the terminal. Harmless when called twice.
  func close()
}
