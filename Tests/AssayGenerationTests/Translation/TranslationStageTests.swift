import AssayGeneration
import AssayModel
import Testing

@Suite struct TranslationStageTests {
  private func call(_ texts: [String] = ["My card is gone.", "Where is my money?"]) -> GenerationCall {
    var call = GenerationCall(number: 4, technique: .backTranslation)
    call.parents = texts.enumerated().map {
      Samples.shown($1, key: "p\($0 + 1)", label: Samples.task.labels[$0])
    }
    call.variant = "German > Finnish"
    return call
  }

  private func parse(
    _ text: String, _ call: GenerationCall
  ) -> (examples: [GeneratedExample], problems: [String]) {
    TranslationStage.parse(ChatAnswer(text: text), call: call, task: Samples.task)
  }

  @Test(
    arguments: [
      ("German", "de"), ("german ", "de"), ("Deutsch", "de"), ("DE", "de"), ("Finnish", "fi"),
      ("français", "fr"),
      ("zh-Hans", "zh-Hans"), ("pt-BR", "pt-BR"), ("Klingonish", nil), ("", nil), ("xx", nil), ("de-!", nil),
    ] as [(String, String?)])
  func namesOfLanguagesHaveCodes(name: String, code: String?) {
    #expect(LanguageCode.code(for: name) == code)
  }

  @Test func unknownLanguagesAreNamedBeforeAnythingIsSent() {
    #expect(TranslationStage.problem(with: ["German", "French > fi"]) == nil)
    #expect(
      TranslationStage.problem(with: ["German > Elvishh"])
        == "there is no language \"Elvishh\"; write its English name or its code, such as \"German\" or \"de\""
    )
    #expect(TranslationStage.problem(with: [])?.contains("needs a language") == true)
  }

  @Test func aRoundTripGoesThroughEachLanguageAndBack() throws {
    var call = call()
    let first = try TranslationStage.request(call)
    #expect(
      first.translation
        == .init(texts: ["My card is gone.", "Where is my money?"], source: "auto", target: "de"))
    #expect(first.messages.isEmpty)
    let german = parse(
      #"{"texts": ["Meine Karte ist weg.", "Wo ist mein \"Geld\"?"], "languages": ["en", "en"]}"#, call)
    #expect(german.problems.isEmpty)
    #expect(german.examples.map { $0.fields[0].text } == ["Meine Karte ist weg.", "Wo ist mein \"Geld\"?"])
    call = try #require(call.following(german.examples, from: 5).first)
    let second = try #require(try TranslationStage.request(call).translation)
    #expect(second.texts.count == 2 && second.source == "de" && second.target == "fi")
    let finnish = parse(#"{"texts": ["Korttini katosi.", "Missä rahani ovat?"]}"#, call)
    call = try #require(call.following(finnish.examples, from: 6).first)
    let third = try #require(try TranslationStage.request(call).translation)
    #expect(third.source == "fi" && third.target == "en")
    let back = parse(#"{"texts": ["My card disappeared.", "Where is my money?"]}"#, call)
    // The second came back as it went.
    #expect(back.examples.map { $0.fields[0].text } == ["My card disappeared."])
    #expect(back.problems == ["item 2: it is a copy of the example that it was made from"])
    let example = try #require(back.examples.first)
    #expect(example.label == "refund" && example.provenance.parent == "p1")
    #expect(example.metadata["language"] == "en" && example.metadata["variant"] == "German > Finnish")
    #expect(call.following(back.examples, from: 7).isEmpty)
  }

  @Test func aNamedLanguageIsNotGuessed() throws {
    var call = call()
    call.language = "Spanish"
    #expect(try TranslationStage.request(call).translation?.source == "es")
    let examples = parse(#"{"texts": ["a b", "c d"], "languages": ["pt", "pt"]}"#, call).examples
    #expect(examples.map(\.metadata["language"]) == ["Spanish", "Spanish"])
  }

  @Test func withoutALanguageThereIsNoWayBack() throws {
    var call = call(["One."])
    call.variant = "German"
    call = try #require(call.following(parse(#"{"texts": ["Eins."]}"#, call).examples, from: 5).first)
    #expect(throws: TranslationProblem.self) { try TranslationStage.request(call) }
  }

  @Test func fieldsAreTranslatedEachByItself() throws {
    var call = call()
    call.parents = [
      .init(
        key: "a", fields: [.init(name: "title", text: "T1"), .init(name: "body", text: "B1")], label: "refund"
      ),
      .init(
        key: "b", fields: [.init(name: "title", text: "T2"), .init(name: "body", text: "B2")], label: "refund"
      ),
    ]
    #expect(try TranslationStage.request(call).translation?.texts == ["T1", "B1", "T2", "B2"])
    let parsed = parse(#"{"texts": ["t1", "b1", "t2", "b2"]}"#, call)
    #expect(
      parsed.examples.map { $0.fields.map(\.text) } == [["t1", "b1"], ["t2", "b2"]])
    let short = parse(#"{"texts": ["t1", "b1", "t2"]}"#, call)
    #expect(short.examples.isEmpty)
    #expect(short.problems == ["there are 3 translations of 4 texts in the answer"])
    #expect(parse("no JSON", call).examples.isEmpty)
  }

  @Test func onlyTranslatorsAreAskedThisWay() {
    #expect(TranslationStage.isMeant(for: .init(name: "t", dialect: .libreTranslate, url: "", model: "")))
    #expect(!TranslationStage.isMeant(for: .init(name: "m", url: "", model: "")))
  }
}
