import Foundation

/// Keys from the terminal as they are pressed, without Enter.
enum TerminalKeys {
  /// Turns off lines and echo of the standard input while `body` runs; its argument waits for the next byte, nil at
  /// the end of the input. Ctrl-C is a key here (3), so that no signal leaves the terminal in this state.
  static func withSingleKeys<Result>(_ body: (() -> UInt8?) -> Result) -> Result {
    var before = termios()
    let isTerminal = tcgetattr(0, &before) == 0
    if isTerminal {
      var keys = before
      keys.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
      tcsetattr(0, TCSADRAIN, &keys)
    }
    defer { if isTerminal { tcsetattr(0, TCSADRAIN, &before) } }
    return body {
      var byte: UInt8 = 0
      while true {
        let count = read(0, &byte, 1)
        if count == 1 { return byte }
        if count < 0, errno == EINTR || errno == EAGAIN { continue }
        return nil
      }
    }
  }
}
