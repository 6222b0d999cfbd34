import AssayModel
import Testing

@testable import AssayJudging

@Suite("Answers in JSON")
struct JSONAnswerTests {
  private static let dimensions = [Dimension(name: "relevance"), Dimension(name: "accuracy")]

  private func parse(_ text: String, finish: ChatAnswer.Finish = .stop) -> Result<ParsedAnswer, AnswerProblem>
  {
    AnswerParser.parse(ChatAnswer(text: text, finish: finish), dimensions: Self.dimensions, scoring: .plain)
  }

  private func problem(_ text: String, finish: ChatAnswer.Finish = .stop) -> String? {
    guard case .failure(let problem) = parse(text, finish: finish) else { return nil }
    return problem.description
  }

  @Test(
    "a 4 and a 2 are read, however they are written",
    arguments: [
      #"{"reason": "Fine.", "relevance": 4, "accuracy": 2}"#,
      "```json\n{\"relevance\": 4, \"accuracy\": 2}\n```",
      "Sure, here is my answer:\n\n{\"relevance\": 4, \"accuracy\": 2}\n\nLet me know if you need more.",
      "{'relevance': 4, 'accuracy': 2,}",
      "{relevance: 4, accuracy: 2}",
      "{\"relevance\": 4 \"accuracy\": 2}",
      "{\n  \"relevance\": 4\n  \"accuracy\": 2\n}",
      #"{"relevance": "4", "accuracy": "2"}"#,
      #"{"relevance": "4/5", "accuracy": "2 / 5"}"#,
      #"{"relevance": 4/5, "accuracy": 2/5}"#,
      #"{"relevance": "4 out of 5", "accuracy": "two"}"#,
      #"{"relevance": "four", "accuracy": "2 - a wrong label"}"#,
      #"{"relevance": four, "accuracy": two}"#,
      #"{"Relevance": 4, "ACCURACY": 2}"#,
      #"{"relevance_score": 4, "accuracy rating": 2}"#,
      #"{"relevanceScore": 4, "scoreAccuracy": 2}"#,
      #"{" relevance ": 4, "accuracy:": 2}"#,
      #"{"scores": {"relevance": 4, "accuracy": 2}}"#,
      #"{"result": {"reason": "x", "scores": {"relevance": 4, "accuracy": 2}}}"#,
      #"{"example 1": {"relevance": 4, "accuracy": 2}}"#,
      #"[{"relevance": 4}, {"accuracy": 2}]"#,
      #"{"scores": [{"dimension": "relevance", "score": 4}, {"dimension": "Accuracy", "score": 2}]}"#,
      #"[{"name": "relevance", "rating": "4/5", "reason": "x"}, {"name": "accuracy", "rating": 2}]"#,
      #"{"relevance": {"reason": "on topic", "score": 4}, "accuracy": {"score": 2, "explanation": "no"}}"#,
      #"{"relevance": [4], "accuracy": {"value": "2"}}"#,
      #"{"relevance": 4, "accuracy": 2, "overall": 3}"#,
      #"{"relevance": 4.0, "accuracy": 2.00}"#,
      #"{“relevance”: 4, “accuracy”: 2}"#,
      #"{"relevance": "★★★★☆", "accuracy": "2 stars"}"#,
      #"{"reason": "He said "yes", and left: "no" again", "relevance": 4, "accuracy": 2}"#,
      #"{"reason": "It says {\"relevance\": 5, \"accuracy\": 5} itself.", "relevance": 4, "accuracy": 2}"#,
      "{\"reason\": \"two\nlines\", \"relevance\": 4, // good\n \"accuracy\": 2}",
      #"{"relevance": 4, "accuracy": 2} {"relevance": 4, "accuracy": 2}"#,
      #"{"reason": "<one or two sentences>", "relevance": <1-5>, "accuracy": <1-5>} {"relevance": 4, "accuracy": 2}"#,
      "<think>Perhaps {\"relevance\": 1, \"accuracy\": 1}?</think>\n{\"relevance\": 4, \"accuracy\": 2}",
      #"{"relevance": 4, "accuracy": 2"#,
      #"{"relevance"=4; "accuracy" => 2}"#,
      "{\"reason\": \"\\u00e4 \\ud83d\\ude00 \\\" \\\\\", \"relevance\": 4, \"accuracy\": 2}",
    ])
  func forms(text: String) throws {
    let parsed = try parse(text).get()
    #expect(parsed.scores.map(\.value) == [4, 2])
    #expect(parsed.scores.map(\.dimension) == ["relevance", "accuracy"])
  }

