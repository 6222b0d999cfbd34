import AssayGeneration
import AssayModel
import Testing

@Suite struct ParentAnswerTests {
  @Test func aParaphraseKeepsTheLabelOfItsOwnParent() {
    let call = Samples.call(.paraphrase)
    let (examples, problems) = Samples.parse(
      #"{"examples": [{"of": 2, "text": "b", "label": "refund"}, {"of": "example 1", "text": "a"}, {"text": "c"}, {"of": 7, "text": "d"}]}"#,
      call)
    #expect(examples.map(\.label) == ["card lost", "refund"])
    #expect(examples.map(\.provenance.parent) == ["p2", "p1"])
    #expect(
      problems == [
        "item 3: it does not say which example it is made from",
        "item 4: it does not say which example it is made from",
      ])
  }

  @Test func theOnlyParentNeedsNoNumber() {
    var call = Samples.call(.paraphrase)
    call.parents = [call.parents[0]]
    let (examples, problems) = Samples.parse(#"["another way", "PARENT-one"]"#, call)
    #expect(examples.map(\.provenance.parent) == ["p1"])
    #expect(problems == ["item 2: it is a copy of the example that it was made from"])
  }

  @Test func distillationLabelsWhatIsThere() {
    let call = Samples.call(.distillation)
    let (examples, problems) = Samples.parse(
      """
      {"examples": [{"of": 1, "reason": "It asks for money.", "label": "Refund", "confidence": 85},
      {"of": 2, "reason": "?", "label": "nothing", "confidence": 0.5}]}
      """, call)
    #expect(examples.map(\.fields) == [call.parents[0].fields])
    #expect(examples[0].label == "refund")
    #expect(examples[0].metadata["reason"] == "It asks for money.")
    #expect(examples[0].metadata["confidence"] == "85")
    #expect(problems.last == "item 2: it has no label that the task knows")
  }

  @Test(arguments: [("85", "85"), ("\"85 %\"", "85"), ("0.85", "85"), ("1", "1"), ("100", "100")])
  func confidenceIsOfAHundred(written: String, confidence: String) {
    let parsed = Samples.parse(
      "[{\"of\": 1, \"label\": \"refund\", \"confidence\": \(written)}]", Samples.call(.distillation))
    #expect(parsed.examples.first?.metadata["confidence"] == confidence)
  }

  @Test(arguments: ["101", "-1", "\"high\"", "null", "1e300"])
  func whatIsNoConfidenceIsNone(written: String) {
    let parsed = Samples.parse(
      "[{\"of\": 1, \"label\": \"refund\", \"confidence\": \(written)}]", Samples.call(.distillation))
    #expect(parsed.examples.count == 1)
    #expect(parsed.examples.first?.metadata["confidence"] == nil)
  }

  @Test func withoutLabelsDistillationAnswers() {
    var call = Samples.call(.distillation)
    call.parents = call.parents.map { GenerationCall.Shown(key: $0.key, fields: $0.fields) }
    let parsed = GenerationAnswer.parse(
      ChatAnswer(text: #"[{"of": 2, "reason": "r", "output": "42", "confidence": 70}]"#), call: call,
      task: TaskSpecification(name: "questions"))
    #expect(parsed.examples.first?.fields.map(\.text) == ["PARENT-TWO", "42"])
    #expect(parsed.examples.first?.fields.map(\.name) == ["text", "output"])
  }

  @Test func anEvaluationSetHasReferences() {
    let parsed = Samples.parse(
      #"[{"text": "x", "label": "refund", "difficulty": "hard", "reference": "refund, since it was paid twice", "adversarial": true}]"#,
      Samples.call(.evaluationSet))
    #expect(parsed.problems.isEmpty)
    #expect(parsed.examples.first?.difficulty == "hard")
    #expect(parsed.examples.first?.metadata["reference"] == "refund, since it was paid twice")
    #expect(parsed.examples.first?.metadata["adversarial"] == "true")
  }

  @Test func anAttackHasItsOwnLabelAndReason() {
    let parsed = Samples.parse(
      #"[{"of": 1, "reason": "negation", "text": "not that", "label": "card lost"}]"#,
      Samples.call(.adversarial))
    #expect(parsed.examples.first?.label == "card lost")
    #expect(parsed.examples.first?.provenance.parent == "p1")
    #expect(parsed.examples.first?.metadata["reason"] == "negation")
  }
}
