/// One key with what was held down with it.
public struct KeyChord: Hashable, Sendable {
  public enum Key: Hashable, Sendable {
    case character(Character)
    case enter, escape, tab, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    case function(Int)
  }

  public struct Modifiers: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let control = Modifiers(rawValue: 1)
    public static let alt = Modifiers(rawValue: 2)
    /// Only with keys that are no characters: a capital letter is its own character.
    public static let shift = Modifiers(rawValue: 4)
  }

  public var key: Key
  public var modifiers: Modifiers

  public init(_ key: Key, modifiers: Modifiers = []) {
    self.key = key
    self.modifiers = modifiers
  }
}

/// A press, release or turn of the wheel.
public struct MouseEvent: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case press, release, drag, doubleClick, wheelUp, wheelDown
  }
  public var kind: Kind
  public var at: Point
  public init(kind: Kind, at: Point) {
    self.kind = kind
    self.at = at
  }
}

/// What comes from the terminal.
public enum InputEvent: Hashable, Sendable {
  case key(KeyChord)
  case paste(String)
  case mouse(MouseEvent)
  case resize(Size)
  /// The process came back after a suspension (`fg`): everything has to be drawn again.
  case resumed
  /// SIGTERM, SIGHUP or a lost terminal: save and leave.
  case terminate(signal: Int32)
}
