import TerminalCore
import TerminalWidgets
import Testing

struct TextInputTests {
  private func press(_ keys: String, in input: inout TextInput) throws {
    for chord in try #require(KeySequence(parsing: keys)).chords {
      #expect(input.handle(chord) == true, "\(chord)")
    }
  }

  @Test(arguments: [
    ("backspace", "one tw", 6), ("left left delete", "one to", 5), ("home x", "xone two", 1),
    ("ctrl+w", "one ", 4), ("ctrl+w ctrl+w", "", 0), ("ctrl+u", "", 0), ("home ctrl+k", "", 0),
    ("left left ctrl+u", "wo", 0), ("left left ctrl+k", "one t", 5), ("ctrl+a ctrl+d ctrl+e !", "ne two!", 7),
    ("home left backspace", "one two", 0), ("right delete", "one two", 7), ("alt+b é", "one étwo", 5),
    ("ctrl+left ctrl+left alt+f space", "one  two", 4), ("left ctrl+h", "one to", 5),
  ])
  func edits(_ keys: String, _ text: String, _ cursor: Int) throws {
    var input = TextInput(text: "one two")
    try press(keys, in: &input)
    #expect(input.text == text)
    #expect(input.cursor == cursor)
  }

  @Test func leavesOtherKeysAlone() {
    var input = TextInput(text: "x")
    for chord in [
      KeyChord(.enter), KeyChord(.escape), KeyChord(.up), KeyChord(.tab), KeyChord(.function(1)),
      KeyChord(.character("r"), modifiers: .control), KeyChord(.character("x"), modifiers: .alt),
    ] {
      #expect(input.handle(chord) == false)
    }
    #expect(input == TextInput(text: "x"))
  }

  @Test func pastedTextIsOneLine() {
    var input = TextInput(text: "ab")
    _ = input.handle(KeyChord(.left))
    input.insert("1\r\n2\t3\u{1b}[2J\u{7}\u{9b}")
    #expect(input.text == "a1 2 3[2Jb")
    #expect(input.cursor == 9)
  }

  @Test func combiningCharactersJoin() {
    var input = TextInput(text: "ex")
    _ = input.handle(KeyChord(.left))
    input.insert("\u{301}")
    #expect(input.text == "e\u{301}x")
    #expect(input.cursor == 1)
    _ = input.handle(KeyChord(.backspace))
    #expect(input.text == "x")
  }

  @Test func history() {
    var input = TextInput(text: "mine")
    let history = ["old", "new"]
    #expect(input.recall(history, older: false) == false)
    #expect(input.recall(history, older: true) && input.text == "new")
    #expect(input.recall(history, older: true) && input.text == "old")
    #expect(!input.recall(history, older: true) && input.text == "old")
    #expect(input.recall(history, older: false) && input.recall(history, older: false))
    #expect(input.text == "mine")
  }

  @Test func scrollsToTheCursor() {
    var grid = Grid(size: Size(rows: 1, columns: 6))
    var input = TextInput(text: "日本語xyz")
    #expect(input.draw(in: Rect(grid.size), style: .plain, into: &grid) == Point(row: 0, column: 5))
    #expect(grid.text(row: 0) == "語xyz ")
    for _ in 0..<6 { _ = input.handle(KeyChord(.left)) }
    #expect(input.draw(in: Rect(grid.size), style: .plain, into: &grid) == Point(row: 0, column: 0))
    #expect(grid.text(row: 0) == "日本語")
  }

  @Test func cursorIsInsideWhateverTheText() {
    for text in ["", "abc", "日本語", "\u{202e}x", "👨‍👩‍👧🇩🇪क्षि", "\u{301}", "a\u{200b}\u{e0041}"] {
      for width in 0...9 {
        var input = TextInput(text: text)
        for _ in 0...text.count {
          var grid = Grid(size: Size(rows: 2, columns: 12))
          let rect = Rect(row: 1, column: 2, height: 1, width: width)
          let point = input.draw(in: rect, style: .plain, into: &grid)
          #expect(point.map(rect.contains) ?? rect.isEmpty)
          #expect(grid.text(row: 1).hasPrefix("  "))
          _ = input.handle(KeyChord(.left))
        }
      }
    }
  }
}
