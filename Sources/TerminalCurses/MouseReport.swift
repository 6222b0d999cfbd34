import TerminalCore

/// A mouse report as it comes in, byte by byte.
///
/// Read here and not by curses, which joins a press and a release that arrive together into a "click",
/// returns queued events newest first, and knows only the old form on some terminals, which ends at
/// column 223.
struct MouseReport {
  /// What a byte did to the report.
  enum Progress: Equatable {
    case incomplete
    /// Complete; nil for what means nothing here: other buttons, moves without a button.
    case complete(MouseEvent?)
    case broken
  }

  /// Whether the old form follows, three bytes, instead of numbers (xterm's mode 1006).
  let isLegacy: Bool
  private var numbers: [Int] = [0]
  private var count = 0

  init(isLegacy: Bool) { self.isLegacy = isLegacy }

  mutating func add(_ byte: UInt8) -> Progress {
    count += 1
    if count > 24 { return .broken }
    return isLegacy ? addLegacy(byte) : addNumeric(byte)
  }

  private mutating func addNumeric(_ byte: UInt8) -> Progress {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      let last = numbers.count - 1
      numbers[last] = min(99_999, numbers[last] * 10 + Int(byte - UInt8(ascii: "0")))
      return .incomplete
    case UInt8(ascii: ";"):
      numbers.append(0)
      return .incomplete
    case UInt8(ascii: "M"), UInt8(ascii: "m"):
      guard numbers.count == 3 else { return .broken }
      return .complete(event(code: numbers[0], isRelease: byte == UInt8(ascii: "m")))
    default: return .broken
    }
  }

  private mutating func addLegacy(_ byte: UInt8) -> Progress {
    if count > 1 { numbers.append(0) }
    numbers[count - 1] = max(0, Int(byte) - 32)
    guard count == 3 else { return .incomplete }
    return .complete(event(code: numbers[0], isRelease: numbers[0] & 0b11 == 3 && numbers[0] & 64 == 0))
  }

  /// xterm's button code: 1 and 2 the button, 4 to 16 modifiers, 32 a move, 64 the wheel.
  private func event(code: Int, isRelease: Bool) -> MouseEvent? {
    guard numbers[1] > 0, numbers[2] > 0 else { return nil }
    let point = Point(row: numbers[2] - 1, column: numbers[1] - 1)
    let button = code & 0b11
    if code & 128 != 0 { return nil }
    if code & 64 != 0 {
      guard !isRelease, button < 2 else { return nil }
      return MouseEvent(kind: button == 0 ? .wheelUp : .wheelDown, at: point)
    }
    if isRelease { return isLegacy || button == 0 ? MouseEvent(kind: .release, at: point) : nil }
    guard button == 0 else { return nil }
    return MouseEvent(kind: code & 32 != 0 ? .drag : .press, at: point)
  }
}
