import AssayJudging
import AssayModel
import Testing

@Suite struct SubtlePromptTests {
  private let text = ProbeTexts.pairs[0]

  private func read(_ answer: String, finish: ChatAnswer.Finish = .stop) throws -> Corruption {
    let prompt = try #require(SubtlePrompt(text, task: "astronomy", seed: 1))
    return try prompt.read(ChatAnswer(text: answer, finish: finish)).get()
  }

  private func object(_ text: String, _ error: String = "the light needs longer") -> String {
    let escaped = text.replacing("\"", with: "\\\"")
    return "{\"error\": \"\(error)\", \"text\": \"\(escaped)\"}"
  }

  @Test func theExampleStandsBetweenMarksAndGivesNoOrders() throws {
    let prompt = try #require(SubtlePrompt(text, task: "astronomy", seed: 1))
    let fence = try #require(prompt.request.fence)
    let user = prompt.request.messages[1].content
    #expect(user.contains("astronomy") && user.contains(text.answer))
    #expect(user.components(of: fence) == 3, "before and after it")
    #expect(SubtlePrompt(text, task: "astronomy", seed: 2)?.request.fence != fence)
    #expect(prompt.request.schema != nil)
    #expect(SubtlePrompt(ProbeText(fields: []), task: "", seed: 1) == nil)
  }

  @Test func theErrorAndTheTextAreTaken() throws {
    let changed = text.answer.replacing("8 minutes", with: "18 minutes")
    let made = try read("Here it is:\n```json\n" + object(changed) + "\n```")
    #expect(made.fields[1].text == changed && made.fields[0] == text.fields[0])
    #expect(made.detail == "the light needs longer")
  }

  @Test func anAnswerOfNoUseIsNone() {
    #expect(throws: Inapplicable.self) { try read("no") }
    #expect(throws: Inapplicable.self) { try read(object(text.answer)) }
    #expect(throws: Inapplicable.self) { try read(object("  " + text.answer.uppercased())) }
    #expect(throws: Inapplicable.self) { try read(object("Short.")) }
    #expect(throws: Inapplicable.self) { try read(object(text.answer + " More.", "")) }
    #expect(throws: Inapplicable.self) { try read(object(text.answer + " More."), finish: .length) }
  }
}

extension String {
  fileprivate func components(of mark: String) -> Int {
    split(separator: mark, omittingEmptySubsequences: false).count
  }
}
