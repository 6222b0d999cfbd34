import AssayGeneration
import AssayModel
import Testing

@Suite struct StageTests {
  @Test func backTranslationGoesThroughItsLanguagesAndBack() throws {
    var call = Samples.call(.backTranslation)
    call.language = "English"
    #expect(call.stages == 3 && !call.isLast)
    #expect(Samples.words(try Samples.request(call)).contains("Translate from English into German."))

    let first = Samples.parse(
      #"{"examples": [{"of": 2, "text": "zwei"}, {"of": 1, "text": "eins"}]}"#, call)
    #expect(first.problems.isEmpty)
    let second = try #require(call.following(first.examples, from: 9).first)
    #expect(second.number == 9 && second.stage == 1 && !second.isLast)
    #expect(second.parents.map(\.key) == ["p2", "p1"])
    #expect(second.parents.map(\.label) == ["card lost", "refund"])
    let text = Samples.words(try Samples.request(second))
    #expect(text.contains("Translate from German into Finnish.") && text.contains("zwei"))

    let third = try #require(
      second.following(
        Samples.parse(#"[{"of": 1, "text": "kaksi"}, {"of": 2, "text": "yksi"}]"#, second).examples, from: 10
      ).first)
    #expect(third.isLast)
    #expect(Samples.words(try Samples.request(third)).contains("Translate from Finnish into English."))
    let last = Samples.parse(#"[{"of": 1, "text": "the number two"}]"#, third).examples
    #expect(last.map(\.label) == ["card lost"])
    #expect(last.map(\.provenance.parent) == ["p2"])
    #expect(third.following(last, from: 11).isEmpty)
    // Whoever comes back as they went is no new example.
    let same = Samples.parse(#"[{"of": 1, "text": "parent-two"}]"#, third)
    #expect(same.examples.isEmpty)
    #expect(same.problems == ["item 1: it is a copy of the example that it was made from"])
  }

  @Test func selfInstructAsksForOutputsOfClassificationFirst() throws {
    let call = Samples.call(.instruction)
    let instructions = Samples.parse(
      """
      {"examples": [{"instruction": "Say whether the mail is polite.", "classification": true},
      {"instruction": "Shorten the text to one sentence.", "classification": false}]}
      """, call
    ).examples
    let next = call.following(instructions, from: 4)
    #expect(next.map(\.outputFirst) == [true, false])
    #expect(next.map(\.number) == [4, 5])
    #expect(next.allSatisfy { $0.isLast && $0.parents.count == 1 })
    let classification = Samples.words(try Samples.request(next[0]))
    #expect(classification.contains(#"{"of": <number>, "output": "<output>", "input": "<input>"}"#))
    #expect(classification.contains("First choose the output"))
    let other = Samples.words(try Samples.request(next[1]))
    #expect(other.contains(#"{"of": <number>, "input": "<input>", "output": "<output>"}"#))
    #expect(other.contains("First write the input") && !other.contains("INSTRUCTIONS THAT ARE THERE"))

    let triples = Samples.parse(
      #"{"examples": [{"of": 1, "input": "Give it back!", "output": "no"}]}"#, next[0])
    #expect(
      triples.examples.first?.fields == [
        TextField(name: "instruction", text: "Say whether the mail is polite."),
        TextField(name: "input", text: "Give it back!"), TextField(name: "output", text: "no"),
      ])
    #expect(triples.examples.first?.provenance.seeds == ["s1", "s2"])
  }

  @Test func anInstructionCanDoWithoutInputButNotWithoutOutput() throws {
    let call = Samples.call(.instruction)
    let instruction = GeneratedExample(fields: [
      TextField(name: "instruction", text: "Name a colour of the sky.")
    ])
    let next = try #require(call.following([instruction], from: 4).first)
    let parsed = Samples.parse(#"[{"of": 1, "input": "", "output": "blue"}, {"of": 1, "input": "x"}]"#, next)
    #expect(parsed.examples.map { $0.fields.map(\.name) } == [["instruction", "output"]])
    #expect(parsed.problems == ["item 2: it has no \"output\""])
  }

  @Test func whatBringsNothingGoesNoFurther() {
    #expect(Samples.call(.backTranslation).following([], from: 4).isEmpty)
    #expect(Samples.call(.direct).isLast && Samples.call(.direct).stages == 1)
  }
}
