import AssayGeneration
import AssayModel
import Testing

@Suite struct AnswerMatchTests {
  @Test(
    arguments: [
      ("Paris", "paris.", true), ("The answer is Paris", "Paris", true),
      ("the Eiffel Tower", "Eiffel tower!", true),
      ("It is not Paris", "Paris", false), ("London", "Paris", false), ("1.5", "1.5", true),
      ("15", "1.5", false),
      ("-3", "3", false), ("", "Paris", false), ("Parisian", "Paris", false), ("No", "no, never", false),
      ("Not guilty", "not guilty", true),
    ])
  func wordsDecide(answer: String, reference: String, expected: Bool) {
    #expect(AnswerMatch.matches(answer, reference: reference) == expected)
  }

  @Test func whatCannotBeComparedIsNotToldApart() {
    #expect(AnswerMatch.matches("x", reference: " . ") == nil)
    #expect(AnswerMatch.matches("x", reference: "one two three four five six seven eight nine") == nil)
  }

  @Test func answersAreAskedForWithoutReferences() {
    let prompt = BlindAnswerPrompt(task: TaskSpecification(name: "t", description: "Answer questions."))
    let request = prompt.request(
      [[TextField(name: "question", text: "Q-ONE")], [TextField(name: "question", text: "Q-TWO")]],
      secret: Samples.secret)
    #expect(Samples.words(request).contains("Q-ONE") && !Samples.outsideFences(request).contains("Q-"))
    let answer = ChatAnswer(
      text: #"{"answers": [{"of": 2, "answer": "4"}, {"of": 1, "answer": "a"}, {"of": 1, "answer": "b"}]}"#)
    #expect(prompt.read(answer, count: 2) == [nil, "4"])
    #expect(prompt.read(ChatAnswer(text: "<think>hm</think> Paris \n"), count: 1) == ["Paris"])
    #expect(prompt.read(ChatAnswer(text: ""), count: 1) == [nil])
  }
}
