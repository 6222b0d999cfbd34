import TerminalCore

/// A colour as a terminal was told to show it.
public enum ScreenColor: Hashable, Sendable, CustomStringConvertible {
  /// The terminal's own.
  case standard
  /// One of the 256.
  case palette(UInt8)
  /// A true colour.
  case rgb(UInt8, UInt8, UInt8)

  /// `-`, the palette number, or `#rrggbb`.
  public var description: String {
    switch self {
    case .standard: return "-"
    case .palette(let index): return String(index)
    case .rgb(let red, let green, let blue): return "#" + [red, green, blue].map(Self.hex).joined()
    }
  }

  private static func hex(_ value: UInt8) -> String {
    let digits = String(value, radix: 16)
    return digits.count == 1 ? "0" + digits : digits
  }

  init(_ color: Color) {
    switch color {
    case .terminalDefault: self = .standard
    case .ansi(let index), .indexed(let index): self = .palette(index)
    case .rgb(let red, let green, let blue): self = .rgb(red, green, blue)
    }
  }
}
