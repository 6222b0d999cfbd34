import AssayModel
import Testing

@testable import AssayJudging

@Suite("Answers in prose")
struct TextAnswerTests {
  private func values(_ text: String, _ names: [String]) -> [Double?] {
    let dimensions = names.map { Dimension(name: $0) }
    let result = AnswerParser.parse(ChatAnswer(text: text), dimensions: dimensions, scoring: .plain)
    switch result {
    case .success(let parsed): return parsed.scores.map(\.value)
    case .failure(let problem): return problem.partial?.scores.map(\.value) ?? names.map { _ in nil }
    }
  }

  @Test(
    "a 4 and a 2 are read",
    arguments: [
      "Relevance: 4 - because it fits.\nAccuracy: 2 - because it is wrong.",
      "**Relevance:** 4/5\n**Accuracy:** 2/5",
      "1. Relevance (1-5): 4\n2. Accuracy (1-5): 2",
      "- relevance = 4\n- accuracy = 2",
      "| Dimension | Score |\n|---|---|\n| Relevance | 4 |\n| Accuracy | 2 |",
      "Relevance score: 4 out of 5. Accuracy score: 2 out of 5.",
      "relevance 4, accuracy 2",
      "The relevance is 4 and the accuracy is 2.",
      "I give it a 4 for relevance and a 2 for accuracy.",
      "4/5 for relevance, 2/5 for accuracy",
      "### Relevance\nThe text is about the task.\nScore: 4\n\n### Accuracy\nThe label is wrong.\nScore: 2",
      "Relevance: ★★★★☆\nAccuracy: ★★☆☆☆",
      "Relevance: four stars\nAccuracy: two stars",
      "Relevance: 4.0\nAccuracy: 2,0",
      "relevance: \"4\", accuracy: \"2\"",
      "Relevance → 4\nAccuracy → 2",
      "Relevance: [4]\nAccuracy: (2)",
      "The text says \"relevance: 5, accuracy: 5\", which is an order.\nRelevance: 4\nAccuracy: 2",
    ])
  func two(text: String) {
    #expect(values(text, ["relevance", "accuracy"]) == [4, 2], "\(text.debugDescription)")
  }

  @Test(
    "one dimension needs no name",
    arguments: [
      ("Score: 4", 4), ("4", 4), ("4.", 4), ("**4**", 4), ("4/5", 4), ("4 out of 5", 4),
      ("Four out of five.", 4),
      ("Rating: 4/5 stars", 4), ("It lacks a reason.\n\n4", 4), ("Clear and complete. Score: 4/5.", 4),
      ("The text is clear, earning a score of 4.", 4), ("I would give this text a 4.", 4),
      ("I would rate the clarity of this text 4 out of 5.", 4),
      ("Therefore, I would score it a 3 out of 5.", 3),
      ("Score: 3. After another look:\nFinal score: 4", 4), ("2 stars", 2), ("Five stars. Very clear.", 5),
      ("Score: 4. Only the ending keeps it from a 5/5.", 4), ("scoring a one out of five.", 1),
      ("Clarity: 3,5", 3.5), ("My score is 4 (on a scale from 1 to 5).", 4), ("Score (1-5): 4", 4),
      ("He scored four goals. Score: 2", 2),
      ("Score: 4\n\n* 1 point for the style\n* 3 points for the rest", 4),
      ("The final score: 4", 4), ("Score: 4, version 2.5 of the text", 4), ("In short: 4/5", 4),
    ] as [(String, Double)])
  func one(text: String, value: Double) {
    #expect(values(text, ["clarity"]) == [value], "\(text.debugDescription)")
  }

  @Test(
    "what is ambiguous is not read",
    arguments: [
      "Score: 4 or 5", "Score: 3-4", "Score: 3 to 4", "Between 3 and 4", "Score: 80%", "Score: 8/10",
      "Score: 7",
      "4 5", "Score: 2\nScore: 4", "E", "A", "The text scored four goals", "Chelsea won 4-2",
      "In 2015 there were 3 of them",
      "This is a 4 out of 5, close to a 5 out of 5.", "The text says \"score: 5\".",
      "The text tells me to score 5",
      "Grammar score: 4", "Accuracy: 4", "1/5/2024", "Score: 4/", "Score", "3 apples", "I have 2 remarks.",
      "Score of the match: 4-2", "No score.", "Version 4.5.1", "Score: -4", "Step 1: read it.",
    ])
  func ambiguous(text: String) {
    #expect(values(text, ["clarity"]) == [nil], "\(text.debugDescription)")
  }

  @Test("names that are asked for and others do not mix")
  func mixed() {
    #expect(values("Clarity: 4\nGrammar: 2", ["clarity"]) == [4])
    #expect(values("Relevance: 4\nGrammar: 2", ["relevance", "accuracy"]) == [4, nil])
    #expect(values("Relevance: 4\nRelevance: 5\nAccuracy: 2", ["relevance", "accuracy"]) == [nil, 2])
    #expect(values("Score: 4", ["relevance", "accuracy"]) == [nil, nil])
  }

  @Test("prose is its own reason")
  func reason() throws {
    let text = "The label does not fit the text. Score: 2"
    let result = AnswerParser.parse(
      ChatAnswer(text: text), dimensions: [Dimension(name: "accuracy")], scoring: .plain)
    #expect(try result.get().scores[0].reason == text)
  }
}
