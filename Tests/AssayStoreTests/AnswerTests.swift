import AssayModel
import AssayTesting
import Testing

@testable import AssayStore

@Suite struct AnswerTests {
  private let workspace: Workspace

  init() throws { workspace = try temporaryWorkspace() }

  private func token(_ text: String, _ value: Double, _ others: [(String, Double)] = []) -> ChatAnswer.Token {
    ChatAnswer.Token(
      text: text, logProbability: value,
      alternatives: others.map { ChatAnswer.Token.Alternative(text: $0.0, logProbability: $0.1) })
  }

  @Test func answersComeBackBitForBit() throws {
    var full = JudgingSamples.answer(1, text: "four\u{0}é\n")
    full.answer.finish = .length
    full.answer.model = "small-2024"
    full.answer.tokens = [token("4", -0.1, [("4", -0.1), ("five", -17.3), ("", -1e-9)]), token("é", 0)]
    var bare = JudgingSamples.answer(2, text: "")
    bare.answer = ChatAnswer(text: "")
    bare.cost = nil
    try workspace.record(JudgingResult(answers: [full, bare]), at: 1)
    let found = try workspace.answers([full.hash, JudgingSamples.hash(3), bare.hash, full.hash])
    #expect(found == [full.hash: full, bare.hash: bare])
    #expect(try workspace.answerCount() == 2)
  }

  @Test func anAnswerThatWasAskedForAgainTakesThePlaceOfTheOldOne() throws {
    try workspace.record(JudgingResult(answers: [JudgingSamples.answer(1, text: "old")]), at: 1)
    try workspace.record(JudgingResult(answers: [JudgingSamples.answer(1, text: "new")]), at: 2)
    let hash = JudgingSamples.hash(1)
    #expect(try workspace.answers([hash])[hash]?.answer.text == "new")
    #expect(try workspace.answerCount() == 1)
  }

  @Test func tokensTakeFewBytesAndLoseNothing() throws {
    let local = (0..<60).map { place in
      token(
        " word\(place)", Double(Float(-0.1) * Float(place)),
        (0..<20).map { (" word\($0)", Double(-Float($0) / 3)) })
    }
    let narrow = TokenBytes.encode(local)
    #expect(narrow[0] == 4)
    #expect(narrow.count < 60 * 21 * 12)
    let hosted = local + [token("x", -0.1)]
    let wide = TokenBytes.encode(hosted)
    #expect(wide[0] == 8)
    #expect(narrow.withUnsafeBytes { TokenBytes.decode($0) } == local)
    #expect(wide.withUnsafeBytes { TokenBytes.decode($0) } == hosted)
    #expect(TokenBytes.encode([]).withUnsafeBytes { TokenBytes.decode($0) } == [])
  }

  @Test func bytesOfSomebodyElseAreNoTokens() {
    let bytes = TokenBytes.encode([token("abc", -1, [("d", -2)]), token("e", -3)])
    for count in 0..<bytes.count {
      #expect(Array(bytes[..<count]).withUnsafeBytes { TokenBytes.decode($0) } == nil, "\(count)")
    }
    #expect((bytes + [0]).withUnsafeBytes { TokenBytes.decode($0) } == nil)
    #expect([UInt8](repeating: 0xff, count: 40).withUnsafeBytes { TokenBytes.decode($0) } == nil)
    #expect(([4] + [UInt8](repeating: 0xff, count: 40)).withUnsafeBytes { TokenBytes.decode($0) } == nil)
  }
}
