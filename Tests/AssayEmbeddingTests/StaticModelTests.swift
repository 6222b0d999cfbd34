import AssayEmbedding
import AssayModel
import Foundation
import Testing

@Suite struct StaticModelTests {
  @Test(arguments: ["bytepair", "wordpiece", "unigram"])
  func vectorsAreThoseOfThePythonLibrary(_ name: String) throws {
    let texts = try Fixture.texts()
    let reference = try Fixture.reference(name)
    let found = try Fixture.model(name).embed(texts)
    try #require(found.count == texts.count)
    for (index, expected) in reference.enumerated() {
      let distance = zip(found.row(index), expected).map { abs($0 - $1) }.max() ?? 0
      #expect(distance < 5e-6, "\(texts[index].debugDescription)")
    }
  }

  @Test func vectorsHaveUnitLengthUnlessNoTokenIsKnown() throws {
    let found = try Fixture.model("wordpiece").embed(["charged twice", "", "😀", " \n"])
    #expect(abs(cosine(found.row(0), found.row(0)) - 1) < 1e-6)
    #expect(abs(found.row(0).reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
    for index in 1..<4 { #expect(found.row(index).allSatisfy { $0 == 0 }) }
  }

  @Test func anyNumberOfThreadsAndAnyBatchGiveTheSameBits() throws {
    let texts = (0..<8).flatMap { number in (try? Fixture.texts().map { "\($0) \(number)" }) ?? [] }
    let one = try Fixture.model("bytepair", threads: 1).embed(texts)
    let model = try Fixture.model("bytepair", threads: 5)
    #expect(try model.embed(texts) == one)
    #expect(try model.embed(Array(texts[200..<210])).values == (200..<210).flatMap(one.row))
  }

  @Test func embedsNoTextsAsNoVectors() throws {
    #expect(try Fixture.model("bytepair").embed([]) == Embeddings(dimensions: 12, values: []))
  }

  @Test func identityFollowsTheContentsOfTheFiles() throws {
    let original = try Fixture.model("bytepair").identity
    try Fixture.withCopy(of: "bytepair") { copy in
      #expect(try StaticModel(folder: copy).identity == original)
      let weights = copy.appendingPathComponent("model.safetensors")
      var bytes = try Data(contentsOf: weights)
      bytes[bytes.count - 1] ^= 1
      try bytes.write(to: weights)
      #expect(try StaticModel(folder: copy).identity != original)
    }
  }

  @Test func aLongTextWithoutASpaceIsEmbedded() throws {
    let text = String(repeating: "charged", count: 10_000) + String(repeating: "中", count: 10_000)
    let found = try Fixture.model("bytepair").embed([text])
    #expect(abs(found.values.reduce(0) { $0 + $1 * $1 } - 1) < 1e-4)
  }

  @Test(arguments: ["F32", "BF16", "F16"]) func numbersOfEachWidthAreRead(_ type: String) throws {
    try Fixture.withCopy(of: "bytepair") { copy in
      let reader = try Fixture.model("bytepair")
      // 1, 0.5, … are exact in all three types: one row for every token gives that row's direction.
      let row: [Float] = [1, -0.5, 0.25, 2, 0, 3, -4, 1.5, 0.125, -1, 6, 7]
      let count = 600
      var bytes = Data()
      for _ in 0..<count {
        for value in row {
          switch type {
          case "F32": withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
          case "BF16":
            withUnsafeBytes(of: UInt16(value.bitPattern >> 16).littleEndian) { bytes.append(contentsOf: $0) }
          default: withUnsafeBytes(of: half(value).littleEndian) { bytes.append(contentsOf: $0) }
          }
        }
      }
      try write(type, [count, row.count], bytes, to: copy)
      let found = try StaticModel(folder: copy).embed(["I was charged twice"])
      #expect(reader.dimensions == row.count)
      #expect(abs(cosine(found.row(0), row) - 1) < 1e-6)
    }
  }

  @Test func halvesAreReadExactly() {
    // Normal and subnormal numbers, both zeros' neighbours, the largest, infinity.
    let cases: [(UInt16, Float)] = [
      (0x3C00, 1), (0xC000, -2), (0x0001, 0x1p-24), (0x03FF, 0x1.ff8p-15), (0x0400, 0x1p-14), (0x7BFF, 65504),
      (0x8000, -0.0), (0x3555, 0.333251953125), (0xFC00, -.infinity),
    ]
    for (bits, value) in cases { #expect(halfForTesting(bits) == value) }
    #expect(halfForTesting(0x7E00).isNaN)
  }

  // MARK: - Files that cannot be used

  @Test func saysWhichFileIsMissing() throws {
    try Fixture.withFolder { folder in
      #expect(throws: EmbeddingProblem.unreadable(file: folder.path, detail: "it has no .safetensors file")) {
        try StaticModel(folder: folder)
      }
      try Data().write(to: folder.appendingPathComponent("model.safetensors"))
      #expect(throws: EmbeddingProblem.unreadable(file: folder.path, detail: "it has no tokenizer.json")) {
        try StaticModel(folder: folder)
      }
    }
  }

