import AssayModel
import Foundation
import Testing

@testable import AssayJudging

@Suite("Scores weighted by probabilities")
struct WeightedScoreTests {
  typealias Token = ChatAnswer.Token

  private let clarity = AssayModel.Dimension(name: "clarity")

  /// A token that is sure.
  private func sure(_ text: String) -> Token {
    Token(text: text, logProbability: 0, alternatives: [.init(text: text, logProbability: 0)])
  }

  private func token(_ text: String, _ alternatives: [(String, Double)]) -> Token {
    let own = alternatives.first { $0.0 == text }?.1 ?? 0
    return Token(
      text: text, logProbability: log(own),
      alternatives: alternatives.map { .init(text: $0.0, logProbability: log($0.1)) })
  }

  private func parsed(
    _ tokens: [Token], text: String? = nil, dimensions: [AssayModel.Dimension]? = nil,
    scoring: JudgeSpecification.Scoring = .automatic
  ) throws -> ParsedAnswer {
    let text = text ?? tokens.map(\.text).joined()
    return try AnswerParser.parse(
      ChatAnswer(text: text, tokens: tokens), dimensions: dimensions ?? [clarity], scoring: scoring
    ).get()
  }

  @Test("the mean, the spread and the probabilities of a worked example")
  func worked() throws {
    let answer = try parsed([
      sure("{\""), sure("clarity"), sure("\":"), sure(" "),
      token("4", [("4", 0.5), ("5", 0.3), ("3", 0.1), ("good", 0.06), ("9", 0.04)]), sure("}"),
    ])
    let score = answer.scores[0]
    // 0.1, 0.5 and 0.3 of 0.9: Σ p·s = (0.3 + 2 + 1.5) / 0.9
    #expect(abs(score.value! - 3.8 / 0.9) < 1e-12)
    #expect(zip(score.probabilities!, [0, 0, 1 / 9.0, 5 / 9.0, 3 / 9.0]).allSatisfy { abs($0 - $1) < 1e-12 })
    let mean = 3.8 / 0.9
    let variance = (pow(3 - mean, 2) + 5 * pow(4 - mean, 2) + 3 * pow(5 - mean, 2)) / 9
    #expect(abs(score.spread! - variance.squareRoot()) < 1e-12)
    #expect(answer.unweighted.isEmpty)
  }

  @Test("an answer without its idle alternatives reads the same, for every tokenizer and scale")
  func idleAlternatives() throws {
    let wide = [("x", 0.02), ("ten", 0.02), ("yy", 0.01)]
    let sets: [([Token], AssayModel.Dimension)] = [
      (
        [
          token("{\"clarity", [("{\"clarity", 0.9)] + wide), token("\": ", [("\": ", 0.9)] + wide),
          token("4", [("4", 0.5), ("5", 0.3), ("good", 0.1)]), token("}", [("}", 0.8)] + wide),
        ], clarity
      ),
      // 10 in two tokens: the token after the first digit says how much is for 1, also where it is no digit.
      (
        [
          token("{\"clarity\":", [("{\"clarity\":", 0.9)] + wide), token("1", [("1", 0.97), ("2", 0.02)]),
          token("", [("", 1)]), token("}", [("}", 0.6), ("0", 0.4)]),
        ], AssayModel.Dimension(name: "clarity", minimum: 1, maximum: 10)
      ),
      (
        [
          token("{\"clarity\":", [("{\"clarity\":", 0.9)] + wide), token("1", [("1", 0.99)]),
          token("0", [("0", 0.7), ("}", 0.3)]), token("}", [("}", 0.9)] + wide),
        ], AssayModel.Dimension(name: "clarity", minimum: 1, maximum: 10)
      ),
      (
        [token("clarity: \"", [("clarity: \"", 0.9)] + wide), token(" 3", [(" 3", 0.6), (" 2", 0.4)])],
        clarity
      ),
    ]
    for (tokens, dimension) in sets {
      let answer = ChatAnswer(text: tokens.map(\.text).joined(), tokens: tokens)
      let kept = answer.withoutIdleAlternatives
      #expect(kept.tokens?[0].alternatives == [])
      #expect(kept.tokens?.map(\.text) == tokens.map(\.text))
      let whole = try AnswerParser.parse(answer, dimensions: [dimension], scoring: .automatic).get()
      #expect(whole.scores[0].probabilities != nil || !whole.unweighted.isEmpty)
      #expect(try AnswerParser.parse(kept, dimensions: [dimension], scoring: .automatic).get() == whole)
    }
    #expect(ChatAnswer(text: "4").withoutIdleAlternatives == ChatAnswer(text: "4"))
  }

  @Test("each dimension has its own tokens, also when the reason holds numbers")
  func several() throws {
    let tokens = [
      sure("{\"reason\": \""), sure("4 of 5 lines"), sure("\", \"clarity\": "),
      token("2", [("2", 0.5), ("1", 0.5)]),
      sure(", \"accuracy\": "), token("5", [("5", 0.75), ("4", 0.25)]), sure("}"),
    ]
    let answer = try parsed(tokens, dimensions: [AssayModel.Dimension(name: "accuracy"), clarity])
    #expect(answer.scores.map(\.value) == [4.75, 1.5])
  }

