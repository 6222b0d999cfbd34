import AssayModel
import AssayStatistics
import Testing

@testable import AssayJudging

@Suite("Hostile answers")
struct HostileAnswerTests {
  private let dimensions = [
    Dimension(name: "relevance"), Dimension(name: "accuracy", minimum: 0, maximum: 1),
    Dimension(name: "clarity", minimum: 1, maximum: 10),
  ]

  private let seeds = [
    #"{"reason": "Fine, „so” 😀.", "relevance": 4, "accuracy": 1, "clarity": 10}"#,
    "```json\n{'relevance': '4/5', accuracy: true, \"clarity\": [7]}\n```",
    "**Relevance:** 4/5\n- accuracy (0-1): 1\n| clarity | ★★★☆☆ |\nFinal score: 4 out of 5",
    #"{"scores": [{"dimension": "relevance", "score": 4}, {"name": "clarity", "value": "\ud83d\ude00 9"}]}"#,
    "<think>{\"relevance\": 1}</think> I would give it a 4 for relevance, “score: 5” it says, and a 10 in clarity.",
  ]

  private let pieces = [
    "{", "}", "[", "]", "\"", "'", ":", ",", "\\", "\\u12", "\\ud83d", "\n", "\u{0}", "\u{202E}", "😀",
    "e\u{301}", "4", "10",
    "-1", "NaN", "1e999", "0x4", "99999999999999999999999999", "null", "relevance", "accuracy\": 1", "score",
    "out of",
    "/5", "★", "☆☆", "</think>", "<think>", "“", "”", "//", "=>", "`", "four", "\u{FFFD}", "(1-5)",
    "for clarity",
  ]

  @Test("whatever is changed, nothing crashes and no score is off its scale")
  func mutations() {
    var random = RepeatableGenerator(seed: 11)
    var read = 0
    for round in 0..<6000 {
      var scalars = Array(seeds[round % seeds.count].unicodeScalars)
      for _ in 0..<(1 + Int(random.next(below: 6))) {
        let at = Int(random.next(below: UInt64(scalars.count + 1)))
        switch random.next(below: 4) {
        case 0:
          scalars.insert(
            contentsOf: pieces[Int(random.next(below: UInt64(pieces.count)))].unicodeScalars, at: at)
        case 1: scalars.removeSubrange(at..<min(scalars.count, at + Int(random.next(below: 8))))
        case 2: scalars = Array(scalars[..<at])
        default:
          let end = min(scalars.count, at + Int(random.next(below: 20)))
          scalars.insert(contentsOf: Array(scalars[at..<end]), at: at)
        }
      }
      let text = String(String.UnicodeScalarView(scalars))
      let tokens = random.next(below: 2) == 0 ? nil : tokens(of: text, &random)
      let finish = [ChatAnswer.Finish.stop, .length][Int(random.next(below: 2))]
      let result = AnswerParser.parse(
        ChatAnswer(text: text, finish: finish, tokens: tokens), dimensions: dimensions, scoring: .automatic)
      let parsed: ParsedAnswer?
      switch result {
      case .success(let all):
        parsed = all
        read += 1
        #expect(all.scores.allSatisfy { $0.value != nil })
      case .failure(let problem):
        parsed = problem.partial
        #expect(!problem.description.isEmpty)
      }
      check(parsed, text)
    }
    #expect(read > 250)
  }

  private func check(_ parsed: ParsedAnswer?, _ text: String) {
    guard let parsed else { return }
    #expect(parsed.scores.map(\.dimension) == dimensions.map(\.name))
    for (score, dimension) in zip(parsed.scores, dimensions) {
      guard let value = score.value else { continue }
      let isOnScale = value >= Double(dimension.minimum) && value <= Double(dimension.maximum)
      #expect(isOnScale, "\(text.debugDescription)")
      if let probabilities = score.probabilities {
        #expect(probabilities.count == dimension.maximum - dimension.minimum + 1)
        #expect(abs(probabilities.reduce(0, +) - 1) < 1e-9)
      } else {
        #expect(score.spread == nil)
      }
    }
  }

  /// The text in pieces of one to four scalars, with digits as alternatives.
  private func tokens(of text: String, _ random: inout RepeatableGenerator) -> [ChatAnswer.Token] {
    var rest = Array(text.unicodeScalars)[...]
    var tokens: [ChatAnswer.Token] = []
    while !rest.isEmpty {
      let count = min(rest.count, 1 + Int(random.next(below: 4)))
      let piece = String(String.UnicodeScalarView(rest.prefix(count)))
      rest = rest.dropFirst(count)
      tokens.append(
        ChatAnswer.Token(
          text: piece, logProbability: -0.5,
          alternatives: (0...10).map { .init(text: "\($0)", logProbability: -Double($0)) }))
    }
    return tokens
  }

  /// One that took the square of its length would take days.
  @Test(
    "megabytes take time in proportion", .timeLimit(.minutes(1)),
    arguments: [
      "{", "[", "{\"a\":", "\"", "[[", "{\"relevance\": 4, ", "relevance: ", "4 ", "\\", "{}", "x", "{'", "“",
      "\"   ", "</think", "{a b:",
      "[\"a\", ", "score: 4\n", "{\"a\":{", "\u{FFFD}", "//", "{//", "{\"a\": 4}{",
    ])
  func huge(piece: String) {
    let text = String(repeating: piece, count: 2_500_000 / piece.utf8.count)
    let result = AnswerParser.parse(ChatAnswer(text: text), dimensions: dimensions, scoring: .automatic)
    #expect(throws: AnswerProblem.self) { try result.get() }
  }

  @Test("an answer at the end of ten megabytes of prose is found")
  func last() throws {
    let text =
      String(repeating: "Let me think about this. ", count: 400_000)
      + #"{"relevance": 4, "accuracy": 1, "clarity": 9}"#
    let parsed = try AnswerParser.parse(ChatAnswer(text: text), dimensions: dimensions, scoring: .plain).get()
    #expect(parsed.scores.map(\.value) == [4, 1, 9])
  }
}
