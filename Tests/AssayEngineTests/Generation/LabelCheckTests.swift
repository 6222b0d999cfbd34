import AssayEngine
import AssayModel
import Testing

@Suite struct LabelCheckTests {
  private typealias S = CheckSamples
  private let check = LabelCheck(verifier: "second", task: CheckSamples.task)!
  private let candidates = (1...24).map {
    CheckSamples.example("TEXT \($0)", label: $0 % 2 == 0 ? "refund" : "other")
  }

  @Test func textsGoOutInGroupsOfTenAtMostAndInNoOrderOfTheirs() throws {
    let requests = check.requests(candidates, secret: S.secret)
    #expect(requests.map { S.texts($0.request).count } == [8, 8, 8])
    #expect(requests.allSatisfy { $0.model == "second" })
    let shown = requests.flatMap { S.texts($0.request) }
    #expect(Set(shown) == Set(candidates.map { $0.fields[0].text }))
    #expect(shown != candidates.map { $0.fields[0].text })
    // The same however they come, so that nothing is to be told from it, and answers are found again.
    let turned = check.requests(candidates.reversed(), secret: S.secret)
    #expect(turned == requests)
    #expect(check.requests(candidates, secret: [1]) != requests)
  }

  @Test func aMismatchIsFlaggedAndKeepsItsLabel() throws {
    let requests = check.requests(candidates, secret: S.secret)
    let changed: Set<String> = ["TEXT 2", "TEXT 4", "TEXT 5"]
    let answers = requests.map { request in
      S.answer(request.request) { text in
        if text == "TEXT 7" { return nil }
        if changed.contains(text) { return "card lost" }
        return candidates.first { $0.fields[0].text == text }?.label
      }
    }
    let checked = check.checked(candidates, answers: answers)
    #expect(checked.map(\.example.fields) == candidates.map(\.fields))
    #expect(checked.map(\.example.label) == candidates.map(\.label))
    #expect(Set(checked.filter(\.isFlagged).map { $0.example.fields[0].text }) == changed)
    #expect(checked.allSatisfy { $0.refusal == nil })
    #expect(checked[1].example.metadata == ["verification": "mismatch", "verifier_label": "card lost"])
    #expect(checked[6].example.metadata == ["verification": "unreadable"])
    #expect(checked.count { $0.example.metadata["verification"] == "match" } == 20)
  }

  @Test func aGroupWithoutAnAnswerIsUnreadableAndTheOthersCount() {
    let requests = check.requests(candidates, secret: S.secret)
    var answers = requests.map {
      S.answer($0.request) { text in candidates.first { $0.fields[0].text == text }?.label }
    }
    answers[1] = S.failure
    let checked = check.checked(candidates, answers: answers)
    let lost = Set(S.texts(requests[1].request))
    for item in checked {
      let said = item.example.metadata["verification"]
      #expect(said == (lost.contains(item.example.fields[0].text) ? "unreadable" : "match"))
      #expect(!item.isFlagged)
    }
  }

  @Test func whatHasNoLabelOfTheTaskIsNotAskedAbout() {
    let mixed = [S.example("A", label: nil), S.example("B", label: "Refund"), S.example("C", label: "else")]
    let requests = check.requests(mixed, secret: S.secret)
    #expect(requests.map { S.texts($0.request) } == [["B"]])
    let checked = check.checked(mixed, answers: requests.map { S.answer($0.request) { _ in "refund" } })
    #expect(checked.map(\.example.metadata) == [[:], ["verification": "match"], [:]])
    #expect(check.requests([], secret: S.secret).isEmpty && check.checked([], answers: []).isEmpty)
  }

  @Test func wrongLabelsOnPurposeAreFlaggedWhereTheVerifierAgrees() {
    let check = LabelCheck(verifier: "second", task: S.task, isDeceptive: true)!
    let pair = [S.example("A"), S.example("B")]
    let answers = check.requests(pair, secret: S.secret).map {
      S.answer($0.request) { $0 == "A" ? "refund" : "other" }
    }
    #expect(check.checked(pair, answers: answers).map(\.isFlagged) == [true, false])
  }
}
