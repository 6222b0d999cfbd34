import AssayGeneration
import AssayJudging
import AssayModel
import Testing

@testable import AssayEngine

@Suite struct AttackCheckTests {
  private typealias S = CheckSamples

  @Test func onlyWhatTheStudentGetsWrongIsKept() {
    let check = StudentAttackCheck(student: "small", task: S.task)!
    let candidates = [
      S.example("A"), S.example("B"), S.example("C"), S.example("D", label: nil), S.example("E"),
    ]
    let requests = check.requests(candidates, secret: S.secret)
    // Each by itself, as at work.
    #expect(requests.map { S.texts($0.request).count } == [1, 1, 1, 1, 1])
    let said = ["A": "refund", "B": "other", "D": "other"]
    let answers = requests.map { request in
      S.texts(request.request) == ["E"] ? S.failure : S.answer(request.request) { said[$0] }
    }
    let checked = check.checked(candidates, answers: answers)
    #expect(
      checked.map(\.refusal) == [
        "it fools nobody: the student labels it right", nil, "the student gave no label that can be read",
        "it has no label to be wrong about", "the student gave no label that can be read",
      ])
    #expect(checked[1].example.metadata == ["fooled": "student small", "fooled_said": "other"])
    #expect(checked[1].example.label == "refund")
    #expect(StudentAttackCheck(student: "small", task: TaskSpecification(name: "free")) == nil)
  }

  private func judge(
    _ definition: JudgeDefinition, rule: KeepRule = .mean(atLeast: 3.5)
  ) throws -> JudgeAttackCheck {
    try JudgeAttackCheck(
      judge: definition, endpoints: ["judge", "other"].map(S.endpoint), rule: rule)
  }

  private func scores(_ accuracy: Int, _ clarity: Int) -> Result<ChatAnswer, ChatProblem> {
    .success(ChatAnswer(text: "{\"reason\": \"x\", \"accuracy\": \(accuracy), \"clarity\": \(clarity)}"))
  }

  @Test func theJudgeIsAskedAsInJudging() throws {
    let definition = S.judge()
    let candidate = S.example("A", label: "other")
    let requests = try judge(definition).requests([candidate], secret: S.secret)
    let question = try JudgePrompt(definition: definition).questions(
      for: JudgedText(fields: candidate.fields, label: "other"), secret: S.secret)
    #expect(requests == [CheckRequest(model: "judge", request: question[0].sampled(0))])
  }

  @Test func onlyWhatTheJudgeKeepsIsKept() throws {
    let check = try judge(S.judge())
    let candidates = (1...5).map { S.example("T\($0)") }
    let answers = [scores(5, 4), scores(2, 3), scores(3, 4), .success(ChatAnswer(text: "hm")), S.failure]
    let checked = check.checked(candidates, answers: answers)
    #expect(
      checked.map(\.refusal) == [
        nil, "it fools nobody: the judge drops it", nil, "the judge gave no valid scores to it",
        "the judge gave no answer to it",
      ])
    #expect(
      checked[0].example.metadata
        == ["fooled": "judge strict", "fooled_said": "accuracy 5, clarity 4", "right_verdict": "reject"])
    let strict = try judge(S.judge(), rule: .minimums(["clarity": 5]))
    #expect(strict.checked([candidates[0]], answers: [answers[0]])[0].refusal != nil)
  }

  @Test func samplesAndPanelsCountAsTheyDoInJudging() throws {
    let check = try judge(S.judge(samples: 2, models: ["judge", "other"]))
    let requests = check.requests([S.example("A"), S.example("B")], secret: S.secret)
    #expect(
      requests.map(\.model) == ["judge", "judge", "other", "other", "judge", "judge", "other", "other"])
    #expect(Set(requests.map { $0.model + $0.request.canonicalText }).count == 8)
    // A: (5 + 5) / 2 and (1 + 1) / 2 on both make 3; B: 4 and 4.
    let answers = [(5), 5, 1, 1, 4, 4, 4, 4].map { scores($0, $0) }
    let checked = check.checked([S.example("A"), S.example("B")], answers: answers)
    #expect(checked.map { $0.refusal == nil } == [false, true])
    #expect(checked[1].example.metadata["fooled_said"] == "accuracy 4, clarity 4")
  }
}
