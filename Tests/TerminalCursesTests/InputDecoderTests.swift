import TerminalCore
import Testing

@testable import TerminalCurses

@Suite struct InputDecoderTests {
  private func bytes(_ text: String) -> [RawInput] { text.utf8.map { .byte($0) } }
  private func key(_ key: KeyChord.Key, _ modifiers: KeyChord.Modifiers = []) -> InputEvent {
    .key(KeyChord(key, modifiers: modifiers))
  }
  private func decode(_ input: [RawInput]) -> [InputEvent] {
    var decoder = InputDecoder()
    return decoder.decode(input)
  }

  @Test(arguments: [
    "\u{1b}[1;9X", "\u{1b}[?64;1;2c", "\u{1b}[I", "\u{1b}[[A", "\u{1b}Oz", "\u{1b}]11;rgb:0/0/0\u{7}",
    "\u{1b}]11;rgb:0/0/0\u{1b}\\", "\u{1b}P1$r0m\u{1b}\\", "\u{1b}[<0;3",
  ])
  func unknownSequencesAreNoKeys(sequence: String) {
    #expect(decode(bytes(sequence)).isEmpty)
  }

  @Test func whatFollowsAnUnknownSequenceIsKept() {
    #expect(decode(bytes("\u{1b}[1;9Xa")) == [key(.character("a"))])
    #expect(decode(bytes("\u{1b}[12\u{1b}") + [.key(KeyChord(.up))]) == [key(.up, .alt)])
  }

  @Test func escapeAloneBeforeKeysAndTwice() {
    #expect(decode(bytes("\u{1b}")) == [key(.escape)])
    #expect(decode(bytes("\u{1b}\u{1b}")) == [key(.escape), key(.escape)])
    #expect(decode(bytes("\u{1b}x")) == [key(.character("x"), .alt)])
    #expect(decode(bytes("\u{1b}é")) == [key(.character("é"), .alt)])
    #expect(decode(bytes("\u{1b}\u{18}")) == [key(.character("x"), [.alt, .control])])
    #expect(decode(bytes("\u{1b}[")) == [key(.character("["), .alt)])
    #expect(decode(bytes("\u{1b}") + [.key(KeyChord(.left))]) == [key(.left, .alt)])
    let size = Size(rows: 3, columns: 4)
    #expect(decode(bytes("\u{1b}") + [.resize(size)]) == [key(.escape), .resize(size)])
  }

  @Test func controlsHaveTheirNames() {
    #expect(decode([.byte(0)]) == [key(.character(" "), .control)])
    #expect(decode([.byte(1)]) == [key(.character("a"), .control)])
    #expect(decode([.byte(26)]) == [key(.character("z"), .control)])
    #expect(decode([.byte(31)]) == [key(.character("_"), .control)])
    #expect(decode([.byte(8), .byte(127)]) == [key(.backspace), key(.backspace)])
    #expect(decode([.byte(9), .byte(10), .byte(13)]) == [key(.tab), key(.enter), key(.enter)])
    #expect(decode(bytes(" ")) == [key(.character(" "))])
  }

  @Test func brokenUTF8IsDroppedAndTheNextKeyIsNot() {
    #expect(decode([.byte(0xff), .byte(0x61)]) == [key(.character("a"))])
    #expect(decode([.byte(0xe6), .byte(0x61)]) == [key(.character("a"))])
    #expect(decode([.byte(0x80), .byte(0x61)]) == [key(.character("a"))])
    #expect(decode([.byte(0xed), .byte(0xa0), .byte(0x80), .byte(0x61)]) == [key(.character("a"))])
    #expect(decode([.byte(0xc2), .byte(0x9b), .byte(0x61)]) == [key(.character("a"))])
    #expect(decode([.byte(0xe6)] + bytes("日")) == [key(.character("日"))])
  }

  @Test func aCharacterMayArriveInPieces() {
    var decoder = InputDecoder()
    #expect(decoder.decode([.byte(0xf0), .byte(0x9f)]).isEmpty)
    #expect(decoder.decode([.byte(0x91), .byte(0x8d)]) == [key(.character("👍"))])
  }

  @Test func pasteIsOneEventHoweverItArrives() {
    var decoder = InputDecoder()
    #expect(decoder.decode([.pasteStart] + bytes("a\r\nb\rc\n日").dropLast()).isEmpty)
    #expect(decoder.isPasting)
    let rest: [RawInput] = [
      .byte(0xa5), .key(KeyChord(.up)), .byte(0x1b), .byte(0x07), .byte(0x09), .pasteEnd,
    ]
    #expect(decoder.decode(rest + bytes("q")) == [.paste("a\nb\nc\n日\t"), key(.character("q"))])
    #expect(!decoder.isPasting)
  }

  @Test func aPasteWithoutEndGivesTheKeyboardBack() {
    var decoder = InputDecoder()
    #expect(decoder.decode([.pasteStart] + bytes("abc")).isEmpty)
    #expect(decoder.abandonPaste() == .paste("abc"))
    #expect(decoder.decode(bytes("q")) == [key(.character("q"))])
    #expect(decoder.abandonPaste() == nil)
  }

  @Test func mouseReportsInPiecesBrokenAndOfOtherButtons() {
    var decoder = InputDecoder()
    let at = Point(row: 2, column: 299)
    #expect(decoder.decode([.mouseStart(isLegacy: false)] + bytes("0;30")).isEmpty)
    #expect(
      decoder.decode(bytes("0;3Mx")) == [.mouse(MouseEvent(kind: .press, at: at)), key(.character("x"))])
    func report(_ text: String, isLegacy: Bool = false) -> [InputEvent] {
      decode([.mouseStart(isLegacy: isLegacy)] + bytes(text))
    }
    #expect(report("2;300;3M").isEmpty)
    #expect(report("35;300;3M").isEmpty)
    #expect(report("0;0;3M").isEmpty)
    #expect(report("0;3Ma") == [key(.character("a"))])
    #expect(report("0;3\u{1b}") == [key(.escape)])
    #expect(report("20;300;3M") == [.mouse(MouseEvent(kind: .press, at: at))])
    #expect(report("65;300;3M") == [.mouse(MouseEvent(kind: .wheelDown, at: at))])
    let old = Point(row: 0, column: 1)
    #expect(report(" \"!", isLegacy: true) == [.mouse(MouseEvent(kind: .press, at: old))])
    #expect(
      report("#\"!q", isLegacy: true) == [.mouse(MouseEvent(kind: .release, at: old)), key(.character("q"))])
    #expect(report("`\"!", isLegacy: true) == [.mouse(MouseEvent(kind: .wheelUp, at: old))])
  }

  @Test func doubleClicksNeedTheSamePlaceAndHaste() {
    var clicks = ClickTracker()
    let here = Point(row: 1, column: 2)
    #expect(clicks.kindOfPress(at: here, milliseconds: 0) == .press)
    #expect(clicks.kindOfPress(at: here, milliseconds: 400) == .doubleClick)
    #expect(clicks.kindOfPress(at: here, milliseconds: 410) == .press)
    #expect(clicks.kindOfPress(at: here, milliseconds: 811) == .press)
    #expect(clicks.kindOfPress(at: Point(row: 1, column: 3), milliseconds: 820) == .press)
  }
}
