import CNcursesw
import TerminalCore

/// What the numbers mean that curses gives for keys. Made once per screen, because the numbers of
/// modified keys differ from terminal to terminal.
struct KeyCodes {
  static let pasteStart: Int32 = 0o3000
  static let pasteEnd: Int32 = 0o3001
  static let mouseStart: Int32 = 0o3002
  static let legacyMouseStart: Int32 = 0o3003
  private static let firstOwnCode: Int32 = 0o3004

  private var chords: [Int32: KeyChord] = KeyCodes.fixed

  /// After `newterm`. Tells curses the sequences that its entry for this terminal lacks: a sequence it
  /// does not know would arrive letter by letter.
  init() {
    define_key("\u{1b}[200~", Self.pasteStart)
    define_key("\u{1b}[201~", Self.pasteEnd)
    // One of them is curses' own KEY_MOUSE otherwise.
    define_key("\u{1b}[<", Self.mouseStart)
    define_key("\u{1b}[M", Self.legacyMouseStart)
    learnExtendedCapabilities()
    defineCommonSequences()
  }

  func chord(for code: Int32) -> KeyChord? { chords[code] }

  // MARK: Capabilities

  private typealias Key = KeyChord.Key

  private static let extended: [(name: String, key: Key)] = [
    ("kUP", .up), ("kDN", .down), ("kLFT", .left), ("kRIT", .right), ("kHOM", .home), ("kEND", .end),
    ("kNXT", .pageDown), ("kPRV", .pageUp), ("kDC", .delete), ("kIC", .insert),
  ]

  /// xterm's numbering: one more than the sum of shift 1, alt 2, control 4.
  private static func modifiers(_ number: Int) -> KeyChord.Modifiers {
    var modifiers: KeyChord.Modifiers = []
    if (number - 1) & 1 != 0 { modifiers.insert(.shift) }
    if (number - 1) & 2 != 0 { modifiers.insert(.alt) }
    if (number - 1) & 4 != 0 { modifiers.insert(.control) }
    return modifiers
  }

  private mutating func learnExtendedCapabilities() {
    for (name, key) in Self.extended {
      for number in 2...8 {
        let capability = number == 2 ? name : name + String(number)
        guard let sequence = tigetstr(capability), Int(bitPattern: sequence) != -1 else { continue }
        let code = key_defined(sequence)
        if code > 0 { chords[code] = KeyChord(key, modifiers: Self.modifiers(number)) }
      }
    }
  }

  // MARK: Sequences

  private mutating func defineCommonSequences() {
    var code = Self.firstOwnCode
    for (sequence, chord) in Self.commonSequences() {
      // Greater than zero: known. Below: the beginning of a known one.
      guard key_defined(sequence) == 0 else { continue }
      define_key(sequence, code)
      chords[code] = chord
      code += 1
    }
  }

  private static func commonSequences() -> [(String, KeyChord)] {
    var sequences: [(String, KeyChord)] = []
    let letters: [(String, Key)] = [
      ("A", .up), ("B", .down), ("C", .right), ("D", .left), ("H", .home), ("F", .end),
      ("P", .function(1)), ("Q", .function(2)), ("R", .function(3)), ("S", .function(4)),
    ]
    for (letter, key) in letters {
      if case .function = key {} else { sequences.append(("\u{1b}[" + letter, KeyChord(key))) }
      sequences.append(("\u{1b}O" + letter, KeyChord(key)))
      for number in 2...8 {
        sequences.append(("\u{1b}[1;\(number)\(letter)", KeyChord(key, modifiers: modifiers(number))))
      }
    }
    let numbered: [(Int, Key)] = [
      (1, .home), (2, .insert), (3, .delete), (4, .end), (5, .pageUp), (6, .pageDown), (7, .home), (8, .end),
      (11, .function(1)), (12, .function(2)), (13, .function(3)), (14, .function(4)), (15, .function(5)),
      (17, .function(6)), (18, .function(7)), (19, .function(8)), (20, .function(9)), (21, .function(10)),
      (23, .function(11)), (24, .function(12)),
    ]
    for (value, key) in numbered {
      sequences.append(("\u{1b}[\(value)~", KeyChord(key)))
      for number in 2...8 {
        sequences.append(("\u{1b}[\(value);\(number)~", KeyChord(key, modifiers: modifiers(number))))
      }
    }
    sequences.append(("\u{1b}[Z", KeyChord(.tab, modifiers: .shift)))
    sequences.append(("\u{1b}OM", KeyChord(.enter)))
    return sequences
  }

  // MARK: Fixed codes

  private static let fixed: [Int32: KeyChord] = {
    var chords: [Int32: KeyChord] = [
      KEY_UP: KeyChord(.up), KEY_DOWN: KeyChord(.down), KEY_LEFT: KeyChord(.left),
      KEY_RIGHT: KeyChord(.right), KEY_HOME: KeyChord(.home), KEY_END: KeyChord(.end),
      KEY_LL: KeyChord(.end), KEY_FIND: KeyChord(.home), KEY_SELECT: KeyChord(.end),
      KEY_PPAGE: KeyChord(.pageUp), KEY_NPAGE: KeyChord(.pageDown),
      KEY_A1: KeyChord(.home), KEY_A3: KeyChord(.pageUp), KEY_C1: KeyChord(.end), KEY_C3: KeyChord(.pageDown),
      KEY_DC: KeyChord(.delete), KEY_IC: KeyChord(.insert), KEY_BACKSPACE: KeyChord(.backspace),
      KEY_ENTER: KeyChord(.enter), KEY_BTAB: KeyChord(.tab, modifiers: .shift),
      KEY_SR: KeyChord(.up, modifiers: .shift), KEY_SF: KeyChord(.down, modifiers: .shift),
      KEY_SLEFT: KeyChord(.left, modifiers: .shift), KEY_SRIGHT: KeyChord(.right, modifiers: .shift),
      KEY_SHOME: KeyChord(.home, modifiers: .shift), KEY_SEND: KeyChord(.end, modifiers: .shift),
      KEY_SPREVIOUS: KeyChord(.pageUp, modifiers: .shift), KEY_SNEXT: KeyChord(.pageDown, modifiers: .shift),
      KEY_SDC: KeyChord(.delete, modifiers: .shift), KEY_SIC: KeyChord(.insert, modifiers: .shift),
    ]
    // terminfo counts on: F13 is Shift-F1, F25 Control-F1, F37 both, F49 Alt-F1.
    let groups: [KeyChord.Modifiers] = [[], .shift, .control, [.control, .shift], .alt, [.alt, .shift]]
    for number in 1...63 {
      chords[KEY_F0 + Int32(number)] = KeyChord(
        .function((number - 1) % 12 + 1), modifiers: groups[(number - 1) / 12])
    }
    return chords
  }()
}
