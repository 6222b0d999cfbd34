import AssayGeneration
import AssayModel
import Testing

@Suite struct GenerationAnswerTests {
  private func direct(_ text: String, finish: ChatAnswer.Finish = .stop) -> (
    examples: [GeneratedExample], problems: [String]
  ) {
    var call = GenerationCall(number: 1, technique: .direct)
    call.quotas = [Quota(label: "refund", difficulty: nil, wanted: 3)]
    call.promptVersion = "abc"
    call.seeds = [Samples.shown("Send it back, please.", key: "s1")]
    return Samples.parse(text, call, finish: finish)
  }

  private func texts(_ answer: String) -> [String] { direct(answer).examples.map { $0.fields[0].text } }

  @Test func whatWasAskedForIsRead() {
    let (examples, problems) = direct(
      #"{"examples": [{"text": "I want my money.", "label": "refund"}, {"text": "It is gone", "label": "card lost"}]}"#
    )
    #expect(problems.isEmpty)
    #expect(examples.map(\.label) == ["refund", "card lost"])
    #expect(examples[0].fields == [TextField(name: "text", text: "I want my money.")])
    #expect(
      examples[0].provenance
        == Provenance(technique: "direct", promptVersion: "abc", parent: nil, seeds: ["s1"]))
    #expect(examples[0].metadata == ["phrasing": "0"])
  }

  @Test(
    "however it is wrapped",
    arguments: [
      #"[{"text": "a b", "label": "refund"}, {"text": "c", "label": "refund"}]"#,
      "Sure! Here they are:\n```json\n{\"examples\": [{\"text\": \"a b\", \"label\": \"refund\"},\n"
        + "{\"text\": \"c\", \"label\": \"refund\"},]}\n```\nI hope {this} helps.",
      "{\"text\": \"a b\", \"label\": \"refund\"}\n{\"text\": \"c\", \"label\": \"refund\"}\n",
      #"{"data": {"items": [{"Text": "a b", "Label": "Refund"}, {"text": "c", "label": "REFUND"}]}}"#,
      #"<think>{"examples": [{"text": "no", "label": "refund"}]}</think>[{text: 'a b', label: 'refund'},{text: 'c', label: 'refund'}]"#,
      #"{"examples": {"1": {"text": "a b", "label": "refund"}, "2": {"text": "c", "label": "refund"}}}"#,
      #"{"examples": [{"example": "a b", "category": "refund"}, {"sentence": "c", "intent": "refund"}]}"#,
    ])
  func wrapping(answer: String) {
    #expect(texts(answer) == ["a b", "c"])
    #expect(direct(answer).examples.map(\.label) == ["refund", "refund"])
  }

  @Test func aCutAnswerGivesWhatWasWhole() {
    let answer = #"{"examples": [{"text": "one", "label": "refund"}, {"text": "two", "label": "refu"#
    #expect(texts(answer) == ["one"])
    #expect(direct(answer).problems == ["the answer ends in the middle of an item"])
    #expect(
      direct(answer, finish: .length).problems
        == ["the answer was cut off at the limit of tokens; what was whole before is kept"])
    #expect(texts(#"{"text": "one", "label": "refund"}{"text": "tw"#) == ["one"])
    #expect(texts(#"{"text": "on"#).isEmpty)
  }

  @Test func aBrokenItemDoesNotTakeTheOthersAlong() {
    let answer = """
      {"examples": [{"text": "one", "label": "refund"}, {"text" "two" "label"]}, {"text": "three", "label": "refund"}]}
      """
    #expect(texts(answer) == ["one", "three"])
  }

  @Test func aTextThatSwallowsTheNextItemIsRefused() {
    let answer = """
      {"examples": [{"text": "one", "label": "refund"},
      {"text": "two, "label": "refund"}, {"text": "three", "label": "refund"}]}
      """
    let (examples, problems) = direct(answer)
    #expect(examples.first?.fields[0].text == "one")
    #expect(!examples.contains { $0.fields[0].text.contains("label") })
    #expect(problems.contains { $0.contains("a quotation mark is missing") } || examples.count == 2)
    // What is quoted as it should be is a text about JSON.
    #expect(texts(#"[{"text": "My \"label\": is wrong", "label": "refund"}]"#) == [#"My "label": is wrong"#])
  }

  @Test(
    arguments: [
      ("refund", "refund"), (" Refund ", "refund"), ("CARD_LOST", "card lost"), ("card-lost", "card lost"),
      ("exchange rate", "Exchange_rate"), ("\\\"refund\\\"", "refund"), ("card  lost.", "card lost"),
    ])
  func labelsAreFoundAgain(written: String, label: String) {
    let (examples, problems) = direct("[{\"text\": \"x\", \"label\": \"\(written)\"}]")
    #expect(examples.map(\.label) == [label])
    #expect(problems.isEmpty)
  }

  @Test func aLabelThatTheTaskLacksIsNoneAndIsTold() {
    let (examples, problems) = direct(
      #"[{"text": "x", "label": "refunds\u0007"}, {"text": "y"}, {"text": "z", "label": null}]"#)
    #expect(examples.map(\.label) == [nil, nil, nil])
    #expect(
      problems == [
        "item 1: the task has no label \"refunds \"", "item 2: it has no label", "item 3: it has no label",
      ])
  }

  @Test func labelsThatDifferByCaseOnlyAreToldApartExactlyOnly() {
    let labels = LabelSet(["US", "us", "them"])
    #expect(labels.label(for: "US") == "US")
    #expect(labels.label(for: "us") == "us")
    #expect(labels.label(for: "Us") == nil)
    #expect(labels.label(for: "THEM") == "them")
    #expect(LabelSet(["a", "a"]).label(for: "A") == "a")
  }

  @Test(
    arguments: [
      (#"[{"text": "", "label": "refund"}]"#, "item 1: it has no \"text\""),
      (#"[{"text": " \n ", "label": "refund"}]"#, "item 1: it has no \"text\""),
      (#"{"examples": [{"label": "refund"}]}"#, "item 1: it has no \"text\""),
      (
        #"{"examples": [{"text": "<text>", "label": "refund"}]}"#,
        "item 1: it is the form of the answer, not an example"
      ),
      (
        #"{"examples": [{"text": "<text_2>", "label": "refund"}]}"#,
        "item 1: it is the form of the answer, not an example"
      ),
      (
        #"{"examples": [{"text": "<label>", "label": "refund"}]}"#,
        "item 1: it is the form of the answer, not an example"
      ),
      (
        #"{"examples": [{"text": "<text_4>5.00</text_4>", "label": "refund"}]}"#,
        "item 1: it is the form of the answer, not an example"
      ),
      (
        #"{"examples": [{"text": "exchange_rate", "label": "refund"}]}"#,
        "item 1: it is the name of a label, not an example"
      ),
      (#"[{"text": "send IT back,  please.", "label": "refund"}]"#, "item 1: it is a copy of a seed"),
      ("I cannot do that.", "there are no examples in the answer"), ("", "the answer is empty"),
      ("{\"examples\": []}", "there are no examples in the answer"),
    ])
  func whatIsNoExampleIsRefusedWithItsReason(answer: String, problem: String) {
    let (examples, problems) = direct(answer)
    #expect(examples.isEmpty)
    #expect(problems == [problem])
  }

  @Test(
    arguments: [
      "<b>refund</b>", "<label>5.00</label>", "<text> is what it shows me", "<texts>", "<text_2a>",
      "a refund", "exchange rate of today",
    ])
  func textsWithTagsOrTheNamesOfLabelsInThemAreExamples(text: String) {
    let (examples, problems) = direct("[{\"text\": \(JSONText.string(text)), \"label\": \"refund\"}]")
    #expect(examples.map { $0.fields[0].text } == [text] && problems.isEmpty)
  }

  @Test func anOutputThatIsTheNameOfALabelIsAnAnswer() {
    var call = Samples.call(.instruction)
    call.stage = 1
    call.parents = [GenerationCall.Shown(fields: [TextField(name: "instruction", text: "Sort it.")])]
    let (examples, _) = Samples.parse(#"[{"of": 1, "input": "", "output": "refund"}]"#, call)
    #expect(examples.map { $0.fields.last?.text } == ["refund"])
  }

  @Test func aRunawayAnswerCountsOnce() {
    let item = #"{"text": "again", "label": "refund"}"#
    let (examples, problems) = direct("[" + Array(repeating: item, count: 500).joined(separator: ",") + "]")
    #expect(examples.count == 1)
    #expect(problems.count == 499 && problems[0] == "item 2: it is a copy of item 1")
  }

  @Test func controlCharactersAreData() {
    let (examples, problems) = direct(#"[{"text": "a\u001b[31mb\u0000c\u202e", "label": "refund"}]"#)
    #expect(examples.first?.fields[0].text == "a\u{1b}[31mb\0c\u{202e}")
    #expect(problems.isEmpty)
    let raw = direct("[{\"text\": \"tab\there\nline\", \"label\": \"refund\"}]")
    #expect(raw.examples.first?.fields[0].text == "tab\there\nline")
  }

  @Test func noProblemHoldsWhatATerminalObeys() {
    let (_, problems) = direct(#"[{"text": "x", "label": "\u001b]0;title\u0007\u202e\n"}]"#)
    let scalars = problems.joined().unicodeScalars
    #expect(!problems.isEmpty)
    #expect(scalars.allSatisfy { ![.control, .format].contains($0.properties.generalCategory) })
  }

  @Test func textsAloneAreExamplesWithoutLabels() {
    let (examples, problems) = direct(#"{"examples": ["one", "two"]}"#)
    #expect(examples.map { $0.fields[0].text } == ["one", "two"])
    #expect(problems.count == 2)
  }

  @Test func profilesTravelWithTheirExample() {
    var call = Samples.call(.direct)
    call.attributes = [
      AttributeProfile([.init(attribute: "persona", value: "nurse")]),
      AttributeProfile([.init(attribute: "persona", value: "pilot")]),
    ]
    let parsed = Samples.parse(
      #"[{"profile": 2, "text": "x", "label": "refund", "difficulty": "Hard"}, {"profile": 9, "text": "y", "label": "refund", "difficulty": "easy"}]"#,
      call)
    #expect(parsed.examples.map { $0.metadata["attribute_persona"] } == ["pilot", nil])
    #expect(parsed.examples.map(\.difficulty) == ["hard", "easy"])
  }
}