  @Test(
    "what is no score is a problem that names it",
    arguments: [
      (#"{"relevance": 4}"#, "there is no score for accuracy"),
      (#"{"relevance": 4, "accuracy": null}"#, "there is no score for accuracy"),
      (#"{"relevance": 4, "acuracy": 2}"#, "it scores \"acuracy\", which nobody asked for"),
      (#"{"relevance": 4, "accuracy": 7}"#, "accuracy is 7, which is not from 1 to 5"),
      (#"{"relevance": 4, "accuracy": 0}"#, "accuracy is 0, which is not from 1 to 5"),
      (#"{"relevance": 4, "accuracy": -2}"#, "accuracy is -2, which is not from 1 to 5"),
      (#"{"relevance": 4, "accuracy": "-2"}"#, "accuracy is -2, which is not from 1 to 5"),
      (#"{"relevance": 4, "accuracy": 1e300}"#, "accuracy is 1e+300, which is not from 1 to 5"),
      (#"{"relevance": 4, "accuracy": NaN}"#, "accuracy is \"NaN\", which is no score"),
      (#"{"relevance": 4, "accuracy": "good"}"#, "accuracy is \"good\", which is no score"),
      (#"{"relevance": 4, "accuracy": true}"#, "accuracy is no number"),
      (#"{"relevance": 4, "accuracy": "8/10"}"#, "accuracy is 8 of 10, but its scale ends at 5"),
      (#"{"relevance": 4, "accuracy": "2/10"}"#, "accuracy is 2 of 10, but its scale ends at 5"),
      (#"{"relevance": 4, "accuracy": "80%"}"#, "accuracy is \"80%\", which is no score"),
      (#"{"relevance": 4, "accuracy": "2-3"}"#, "accuracy is \"2-3\", which is no score"),
      (#"{"relevance": 4, "accuracy": "2 or 3"}"#, "accuracy is \"2 or 3\", which is no score"),
      (#"{"relevance": 4, "accuracy": [2, 3]}"#, "accuracy is no number"),
      (#"{"relevance": 4, "accuracy": 2, "accuracy": 3}"#, "accuracy has several scores, 2 and 3"),
      (
        #"{"relevance": 4, "accuracy": 2} {"relevance": 4, "accuracy": 5}"#,
        "accuracy has several scores, 2 and 5"
      ),
      (#"{"relevance": 4, "accuracy": 2} {"accuracy": 9}"#, "accuracy is 9, which is not from 1 to 5"),
    ])
  func problems(text: String, message: String) throws {
    let description = try #require(problem(text))
    #expect(description.contains(message))
    guard case .failure(let problem) = parse(text) else { return }
    // The other one stays.
    #expect(problem.partial?.scores.map(\.value) == [4, nil])
  }

  @Test(
    "an answer without any score has no partial result",
    arguments: [
      "", "  \n", "I cannot judge this.", "{}", "[]", "null", "{\"scores\": {}}", "[4, 2]", "{{{{", "}",
      "\"4\"", "{\"a\": 1",
      "<think>relevance: 4, accuracy: 2", "\u{0}\u{1}", "{\"relevance\"", "{\"reason\": \"and so on and so",
    ])
  func nothing(text: String) {
    guard case .failure(let problem) = parse(text) else {
      Issue.record("read something")
      return
    }
    #expect(problem.partial == nil)
    #expect(!problem.description.isEmpty)
  }

  @Test("an answer that was cut off says so, and a number at the cut is not believed")
  func cut() {
    #expect(problem("{\"reason\": \"and so", finish: .length) == "it was cut off before the scores")
    #expect(problem("", finish: .length) == "it was cut off before it said anything")
    #expect(problem("", finish: .filtered) == "the server held the answer back")
    #expect(problem("") == "it is empty")
    #expect(problem("{\"relevance\": 4, \"accuracy\": 2", finish: .length)?.contains("cut off at") == true)
    #expect(problem("{\"relevance\": 4, \"accuracy\": 2}", finish: .length) == nil)
  }

  @Test("reasons are kept where they belong")
  func reasons() throws {
    let together = try parse(#"{"reason": " Both fine. ", "relevance": 4, "accuracy": 2}"#).get()
    #expect(together.reason == "Both fine.")
    #expect(together.scores.map(\.reason) == [nil, nil])

    let each = try parse(
      #"{"relevance": {"reason": "on topic", "score": 4}, "accuracy": {"score": 2, "comment": "wrong"}}"#
    ).get()
    #expect(each.scores.map(\.reason) == ["on topic", "wrong"])

    let apart = try parse(#"{"reasons": {"relevance": "a", "accuracy": "b"}, "relevance": 4, "accuracy": 2}"#)
      .get()
    #expect(apart.scores.map(\.reason) == ["a", "b"])

    let alone = try AnswerParser.parse(
      ChatAnswer(text: #"{"reason": "Wrong.", "accuracy": 2}"#), dimensions: [Dimension(name: "accuracy")],
      scoring: .plain
    ).get()
    #expect(alone.reason == nil)
    #expect(alone.scores[0].reason == "Wrong.")
  }

  @Test("one dimension may go by the name of score")
  func one() throws {
    for text in [
      #"{"score": 3}"#, #"{"reason": "x", "rating": "3/5"}"#, "3", "**3**", "Score: 3",
      "{\"answer\": {\"score\": 3}}",
    ] {
      let result = AnswerParser.parse(
        ChatAnswer(text: text), dimensions: [Dimension(name: "clarity")], scoring: .plain)
      #expect(try result.get().scores[0].value == 3, "\(text)")
      #expect(throws: AnswerProblem.self) { try parse(text).get() }
    }
  }

  @Test("pass and fail are 1 and 0 where that is the scale, and nothing else")
  func passFail() throws {
    let dimension = Dimension(name: "correct", minimum: 0, maximum: 1)
    for (text, value) in [
      (#"{"correct": 1}"#, 1), (#"{"correct": 0}"#, 0), (#"{"correct": true}"#, 1),
      (#"{"correct": "fail"}"#, 0),
      (#"{"correct": pass}"#, 1), ("Correct: no", 0), ("Verdict: pass", 1), ("Correct: 1/1", 1),
    ] as [(String, Double)] {
      let result = AnswerParser.parse(ChatAnswer(text: text), dimensions: [dimension], scoring: .plain)
      #expect(try result.get().scores[0].value == value, "\(text)")
    }
    for text in [#"{"correct": 0.5}"#, #"{"correct": 2}"#, #"{"correct": "perhaps"}"#, "Correct: 4"] {
      let result = AnswerParser.parse(ChatAnswer(text: text), dimensions: [dimension], scoring: .plain)
      #expect(throws: AnswerProblem.self, "\(text)") { try result.get() }
    }
    #expect(problem(#"{"relevance": "pass", "accuracy": 2}"#) != nil)
  }

  @Test("scales of ten, names of several words, in other scripts and of reasons")
  func names() throws {
    let dimensions = [
      Dimension(name: "tone of voice", minimum: 1, maximum: 10), Dimension(name: "Verständlichkeit"),
      Dimension(name: "reason"),
    ]
    for text in [
      #"{"tone of voice": 10, "Verständlichkeit": 3, "reason": 2}"#,
      #"{"tone_of_voice": "10/10", "verständlichkeit": "3", "Reason": 2}"#,
      "Tone of voice: 10/10\nVerständlichkeit: 3/5\nReason: 2",
    ] {
      let result = AnswerParser.parse(ChatAnswer(text: text), dimensions: dimensions, scoring: .plain)
      #expect(try result.get().scores.map(\.value) == [10, 3, 2], "\(text)")
    }
    // Names that differ by case alone are taken as they are written.
    let twins = [Dimension(name: "A"), Dimension(name: "a")]
    let result = AnswerParser.parse(
      ChatAnswer(text: #"{"A": 1, "a": 5}"#), dimensions: twins, scoring: .plain)
    #expect(try result.get().scores.map(\.value) == [1, 5])
  }

  @Test("what a model quotes cannot break a message")
  func messages() throws {
    let description = try #require(
      problem(
        "{\"relevance\": 4, \"accuracy\": \"\u{1B}[31m\u{202E}" + String(repeating: "x", count: 500) + "\"}"))
    #expect(!description.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
    #expect(description.count < 120)
  }
}
