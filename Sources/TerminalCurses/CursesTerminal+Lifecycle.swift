import CNcursesw
import CTerminalGuard
import TerminalCore

extension CursesTerminal {
  static let pasteOn = "\u{1b}[?2004h"
  private static let pasteOff = "\u{1b}[?2004l"
  // Presses and the wheel; moves with a button down; numbers instead of bytes, for wide screens. Apart,
  // because some terminals read only the first number of a sequence.
  private static let mouseOn = "\u{1b}[?1000h\u{1b}[?1002h\u{1b}[?1006h"
  private static let mouseOff = "\u{1b}[?1006l\u{1b}[?1002l\u{1b}[?1000l"

  /// Whether clicks, drags and the wheel come as events. The change is immediate.
  public func setMouse(enabled: Bool) {
    guard isOpen, enabled != isMouseEnabled else { return }
    isMouseEnabled = enabled
    write(enabled ? Self.mouseOn : Self.mouseOff)
  }

  /// Leaves the screen while `body` runs; standard error is the real one meanwhile. Keys that were typed
  /// but not read are dropped on return.
  public func withTerminalReleased<Result>(_ body: () throws -> Result) rethrows -> Result {
    guard isOpen else { return try body() }
    release()
    defer { take() }
    return try body()
  }

  /// Stops the process group as Ctrl-Z would; the next wait gives `.resumed`. Nothing without a guard.
  public func suspend() {
    guard isOpen, isGuarded else { return }
    release()
    terminal_guard_stop_process()
    take()
    isResumePending = true
  }

  /// Gives the terminal back, with the signal handlers and standard error. Harmless when called twice.
  public func close() {
    guard isOpen else { return }
    isResumePending = false
    setMouse(enabled: false)
    isOpen = false
    write(Self.pasteOff)
    curs_set(1)
    endwin()
    delwin(inputPad)
    if isGuarded { terminal_guard_remove() }
    delscreen(screen)
  }

  /// Takes the modes again after another program, or a shell, set its own.
  func retake() {
    take()
    isResumePending = true
  }

  private func release() {
    def_prog_mode()
    write(Self.pasteOff)
    if isMouseEnabled { write(Self.mouseOff) }
    endwin()
    if isGuarded { terminal_guard_release() }
  }

  private func take() {
    if isGuarded { terminal_guard_arm() }
    reset_prog_mode()
    // What was typed for the other program, or while it ended, is not meant for this one.
    flushinp()
    clearok(window, true)
    wrefresh(window)
    isCursorShown = nil
    write(Self.pasteOn)
    if isMouseEnabled { write(Self.mouseOn) }
    writer.invalidate()
    if isGuarded {
      // The SIGCONT that woke the process has been answered; a new size is still to come.
      terminal_guard_take_continue()
      terminal_guard_take_stop()
    }
  }
}
