import AssayGeneration
import AssayModel
import AssayStatistics
import Testing

/// Damage by chance, the same in every run.
@Suite struct HostileGenerationAnswerTests {
  private let count = 12

  private func call() -> GenerationCall {
    var call = GenerationCall(number: 1, technique: .direct)
    call.quotas = [Quota(label: "refund", difficulty: nil, wanted: count)]
    return call
  }

  private func text(_ index: Int) -> String {
    [
      "plain words \(index)", "with, commas; and {braces} \(index)", "says \"yes\" \(index)",
      "Größe 大きい \(index)",
    ][index % 4]
  }

  /// The answer, and for each item the byte behind its end.
  private func answer() -> (bytes: [UInt8], ends: [Int]) {
    var bytes = Array("{\"examples\": [".utf8)
    var ends: [Int] = []
    for index in 0..<count {
      if index > 0 { bytes += Array(", ".utf8) }
      bytes += Array("{\"text\": \(JSONText.string(text(index))), \"label\": \"refund\"}".utf8)
      ends.append(bytes.count)
    }
    return (bytes + Array("]}".utf8), ends)
  }

  private func read(_ bytes: [UInt8]) -> [String] {
    Samples.parse(String(decoding: bytes, as: UTF8.self), call()).examples.map { $0.fields[0].text }
  }

  @Test func cutAnywhereExactlyTheWholeItemsAreKept() {
    let (bytes, ends) = answer()
    for cut in 0...bytes.count {
      let whole = ends.prefix { $0 <= cut }.count
      #expect(read(Array(bytes[..<cut])) == (0..<whole).map(text), "cut at \(cut)")
    }
  }

  @Test func damagedAnywhereTheItemsBeforeAreKept() {
    let (bytes, ends) = answer()
    var random = RepeatableGenerator(seed: 3)
    for round in 0..<1_500 {
      var damaged = bytes
      let place = Int(random.next(below: UInt64(bytes.count - 14))) + 14
      let length = Int(random.next(below: 6)) + 1
      switch round % 3 {
      case 0: damaged.removeSubrange(place..<min(bytes.count, place + length))
      case 1: damaged.insert(contentsOf: (0..<length).map { _ in Self.nasty(&random) }, at: place)
      default: for index in place..<min(bytes.count, place + length) { damaged[index] = Self.nasty(&random) }
      }
      let whole = ends.prefix { $0 <= place }.count
      let found = read(damaged)
      // A text that goes on behind its item is another one; what is whole before the damage is as it was.
      #expect(Array(found.prefix(whole)) == (0..<whole).map(text), "round \(round), place \(place)")
    }
  }

  @Test func nothingMakesItCrash() {
    let pieces = [
      "{", "}", "[", "]", "\"", "'", ":", ",", "\\", "\\u", "\\ud83d", "null", "1e999", "-", "text", "label",
      "examples", "of",
      "\"text\":", "\"of\": 99999999999999999999", "{\"text\": {", "[[[[", "\u{0}", "\u{1b}[2J", "\u{202e}",
      "</think>", "<think>",
      "```", "refund", "true", "“", "💥", "\n", " ",
    ]
    var random = RepeatableGenerator(seed: 5)
    for _ in 0..<1_500 {
      let length = Int(random.next(below: 60))
      let answer = (0..<length).map { _ in pieces[Int(random.next(below: UInt64(pieces.count)))] }.joined()
      for technique in [Technique.direct, .paraphrase, .distillation, .instruction, .evaluationSet] {
        let parsed = Samples.parse(answer, Samples.call(technique))
        for example in parsed.examples {
          #expect(!example.fields.isEmpty && example.fields.allSatisfy { !$0.text.isEmpty })
        }
      }
    }
  }

  @Test func deepAndLongAnswersAreRead() {
    #expect(read(Array(String(repeating: "[", count: 100_000).utf8)).isEmpty)
    #expect(read(Array(String(repeating: "{\"a\":", count: 20_000).utf8)).isEmpty)
    let items = (0..<5_000).map { "{\"text\": \"number \($0)\", \"label\": \"refund\"}" }.joined(
      separator: ",")
    #expect(read(Array("[\(items)".utf8)).count == 5_000)
  }

  private static func nasty(_ random: inout RepeatableGenerator) -> UInt8 {
    let bytes = Array("{}[]\"':,\\\nx0 ".utf8) + [0, 0x1B, 0xFF, 0xE2]
    return bytes[Int(random.next(below: UInt64(bytes.count)))]
  }
}
