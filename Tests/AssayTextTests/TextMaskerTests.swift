import AssayStatistics
import AssayText
import Testing

@Suite struct TextMaskerTests {
  private func masked(_ text: String) -> String { TextMasker().mask(text) }

  @Test(arguments: [
    ("The parcel for John Smith arrives in New York", "The parcel for <name> arrives in <name>"),
    ("i met john in paris", "i met <name> in paris"),
    ("Kate said \"Love is good\"", "<name> said \"Love is good\""),
    (
      "Mr. Smith and J. Doe left. Nobody saw O’Brien’s dog",
      "Mr. <name> and J. <name> left. Nobody saw <name> dog"
    ),
    ("Le train de Paris part avec Jean-Pierre Dupont", "Le train de <name> part avec <name>"),
    ("Кто видел Ивана вчера", "Кто видел <name> вчера"),
    ("vers la ville de Évry demain", "vers la ville de <name> demain"),
  ])
  func namesAreMasked(text: String, expected: String) { #expect(masked(text) == expected) }

  @Test(arguments: [
    "Translate HTML to CSS", "Describe the sea. Explain the wind", "- Wash\n- Dry",
    "Der Hund frisst den Knochen und die Katze ist nicht im Haus",
    "Top Reasons To Visit The Eiffel Tower In Spring", "I think I am right", "He may march on", "",
  ])
  func whatIsNoNameStays(text: String) { #expect(masked(text) == text) }

  @Test(arguments: [
    ("order 12 of 3.5 kg or 1,000 pieces", "order <number> of <number> kg or <number> pieces"),
    ("the 12th of twenty five", "the <number> of <number>"),
    ("zwei bis drei tage", "<number> bis <number> tage"),
    ("order ABC-12345 as mp3", "order ABC-<number> as mp3"),
    ("我有3个苹果和２０个梨", "我有<number>个苹果和<number>个梨"), ("عدد ٣٤ فقط", "عدد <number> فقط"),
  ])
  func numbersAreMasked(text: String, expected: String) { #expect(masked(text) == expected) }

  @Test(arguments: [
    ("on 2024-05-01 or 1/5/2024 at 10:30", "on <date> or <date> at <date>"),
    ("due 5 May 2024, not may 6", "due <date>, not <date>"),
    ("on monday or le 5 janvier", "on <date> or le <date>"),
    ("see https://ex.org/a?b=c. Or www.a.de, or example.com/x!", "see <url>. Or <url>, or <url>!"),
    ("write to jane.doe+x@mail.example.com.", "write to <email>."),
    ("call +1 (555) 123-4567 or (030) 123-4567 or 555-123-4567", "call <phone> or <phone> or <phone>"),
    ("paid $20 or 5 € or 30 dollars and USD", "paid <money> or <money> or <money> and USD"),
  ])
  func datesAndAddressesAreMasked(text: String, expected: String) { #expect(masked(text) == expected) }

  @Test func whatIsNoAddressStays() {
    for text in ["a sentence.another bit", "version v.b", "me@home", "and/or", "e.g. this", "http:"] {
      #expect(masked(text) == text)
    }
  }

  @Test func tooLittleIsLeft() {
    let masker = TextMasker()
    func leavesEnough(_ text: String) -> Bool {
      Array(text.utf8).withUnsafeBufferPointer { masker.mask($0) && masker.leavesEnough }
    }
    #expect(!leavesEnough("Is 27 like Anna"))
    #expect(!leavesEnough("1 apple, 2 pears; 3 plums: 4"))
    #expect(leavesEnough("My order 27 never came"))
    #expect(!leavesEnough("my order never came"), "nothing is masked")
    #expect(leavesEnough("我的订单3没有到"))
  }

  /// Bytes that are no UTF-8, cut scalars at the end, and signs that begin something and end.
  @Test func anyBytesAreSafe() {
    var random = RepeatableGenerator(seed: 3)
    let masker = TextMasker()
    let pieces: [[UInt8]] = [
      [0xE2], [0xE2, 0x80], [0xC2], [0xEF, 0xBC], [0xF0, 0x9F], [0x80], [0xFF], Array("+".utf8),
      Array("(1".utf8),
      Array("$".utf8), Array("€5".utf8), Array("a@".utf8), Array("www.".utf8), Array("http://".utf8),
      Array("1-".utf8), Array("x.".utf8), Array("A’".utf8), Array("'s".utf8), Array(" ".utf8),
      Array("Bo".utf8),
    ]
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0...6, using: &random)).flatMap { _ in
        pieces.randomElement(using: &random)!
      }
      text.withUnsafeBufferPointer { bytes in
        if !masker.mask(bytes) { masker.withMasked { #expect(Array($0) == text) } }
      }
    }
  }
}
