import AssayGeneration
import AssayJudging
import AssayModel
import Foundation
import Testing

@Suite struct GenerationTemplateTests {
  private func fault(_ template: String, _ technique: Technique = .direct) -> String? {
    do throws(TemplateProblem) {
      _ = try GenerationPrompt(technique: technique, template: template, task: Samples.task)
      return nil
    } catch {
      return error.description
    }
  }

  @Test(
    arguments: [
      (
        "{{count}} {{format}}\n  {{parnets}}",
        "2:3: there is no variable \"parnets\"; did you mean \"parents\"?"
      ),
      ("a\n=== user ===\n{{#seeds}}", "3:1: the section \"seeds\" is opened here and never closed"),
      ("{{labelled}}", "1:1: \"labelled\" is a condition; write {{#labelled}} … {{/labelled}}"),
      ("{{example}} {{format}}", "1:1: there is no variable \"example\""),
      ("{{count}}", "1:1: a template of direct needs {{format}}, and this one never shows it"),
      ("{{format}}", "1:1: a template of direct needs {{phrasing}}, and this one never shows it"),
    ])
  func whatIsWrongIsNamedWithItsPlace(template: String, message: String) {
    #expect(fault(template) == message)
  }

  @Test func eachTechniqueHasToShowWhatItIsMadeFrom() {
    let template = "{{count}} {{format}}"
    #expect(fault(template, .direct) == nil)
    #expect(
      fault(template, .paraphrase)
        == "1:1: a template of paraphrase needs {{parents}}, and this one never shows it")
    #expect(
      fault(template + "{{parents}}", .backTranslation)
        == "1:1: a template of back-translation needs {{to}}, and this one never shows it")
    #expect(
      fault(template, .edgeCase)
        == "1:1: a template of edge-case needs {{variant}}, and this one never shows it")
  }

  @Test func theJudgesTemplateKeepsItsOwnTable() {
    #expect(throws: TemplateProblem.self) {
      try JudgePrompt(
        definition: JudgeDefinition(
          specification: JudgeSpecification(name: "judge", models: ["m"]), models: [],
          template: "{{example}}{{seeds}}",
          task: "", labels: [], dimensions: []))
    }
  }

  @Test func everyVariableIsFilledBySomeCall() throws {
    var filled: Set<String> = []
    let table = GenerationVariable.all.map { variable in
      variable.kind == .text
        ? "{{#\(variable.name)}}<\(variable.name)={{\(variable.name)}}>{{/\(variable.name)}}"
        : "{{#\(variable.name)}}<\(variable.name)=yes>{{/\(variable.name)}}"
    }.joined(separator: "\n")
    for technique in Technique.allCases {
      var call = Samples.call(technique)
      for outputFirst in [false, true] {
        call.outputFirst = outputFirst
        if technique == .adversarial, outputFirst { call.variant = "judge" }
        let text = Samples.words(
          try GenerationPrompt(technique: technique, template: table, task: Samples.task)
            .request(call, secret: Samples.secret))
        for variable in GenerationVariable.all where text.contains("<\(variable.name)=") {
          filled.insert(variable.name)
        }
      }
    }
    #expect(filled == Set(GenerationVariable.all.map(\.name)))
  }

  @Test func aVersionIsOfTheTextAlone() throws {
    let prompt = try Samples.prompt(.direct)
    #expect(prompt.version == GenerationPrompt.version(of: DefaultTemplates.text(for: .direct)))
    #expect(prompt.version.count == 12)
    #expect(prompt.version != (try Samples.prompt(.edgeCase)).version)
    // sha256sum of "abc" (FIPS 180-4).
    #expect(GenerationPrompt.version(of: "abc") == "ba7816bf8f01")
  }

  @Test func eachTechniqueHasItsFile() {
    #expect(DefaultTemplates.files.count == Technique.allCases.count)
    #expect(Set(DefaultTemplates.files.map(\.name)).contains("prompts/back-translation.mustache"))
  }

  @Test func theDocumentationPrintsTheTable() throws {
    let docs = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/techniques.md")
    let text = try String(contentsOf: docs, encoding: .utf8)
    for variable in GenerationVariable.all {
      #expect(text.contains("| `\(variable.name)` | \(variable.kind.rawValue) | \(variable.meaning) |"))
    }
    for technique in Technique.allCases { #expect(text.contains("`\(technique.templateFile)`")) }
    for kind in EdgeCase.allCases { #expect(text.contains("`\(kind.rawValue)`")) }
  }
}
