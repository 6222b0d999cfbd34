import Testing

@testable import TerminalCore

struct KeyTextTests {
  @Test(arguments: [
    ("a", KeyChord(.character("a"))), ("A", KeyChord(.character("A"))),
    ("ctrl+r", KeyChord(.character("r"), modifiers: .control)),
    ("Ctrl+R", KeyChord(.character("r"), modifiers: .control)),
    ("shift+tab", KeyChord(.tab, modifiers: .shift)),
    ("alt+x", KeyChord(.character("x"), modifiers: .alt)),
    ("alt+X", KeyChord(.character("X"), modifiers: .alt)),
    ("space", KeyChord(.character(" "))), ("enter", KeyChord(.enter)), ("Return", KeyChord(.enter)),
    ("esc", KeyChord(.escape)), ("pgdn", KeyChord(.pageDown)), ("f12", KeyChord(.function(12))),
    ("+", KeyChord(.character("+"))),
    ("ctrl++", KeyChord(.character("+"), modifiers: .control)), ("shift+a", KeyChord(.character("A"))),
    ("ctrl+alt+left", KeyChord(.left, modifiers: [.control, .alt])), ("é", KeyChord(.character("é"))),
    ("日", KeyChord(.character("日"))), ("/", KeyChord(.character("/"))),
    ("ctrl+space", KeyChord(.character(" "), modifiers: .control)),
  ])
  func reads(_ text: String, _ chord: KeyChord) {
    #expect(KeyChord(parsing: text) == chord)
    #expect(KeyChord(parsing: chord.description) == chord)
  }

  @Test(arguments: [
    "", " ", "ab", "ctrl+", "ctrl", "foo+a", "ctrl+ctrl+a", "f0", "f64", "f01", "f+1", "ctrl+shift+a",
    "shift+1", "a+b",
    "\u{1b}", "\n", "\u{200b}", "++a", "alt++a", "pageupp", "\u{202e}",
  ])
  func refuses(_ text: String) {
    #expect(KeyChord(parsing: text) == nil)
  }

  @Test func everyKeyComesBack() {
    var keys: [KeyChord.Key] = [
      .enter, .escape, .tab, .backspace, .delete, .insert, .up, .down, .left, .right, .home, .end, .pageUp,
      .pageDown,
    ]
    keys += (1...24).map { .function($0) }
    for key in keys {
      for raw in UInt8(0)..<8 {
        let chord = KeyChord(key, modifiers: .init(rawValue: raw))
        #expect(KeyChord(parsing: chord.description) == chord)
      }
    }
    for value in UInt8(0x21)..<0x7F {
      let character = Character(Unicode.Scalar(value))
      #expect(KeyChord(parsing: String(character)) == KeyChord(.character(character)))
      #expect(KeyChord(parsing: "alt+\(character)") == KeyChord(.character(character), modifiers: .alt))
    }
  }

  @Test(arguments: [
    ("ctrl+r", "^R"), ("shift+tab", "Shift-Tab"), ("alt+x", "Alt-x"), ("space", "Space"),
    ("pagedown", "PgDn"),
    ("ctrl+space", "^Space"), ("a", "a"), ("G", "G"), ("f1", "F1"), ("ctrl+alt+x", "Alt-^X"),
    ("enter", "Enter"),
  ])
  func shortForms(_ text: String, _ short: String) {
    #expect(KeyChord(parsing: text)?.shortDescription == short)
  }

  @Test func sequences() {
    let sequence = KeySequence(parsing: " g  ctrl+x space ")
    #expect(sequence?.chords.count == 3)
    #expect(sequence?.description == "g ctrl+x space")
    #expect(sequence?.shortDescription == "g ^X Space")
    #expect(KeySequence(parsing: "") == nil)
    #expect(KeySequence(parsing: "g nokey") == nil)
    #expect(KeySequence([]) == nil)
  }
}
