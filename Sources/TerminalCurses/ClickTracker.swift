import TerminalCore

/// Finds double clicks: two presses in the same cell within 400 ms.
struct ClickTracker {
  /// The longest time between the presses, in milliseconds.
  static let interval = 400

  private var lastPress: (at: Point, milliseconds: Int)?

  /// What a press at `point` is, `milliseconds` after any fixed moment. A third press starts anew.
  mutating func kindOfPress(at point: Point, milliseconds: Int) -> MouseEvent.Kind {
    if let last = lastPress, last.at == point, milliseconds - last.milliseconds <= Self.interval {
      lastPress = nil
      return .doubleClick
    }
    lastPress = (point, milliseconds)
    return .press
  }
}
