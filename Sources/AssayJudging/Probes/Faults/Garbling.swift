import AssayModel
import AssayStatistics

/// Damaged text: letters read in the wrong encoding, lost letters, or words in no order.
struct Garbling: FaultMaker {
  func corrupt(
    _ text: ProbeText, in corpus: ProbeCorpus, using generator: inout RepeatableGenerator
  ) throws(Inapplicable) -> Corruption {
    guard let index = text.answerIndex else { throw Inapplicable("there is no text") }
    let original = text.fields[index].text
    guard original.count(where: \.isLetter) >= 6 else {
      throw Inapplicable("it has too few letters to be garbled")
    }
    for way in generator.shuffled([shuffledWords, misread, lostLetters]) {
      guard let (garbled, detail) = way(original, &generator), garbled != original else { continue }
      return Corruption(fields: text.replacing(index, with: garbled), label: text.label, detail: detail)
    }
    throw Inapplicable("it has too few letters to be garbled")
  }

  /// The words of the middle in no order.
  private func shuffledWords(
    _ text: String, _ generator: inout RepeatableGenerator
  ) -> (String, String)? {
    let words = ProbeWord.words(of: text)
    guard words.count >= 7 else { return nil }
    let places = Array(words.indices.dropFirst(words.count / 6).prefix(max(6, words.count * 2 / 3)))
    let order = generator.shuffled(places)
    // A few that happen to stay are no matter; most have to move.
    guard zip(places, order).count(where: { words[$0].text != words[$1].text }) * 2 > places.count else {
      return nil
    }
    var result = String(text[..<words[places[0]].range.lowerBound])
    for (offset, place) in places.enumerated() {
      result += words[order[offset]].text
      let end = place + 1 < words.count ? words[place + 1].range.lowerBound : text.endIndex
      result += text[words[place].range.upperBound..<end]
    }
    if let last = places.last, last + 1 < words.count { result += text[words[last + 1].range.lowerBound...] }
    return (result, "\(places.count) \(words[places[0]].isSingle ? "characters" : "words") in no order")
  }

  /// UTF-8 read as Windows-1252, as often as there are letters for it.
  private func misread(_ text: String, _ generator: inout RepeatableGenerator) -> (String, String)? {
    let foreign = text.unicodeScalars.count { $0.value > 0x7F && $0.properties.isAlphabetic }
    guard foreign * 12 >= text.unicodeScalars.count else { return nil }
    let result = text.utf8.reduce(into: "") { $0.unicodeScalars.append(Self.windows1252($1)) }
    return (result, "its letters are read in the wrong encoding: “\(OffTopic.head(of: result))”")
  }

  /// One letter in five is lost.
  private func lostLetters(_ text: String, _ generator: inout RepeatableGenerator) -> (String, String)? {
    var lost = 0
    let result = String(
      text.map { character in
        guard character.isLetter, generator.index(below: 5) == 0 else { return character }
        lost += 1
        return "\u{FFFD}"
      })
    guard lost >= 2, lost * 12 >= text.count(where: \.isLetter) else { return nil }
    return (result, "\(lost) letters are lost: “\(OffTopic.head(of: result))”")
  }

  private static let high: [UInt32] = [
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
    0xFFFD,
    0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161,
    0x203A,
    0x0153, 0xFFFD, 0x017E, 0x0178,
  ]

  private static func windows1252(_ byte: UInt8) -> UnicodeScalar {
    (0x80..<0xA0).contains(byte) ? UnicodeScalar(high[Int(byte) - 0x80]) ?? "\u{FFFD}" : UnicodeScalar(byte)
  }
}
