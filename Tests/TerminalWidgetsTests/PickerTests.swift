import TerminalCore
import TerminalWidgets
import Testing

struct PickerTests {
  private let labels = ["card arrival", "card linking", "exchange rate", "lost card", "Cash", "discard"]

  private func typed(_ text: String, into picker: inout Picker) {
    for character in text { #expect(picker.handle(KeyChord(.character(character))) == .changed) }
  }

  @Test func ranksMatches() {
    var picker = Picker(title: "Label", items: labels)
    typed("card", into: &picker)
    #expect(picker.matches.map { labels[$0] } == ["card arrival", "card linking", "lost card", "discard"])
    picker = Picker(title: "Label", items: labels)
    typed("CA", into: &picker)
    #expect(
      picker.matches.map { labels[$0] } == [
        "card arrival", "card linking", "Cash", "lost card", "discard", "exchange rate",
      ])
  }

  @Test func choosesAndCancels() {
    var picker = Picker(title: "Label", items: labels)
    #expect(picker.handle(KeyChord(.down)) == .changed)
    #expect(picker.handle(KeyChord(.enter)) == .chosen(1))
    #expect(picker.handle(KeyChord(.character("4"))) == .chosen(3))
    #expect(picker.handle(KeyChord(.character("0"))) == .changed, "there is no tenth item: it is typed")
    #expect(picker.query.text == "0")
    #expect(picker.handle(KeyChord(.enter)) == .ignored, "nothing fits")
    #expect(picker.handle(KeyChord(.backspace)) == .changed)
    #expect(picker.matches.count == labels.count)
    #expect(picker.handle(KeyChord(.escape)) == .cancelled)
    #expect(picker.handle(KeyChord(.character("c"), modifiers: .control)) == .cancelled)
    #expect(picker.handle(KeyChord(.function(5))) == .ignored)
  }

  @Test func theTenthHasZero() {
    var picker = Picker(title: "", items: (1...12).map(String.init))
    #expect(picker.handle(KeyChord(.character("0"))) == .chosen(9))
    typed("a", into: &picker)
    #expect(picker.handle(KeyChord(.character("1"))) == .changed)
    #expect(picker.query.text == "a1")
  }

  @Test func selectionStaysInside() {
    var picker = Picker(title: "", items: labels, selected: 99)
    #expect(picker.selection == 5)
    _ = picker.handle(KeyChord(.pageUp))
    #expect(picker.selection == 0)
    picker = Picker(title: "", items: [])
    #expect(picker.handle(KeyChord(.down)) == .changed)
    #expect(picker.handle(KeyChord(.enter)) == .ignored)
  }

  @Test func looks() {
    var grid = Grid(size: Size(rows: 7, columns: 32))
    let styles = PopupStyles(border: .plain, title: .plain, text: .plain, dim: .plain, selection: .plain)
    let picker = Picker(title: "Label", items: ["card\n arrival", "日本"], details: ["12"])
    let cursor = picker.draw(in: Rect(grid.size), styles: styles, lines: .ascii, into: &grid)
    #expect(cursor == Point(row: 2, column: 8))
    #expect(
      (1..<6).map(grid.text(row:)) == [
        "    + Label ---------------+    ", "    | >                    |    ",
        "    | > 1 card arrival  12 |    ",
        "    |   2 日本             |    ", "    +----------------------+    ",
      ])
  }
}