  @Test("plain scoring and answers without tokens keep the score as written")
  func plain() throws {
    let tokens = [sure("{\"clarity\": "), token("4", [("4", 0.5), ("5", 0.5)]), sure("}")]
    let answer = try parsed(tokens, scoring: .plain)
    #expect(
      answer.scores[0].value == 4 && answer.scores[0].probabilities == nil && answer.scores[0].spread == nil)
    let none = try AnswerParser.parse(
      ChatAnswer(text: "{\"clarity\": 4}"), dimensions: [clarity], scoring: .automatic
    ).get()
    #expect(none.scores[0].value == 4 && none.unweighted.isEmpty)
  }

  @Test("spaces and quotes in the token are no difference")
  func spaces() throws {
    let space = try parsed([
      sure("{\"clarity\":"), token(" 4", [(" 4", 0.6), ("4", 0.2), (" 3", 0.2)]), sure("}"),
    ])
    #expect(abs(space.scores[0].value! - 3.8) < 1e-12)
    let quoted = try parsed([
      sure("{\"clarity\": "), token("\"4", [("\"4", 0.6), ("\"3", 0.4), ("4", 0.0)]), sure("\"}"),
    ])
    #expect(abs(quoted.scores[0].value! - 3.6) < 1e-12)
    let prose = try parsed([
      sure("Score"), sure(":"), token(" 4", [(" 4", 0.5), (" 2", 0.5)]), sure("/"), sure("5"),
    ])
    #expect(prose.scores[0].value == 3)
  }

  @Test("a probability of which too little is on the scale keeps the score as written, and says so")
  func littleMass() throws {
    let answer = try parsed([
      sure("{\"clarity\": "), token("4", [("4", 0.3), ("five", 0.3), ("null", 0.4)]), sure("}"),
    ])
    #expect(answer.scores[0].value == 4 && answer.scores[0].probabilities == nil)
    #expect(answer.unweighted["clarity"] == "only 30 % of the probability is on scores of the scale")
  }

  @Test("10 as one token")
  func tenTogether() throws {
    let dimension = AssayModel.Dimension(name: "clarity", minimum: 1, maximum: 10)
    let answer = try parsed(
      [sure("{\"clarity\": "), token("8", [("8", 0.5), ("10", 0.25), ("1", 0.25)]), sure("}")],
      dimensions: [dimension])
    #expect(answer.scores[0].value == 6.75)
    #expect(answer.scores[0].probabilities?.count == 10)
  }

  @Test("10 as two tokens: the second tells how much of the 1 is a 10")
  func tenApart() throws {
    let dimension = AssayModel.Dimension(name: "clarity", minimum: 1, maximum: 10)
    let first = token("1", [("1", 0.8), ("9", 0.2)])
    let ten = try parsed(
      [sure("{\"clarity\": "), first, token("0", [("0", 0.75), ("}", 0.25)]), sure("}")],
      dimensions: [dimension])
    // 10: 0.6, 1: 0.2, 9: 0.2
    #expect(abs(ten.scores[0].value! - 8) < 1e-12)
    let one = try parsed(
      [sure("{\"clarity\": "), first, token("}", [("0", 0.25), ("}", 0.75)])], dimensions: [dimension])
    // 10: 0.2, 1: 0.6, 9: 0.2
    #expect(abs(one.scores[0].value! - 4.4) < 1e-12)
  }

  @Test("a first digit that may be a 1 or a 10 is not guessed")
  func ambiguous() throws {
    let dimension = AssayModel.Dimension(name: "clarity", minimum: 1, maximum: 10)
    let answer = try parsed(
      [sure("{\"clarity\": "), token("9", [("9", 0.8), ("1", 0.2)]), sure("}")], dimensions: [dimension])
    #expect(answer.scores[0].value == 9 && answer.scores[0].probabilities == nil)
    #expect(answer.unweighted["clarity"] == "the tokens show the first digits of scores only")
    // A trace of it does no harm.
    let trace = try parsed(
      [sure("{\"clarity\": "), token("9", [("9", 0.99), ("1", 0.01)]), sure("}")], dimensions: [dimension])
    #expect(trace.scores[0].value == 9 && trace.scores[0].probabilities != nil)
  }

  @Test("a token with more than the number, a number in words and one with a fraction stay as written")
  func unsound() throws {
    let glued = try parsed([sure("{\"clarity\": "), token("4}", [("4}", 0.6), ("3}", 0.4)])])
    #expect(glued.scores[0].value == 4 && glued.unweighted["clarity"] != nil)
    let words = try parsed([sure("{\"clarity\": \""), token("four", [("four", 1)]), sure("\"}")])
    #expect(words.scores[0].value == 4 && words.unweighted["clarity"] != nil)
    let fraction = try parsed([sure("{\"clarity\": "), sure("4"), sure("."), sure("5"), sure("}")])
    #expect(fraction.scores[0].value == 4.5 && fraction.unweighted["clarity"] != nil)
  }

  @Test("characters in pieces, cut ends and end marks do not hide the score")
  func bytes() throws {
    let score = token("4", [("4", 0.5), ("5", 0.5)])
    let pieces = try parsed(
      [
        sure(" {\"reason\": \"schön "), sure("\u{FFFD}"), sure("\u{FFFD}"), sure(" so\", \"clarity\": "),
        score, sure("}"), sure("<|im_end|>"),
      ],
      text: "{\"reason\": \"schön 😀 so\", \"clarity\": 4}")
    #expect(pieces.scores[0].value == 4.5)
    // Something else in the middle: found from the end.
    let strange = try parsed(
      [sure("{\"reason\": \"abc"), sure("\u{2581}x"), sure("\", \"clarity\": "), score, sure("}")],
      text: "{\"reason\": \"abc x\", \"clarity\": 4}")
    #expect(strange.scores[0].value == 4.5)
    // Tokens of another answer: never weighted.
    let foreign = try parsed([sure("no such answer")], text: "{\"clarity\": 4}")
    #expect(
      foreign.scores[0].value == 4
        && foreign.unweighted["clarity"] == "the score is not found among the tokens")
    let empty = try parsed([sure(""), sure("{\"clarity\": "), sure(""), score, sure(""), sure("}")])
    #expect(empty.scores[0].value == 4.5)
  }

  @Test("strange log-probabilities are no numbers to calculate with")
  func strange() throws {
    let strange = Token(
      text: "4", logProbability: -0.1,
      alternatives: [
        .init(text: "5", logProbability: -9999), .init(text: "3", logProbability: .nan),
        .init(text: "2", logProbability: -.infinity), .init(text: "4", logProbability: 0.3),
      ])
    let answer = try parsed([sure("{\"clarity\": "), strange, sure("}")])
    #expect(answer.scores[0].value == 4)
    #expect(answer.scores[0].spread == 0)
  }

  @Test("weights that are none have no mean")
  func weights() {
    #expect(WeightedScore(weights: [], minimum: 1) == nil)
    #expect(WeightedScore(weights: [0, 0], minimum: 1) == nil)
    #expect(WeightedScore(weights: [1, -1, 1], minimum: 1) == nil)
    #expect(WeightedScore(weights: [.nan], minimum: 1) == nil)
    #expect(WeightedScore(weights: [0, 2], minimum: 0)?.mean == 1)
  }

  // MARK: Real probabilities

  private struct Row: Decodable {
    struct Annotator: Decodable { var scores: [String: Double?] }
    struct Answer: Decodable { var p: [Double] }
    var human: [Annotator]
    var judge: [String: Answer]
  }

  @Test(
    "1,000 real distributions give the published figures", .enabled(if: RealData.has("llm_rubric/real.jsonl"))
  )
  func real() throws {
    let rows = try RealData.rows("llm_rubric/real.jsonl", as: Row.self)
    let oracles = try JSONSerialization.jsonObject(with: RealData.data("oracles.json")) as? [String: Any]
    let expected = try #require(oracles?["llm_rubric_real"] as? [String: [String: Double]])
    var questions = 0
    for (question, figures) in expected {
      var (judged, human): ([Double], [Double]) = ([], [])
      for row in rows {
        let answer = try #require(row.judge[question])
        let score = try #require(WeightedScore(weights: answer.p, minimum: 1))
        #expect(abs(score.probabilities.reduce(0, +) - 1) < 1e-12)
        #expect(score.mean >= 1 && score.mean <= 4 && score.spread >= 0 && score.spread <= 1.5)
        for annotator in row.human {
          guard let value = annotator.scores[question] ?? nil else { continue }
          judged.append(score.mean)
          human.append(value)
        }
      }
      #expect(Double(judged.count) == figures["n"])
      #expect(abs(Self.pearson(judged, human) - figures["pearson"]!) < 1e-5)
      let squares = zip(judged, human).reduce(0) { $0 + pow($1.0 - $1.1, 2) }
      #expect(abs((squares / Double(judged.count)).squareRoot() - figures["rmse"]!) < 1e-5)
      questions += 1
    }
    #expect(questions == 9)
  }

  private static func pearson(_ a: [Double], _ b: [Double]) -> Double {
    let (x, y) = (a.reduce(0, +) / Double(a.count), b.reduce(0, +) / Double(b.count))
    let products = zip(a, b).reduce(0) { $0 + ($1.0 - x) * ($1.1 - y) }
    let squares = a.reduce(0) { $0 + pow($1 - x, 2) } * b.reduce(0) { $0 + pow($1 - y, 2) }
    return products / squares.squareRoot()
  }
}
