import AssayGeneration
import AssayModel
import Testing

@Suite struct LabelVerificationTests {
  private let prompt = BlindLabelPrompt(task: Samples.task)!
  private let labels = LabelSet(Samples.task.labels)
  private let texts = [
    [TextField(name: "text", text: "TEXT-ONE")], [TextField(name: "text", text: "TEXT-TWO")],
  ]

  @Test func theRequestShowsTextsAndLabelsOnly() {
    let request = prompt.request(texts, secret: Samples.secret)
    let text = Samples.words(request)
    #expect(text.contains("TEXT-ONE") && text.contains("TEXT-TWO"))
    #expect(text.contains("refund, card lost, Exchange_rate"))
    #expect(!Samples.outsideFences(request).contains("TEXT-"))
    #expect(request.temperature == 0)
    #expect(BlindLabelPrompt(task: TaskSpecification(name: "no labels")) == nil)
  }

  @Test(
    arguments: [
      (
        #"{"labels": [{"of": 2, "label": "Card Lost"}, {"of": 1, "label": "refund"}]}"#,
        ["refund", "card lost"]
      ),
      (
        #"[{"of": 1, "label": "refund"}, {"of": 1, "label": "card lost"}, {"of": 2, "label": "none"}]"#,
        [nil, nil]
      ),
      (#"{"labels": [{"of": 1, "label": "refund"}, {"of": 2, "label": "card lo"#, ["refund", nil]),
      (#"{"labels": [{"of": 9, "label": "refund"}, {"of": 0, "label": "refund"}]}"#, [nil, nil]),
      ("", [nil, nil]),
      (#"{"of": 2, "label": "refund"}"#, [nil, "refund"]),
    ])
  func answers(answer: String, expected: [String?]) {
    #expect(prompt.read(ChatAnswer(text: answer), count: 2) == expected)
  }

  @Test func difficultyIsAskedForInTheSameWay() {
    let prompt = BlindLabelPrompt.difficulty(task: TaskSpecification(name: "t", description: "Sort mails."))
    let text = Samples.words(prompt.request(texts, secret: Samples.secret))
    #expect(
      text.contains("easy, medium, hard") && text.contains("an expert does") && text.contains("Sort mails."))
    #expect(prompt.read(ChatAnswer(text: #"[{"of": 2, "label": "Hard"}]"#), count: 2) == [nil, "hard"])
  }

  @Test func oneTextNeedsNoNumberAndNoJSON() {
    #expect(prompt.read(ChatAnswer(text: "refund."), count: 1) == ["refund"])
    #expect(prompt.read(ChatAnswer(text: #"{"label": "refund"}"#), count: 1) == ["refund"])
    #expect(prompt.read(ChatAnswer(text: "refund or card lost"), count: 1) == [nil])
    #expect(prompt.read(ChatAnswer(text: "x"), count: 0) == [])
  }

  @Test func labelsAreCompared() {
    #expect(LabelVerification(meant: "refund", said: "Refund", labels: labels) == .match)
    #expect(LabelVerification(meant: "refund", said: "card lost", labels: labels) == .mismatch("card lost"))
    #expect(LabelVerification(meant: "refund", said: nil, labels: labels) == .unreadable)
    #expect(LabelVerification(meant: nil, said: "refund", labels: labels) == .unreadable)
    #expect(LabelVerification(meant: "old label", said: "refund", labels: labels) == .unreadable)
  }

  @Test func theOutcomeTravelsWithTheExample() {
    let example = GeneratedExample(fields: texts[0], label: "refund")
    let marked = LabelVerification.mismatch("card lost").marked(example)
    #expect(marked.label == "refund")
    #expect(marked.metadata == ["verification": "mismatch", "verifier_label": "card lost"])
    #expect(LabelVerification.match.marked(example).metadata == ["verification": "match"])
    #expect(LabelVerification.unreadable.marked(example).metadata == ["verification": "unreadable"])
    #expect(LabelVerification.mismatch("x").fooled == true && LabelVerification.match.fooled == false)
    #expect(LabelVerification.unreadable.fooled == nil)
  }

  @Test(
    arguments: [
      ("hard", "easy", 0, 3, DifficultyCheck.easierThanSaid), ("hard", nil, 0, 3, .easierThanSaid),
      ("hard", "hard", 0, 3, .confirmed), ("hard", "medium", 1, 2, .easierThanSaid),
      ("hard", "medium", 0, 0, .confirmed), ("easy", "hard", 3, 3, .harderThanSaid),
      ("easy", nil, 3, 4, .harderThanSaid), ("medium", "medium", 1, 2, .confirmed),
      ("medium", "easy", 3, 3, .confirmed), ("easy", nil, 0, 0, .unknown), ("tricky", "easy", 0, 3, .unknown),
      (nil, "easy", 0, 3, .unknown),
    ] as [(String?, String?, Int, Int, DifficultyCheck)])
  func difficultyIsChecked(said: String?, rated: String?, errors: Int, tries: Int, expected: DifficultyCheck)
  {
    #expect(DifficultyCheck(said: said, rated: rated, errors: errors, tries: tries) == expected)
  }
}
