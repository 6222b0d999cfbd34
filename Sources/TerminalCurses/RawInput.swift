import TerminalCore

/// One thing curses read: a byte it knows no meaning for, or a sequence it recognised.
enum RawInput: Equatable {
  case byte(UInt8)
  case key(KeyChord)
  case pasteStart
  case pasteEnd
  /// The beginning of a mouse report; the rest follows as bytes.
  case mouseStart(isLegacy: Bool)
  case resize(Size)
}
