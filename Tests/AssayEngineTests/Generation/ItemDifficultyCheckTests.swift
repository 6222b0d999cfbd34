import AssayEngine
import AssayModel
import Testing

@Suite struct ItemDifficultyCheckTests {
  private typealias S = CheckSamples

  /// `rated`: what the judge says of a text; `right`: in how many of three tries the weak model is right.
  private func checked(
    _ items: [GeneratedExample], rated: ((String) -> String?)?, right: ((String) -> Int)?,
    task: TaskSpecification = S.task
  ) -> [CheckedExample] {
    let check = ItemDifficultyCheck(
      judge: rated.map { _ in "rater" }, weak: right.map { _ in "small" }, task: task)
    let answers = check.requests(items, secret: S.secret).map { request in
      if request.model == "rater" { return S.answer(request.request) { rated?($0) } }
      return S.answer(request.request) { text in
        let label = items.first { $0.fields[0].text == text }?.label
        return request.request.sample < right?(text) ?? 0 ? label : "card lost"
      }
    }
    return check.checked(items, answers: answers)
  }

  @Test func theWeakModelIsAskedBlindThreeTimesAndDifferently() {
    let items = (1...12).map { S.example("ITEM \($0)", difficulty: "hard") }
    let check = ItemDifficultyCheck(judge: "rater", weak: "small", task: S.task)
    let requests = check.requests(items, secret: S.secret)
    #expect(requests.map(\.model) == ["rater", "rater"] + Array(repeating: "small", count: 6))
    #expect(Set(requests.map(\.request.canonicalText)).count == 8)
    let weak = requests.dropFirst(2).map(\.request)
    #expect(weak.map(\.seed) == [1, 1, 2, 2, 3, 3])
    #expect(weak.allSatisfy { ($0.temperature ?? 0) > 0 })
    let text = requests.map { $0.request.messages.map(\.content).joined() }.joined()
    // What an item is meant to be stands nowhere but among the levels to choose from.
    #expect(!text.contains("difficulty>>"))
    #expect(
      ItemDifficultyCheck(judge: nil, weak: nil, task: S.task).requests(items, secret: S.secret).isEmpty)
  }

  @Test func anItemIsAsHardAsItWasMeasured() {
    let items = [
      S.example("A", difficulty: "hard"), S.example("B", difficulty: "hard"),
      S.example("C", difficulty: "easy"),
      S.example("D", difficulty: "medium"), S.example("E", difficulty: nil),
    ]
    let rated = ["A": "easy", "B": "hard", "C": "medium", "D": "easy", "E": "hard"]
    let right = ["A": 3, "B": 0, "C": 1, "D": 0, "E": 0]
    let checked = checked(items, rated: { rated[$0] }, right: { right[$0] ?? 0 })
    #expect(checked.map(\.example.difficulty) == ["easy", "hard", "medium", "medium", "hard"])
    #expect(
      checked.map(\.example.metadata["difficulty_check"])
        == ["easier than it says", "confirmed", "harder than it says", "disputed", "not checked"])
    #expect(
      checked.map(\.example.metadata["difficulty_asserted"]) == ["hard", "hard", "easy", "medium", nil])
    #expect(checked.map(\.example.metadata["weak_errors"]) == ["0/3", "3/3", "2/3", "3/3", "3/3"])
    #expect(
      checked.map(\.example.metadata["difficulty_rated"]) == ["easy", "hard", "medium", "easy", "hard"])
    #expect(checked.map(\.isFlagged) == [false, false, false, true, true])
  }

  @Test func whatNobodyCouldTellKeepsWhatItSaysAndIsFlagged() {
    let items = [S.example("A", difficulty: "hard")]
    let checked = checked(items, rated: { _ in nil }, right: nil)
    #expect(checked[0].example.difficulty == "hard")
    #expect(checked[0].example.metadata["difficulty_check"] == "not checked")
    #expect(checked[0].isFlagged && checked[0].refusal == nil)
  }

  @Test func freeAnswersAreComparedWithTheReference() {
    let task = TaskSpecification(name: "questions", description: "Answer.")
    let items = [
      S.example("Q1", label: nil, difficulty: "hard", metadata: ["reference": "Paris"]),
      S.example("Q2", label: nil, difficulty: "easy", metadata: ["reference": "42"]),
      S.example(
        "Q3", label: nil, difficulty: "hard",
        metadata: ["reference": "a long explanation that no words alone could ever be compared with"]),
      S.example("Q4", label: nil, difficulty: "hard"),
    ]
    let check = ItemDifficultyCheck(judge: nil, weak: "small", task: task)
    let requests = check.requests(items, secret: S.secret)
    #expect(Set(requests.flatMap { S.texts($0.request, named: "question") }) == ["Q1", "Q2"])
    #expect(!requests.contains { $0.request.messages.last?.content.contains("Paris") == true })
    let answers = requests.map {
      S.answer($0.request, list: "answers", member: "answer", named: "question") {
        $0 == "Q1" ? "It is Paris." : "no idea"
      }
    }
    let checked = check.checked(items, answers: answers)
    #expect(checked.map(\.example.difficulty) == ["easy", "hard", "hard", "hard"])
    #expect(checked.map(\.example.metadata["weak_errors"]) == ["0/3", "3/3", nil, nil])
    #expect(
      checked.map(\.example.metadata["difficulty_check"])
        == ["easier than it says", "harder than it says", "not checked", "not checked"])
  }

  @Test func theAnswerBesideAQuestionIsNotShown() {
    let task = TaskSpecification(name: "questions", description: "Answer.")
    let item = GeneratedExample(
      fields: [.init(name: "instruction", text: "Q1"), .init(name: "output", text: "SECRET")],
      difficulty: "hard")
    let requests = ItemDifficultyCheck(judge: "rater", weak: "small", task: task)
      .requests([item], secret: S.secret)
    #expect(requests.count == 4)
    #expect(!requests.contains { $0.request.messages.last?.content.contains("SECRET") == true })
  }
}
