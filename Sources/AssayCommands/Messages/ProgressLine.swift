import TerminalCore

/// One line on the standard error that is written over and over; nothing when that is no terminal.
final class ProgressLine {
  private let isShown: Bool
  private var last = ContinuousClock.now - .seconds(1)
  private var isDrawn = false

  init(isShown: Bool) { self.isShown = isShown && Console.isTerminal(2) }

  /// Draws the line that `text` gives, ten times a second at most.
  func update(_ text: () -> String) {
    guard isShown else { return }
    let now = ContinuousClock.now
    guard now - last >= .milliseconds(100) else { return }
    last = now
    isDrawn = true
    // To the line's start, the text cut to the width, and what was there before erased.
    Console.write("\r" + DisplayText.truncate(text(), to: (Console.columns(2) ?? 80) - 1) + "\u{1B}[K", to: 2)
  }

  /// Takes the line away.
  func finish() {
    if isDrawn { Console.write("\r\u{1B}[K", to: 2) }
    isDrawn = false
  }
}
