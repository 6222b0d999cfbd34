import Testing

@testable import AssayCommands

/// The section [judge]; those of models are in ModelSectionEditorTests.
@Suite struct TOMLSectionEditorTests {
  private func edited(_ text: String, _ settings: [TOMLSectionEditor.Setting]) throws -> String {
    try TOMLSectionEditor(path: ["judge"], settings: settings, remark: "new").edited(text)
  }

  @Test func otherBytesStayAsTheyAre() throws {
    let text = "# mine\r\n[judge] # so\r\n  samples =  1 # one\r\n  model = \"a\"\r\n[x]\r\ny = 1"
    #expect(
      try edited(text, [.number("samples", 3), .text("shots", "s.jsonl")])
        == "# mine\r\n[judge] # so\r\n  samples =  3 # one\r\n  model = \"a\"\r\n  shots = \"s.jsonl\"\r\n[x]\r\ny = 1"
    )
  }

  @Test func aLineThatMustGoIsCommentedOut() throws {
    #expect(
      try edited("[judge]\nmodel = \"a\"\nshots = \"s\"\n", [.text("shots", nil)])
        == "[judge]\nmodel = \"a\"\n# shots = \"s\"\n")
  }

  @Test func aSectionThatIsMissingIsPutAtTheEnd() throws {
    #expect(try edited("a = 1", [.number("samples", 2)]) == "a = 1\n\n# new\n[judge]\nsamples = 2\n")
  }

  @Test func whatIsNotWrittenAsASectionIsLeft() {
    #expect(throws: TOMLSectionEditor.Problem.otherForm(line: 1)) {
      _ = try edited("judge = {samples = 1}", [.number("samples", 2)])
    }
    #expect(throws: TOMLSectionEditor.Problem.otherForm(line: 1)) {
      _ = try edited("judge.samples = 1", [.number("samples", 2)])
    }
    #expect(throws: TOMLSectionEditor.Problem.self) { _ = try edited("[judge", [.number("samples", 2)]) }
  }
}