  @Test(arguments: [0, 4, 8, 60, 200, 11_000]) func weightsThatAreCutOffAreRefused(_ length: Int) throws {
    try Fixture.withCopy(of: "bytepair") { copy in
      let weights = copy.appendingPathComponent("model.safetensors")
      try Data(contentsOf: weights).prefix(length).write(to: weights)
      #expect { try StaticModel(folder: copy) } throws: { ($0 as? EmbeddingProblem)?.file == weights.path }
    }
  }

  @Test func aVectorThatIsNotFiniteIsRefused() throws {
    try Fixture.withCopy(of: "bytepair") { copy in
      var bytes = Data()
      for value in [1, .nan] as [Float] {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
      }
      try write("F32", [1, 2], bytes, to: copy)
      #expect { try StaticModel(folder: copy) } throws: {
        ($0 as? EmbeddingProblem)?.detail == "a token's vector holds a number that is not finite"
      }
    }
  }

  @Test(arguments: [
    (#""type":"BPE""#, #""type":"Mystery""#, "its model \"Mystery\" is not supported"),
    (#""type":"Prepend""#, #""type":"ByteLevel""#, "its normalizer \"ByteLevel\" is not supported"),
    (
      #""pre_tokenizer":null"#, #""pre_tokenizer":{"type":"Digits"}"#,
      "its pre-tokenizer \"Digits\" is not supported"
    ),
    (
      #""ignore_merges":false"#, #""ignore_merges":true"#,
      "its BPE uses ignore_merges, which is not supported"
    ),
  ])
  func aTokenizerOfAnotherKindIsRefused(_ from: String, _ into: String, _ detail: String) throws {
    try Fixture.withCopy(of: "bytepair") { copy in
      let file = copy.appendingPathComponent("tokenizer.json")
      let text = try String(contentsOf: file, encoding: .utf8)
      try #require(text.contains(from))
      try text.replacingOccurrences(of: from, with: into).write(to: file, atomically: true, encoding: .utf8)
      #expect(throws: EmbeddingProblem.unreadable(file: file.path, detail: detail)) {
        try StaticModel(folder: copy)
      }
    }
  }

  private func write(_ type: String, _ shape: [Int], _ numbers: Data, to folder: URL) throws {
    let header = #"{"table":{"dtype":"\#(type)","shape":\#(shape),"data_offsets":[0,\#(numbers.count)]}}"#
    var bytes = Data()
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: header.utf8)
    bytes.append(numbers)
    try bytes.write(to: folder.appendingPathComponent("model.safetensors"))
  }

  /// The half of a number that has one.
  private func half(_ value: Float) -> UInt16 {
    if value == 0 { return 0 }
    let exponent = UInt16(Int(value.exponent) + 15) << 10
    return (value < 0 ? 0x8000 : 0) | exponent | UInt16(value.significandBitPattern >> 13)
  }
}

extension EmbeddingProblem {
  fileprivate var file: String? {
    guard case .unreadable(let file, _) = self else { return nil }
    return file
  }
  fileprivate var detail: String? {
    guard case .unreadable(_, let detail) = self else { return nil }
    return detail
  }
}
