import AssayModel
import AssayStatistics
import Foundation
import Testing

@testable import AssayEmbedding

/// See `StaticModelTests.halvesAreReadExactly`.
func halfForTesting(_ bits: UInt16) -> Float { Safetensors.half(bits) }

@Suite struct TokenizerTests {
  @Test func longPiecesMergeAsShortOnesDo() {
    var random = RepeatableGenerator(seed: 3)
    for round in 0..<50 {
      // Every pair of six letters merges with some probability, and what comes of it again.
      var table = PairTable(capacity: 400)
      var ranks = Array(0..<400).map(Int32.init)
      ranks.shuffle(using: &random)
      var known: [Int32: Int32] = [:]
      for number in 0..<40 {
        let left = Int32.random(in: 0..<Int32(6 + number), using: &random)
        let right = Int32.random(in: 0..<Int32(6 + number), using: &random)
        guard table.merge(left, right) == nil else { continue }
        table.set(left, right, rank: ranks[number], merged: Int32(6 + number))
        known[Int32(6 + number)] = ranks[number]
      }
      let letters = (0..<(round * 4)).map { _ in Int32.random(in: 0..<6, using: &random) }
      #expect(LongMerge(letters, table).run() == merged(letters, table))
    }
  }

  /// The definition: the pair of the lowest rank, the leftmost first, until none is left.
  private func merged(_ letters: [Int32], _ table: PairTable) -> [Int32] {
    var tokens = letters
    while true {
      var best: (rank: Int32, place: Int, merged: Int32)?
      for place in tokens.indices.dropLast() {
        if let merge = table.merge(tokens[place], tokens[place + 1]), merge.rank < best?.rank ?? .max {
          best = (merge.rank, place, merge.merged)
        }
      }
      guard let best else { return tokens }
      tokens.replaceSubrange(best.place...(best.place + 1), with: [best.merged])
    }
  }

  @Test func vocabulariesTellTextsApartByTheirBytes() throws {
    // The ring and the Angstrom sign are equal as Swift strings.
    let text = Array("{\"\u{00C5}\":1,\"\u{212B}\":2,\"\\u00c5x\":3,\"\\ud83d\\ude00\":4}".utf8)
    let json = try text.withUnsafeBytes { try JSONBytesReader.read($0, file: "vocabulary") }
    var table = ByteStringTable(capacity: 1)
    for (key, value) in json.members ?? [] { table.set(key, to: Int32(value.integer ?? 0)) }
    #expect(table.count == 4)
    #expect(table.value("\u{00C5}".utf8) == 1)
    #expect(table.value("\u{212B}".utf8) == 2)
    #expect(table.value("\u{00C5}x".utf8) == 3)
    #expect(table.value("😀".utf8) == 4)
    #expect(table.value("A".utf8) == nil)
  }

  @Test func tableKeepsManyKeysAndTheirLastValues() {
    var table = ByteStringTable(capacity: 1)
    for number in 0..<5_000 { table.set(String(number).utf8, to: Int32(number)) }
    for number in stride(from: 0, to: 5_000, by: 7) { table.set(String(number).utf8, to: -1) }
    table.set("".utf8, to: 77)
    #expect(table.count == 5_001)
    for number in 0..<5_000 {
      #expect(table.value(String(number).utf8) == (number % 7 == 0 ? -1 : Int32(number)))
    }
    #expect(table.value("".utf8) == 77)
    #expect(table.value("5000".utf8) == nil)
  }

  @Test(arguments: ["", "{", "[1,]", "{\"a\"1}", "\"open", "nul", "1 2", "[\"\\x\"]", "-", "{\"a\":1,}"])
  func damagedJSONIsRefused(_ text: String) {
    #expect(throws: EmbeddingProblem.self) {
      try Array(text.utf8).withUnsafeBytes { try JSONBytesReader.read($0, file: "x") }
    }
  }

  @Test func deeplyNestedJSONIsRefusedInsteadOfOverflowingTheStack() {
    let text = String(repeating: "[", count: 100_000)
    #expect(throws: EmbeddingProblem.self) {
      try Array(text.utf8).withUnsafeBytes { try JSONBytesReader.read($0, file: "x") }
    }
  }
}
