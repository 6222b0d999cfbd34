import AssayModel
import Testing

@testable import AssayJudging

@Suite("Templates")
struct TemplateTests {
  private func fault(in template: String) -> TemplateProblem? {
    do throws(TemplateProblem) {
      _ = try JudgePrompt(definition: Samples.definition(template: template))
      return nil
    } catch {
      return error
    }
  }

  @Test("the default template is sound")
  func standard() {
    #expect(fault(in: JudgePrompt.defaultTemplate) == nil)
  }

  @Test(
    "what is wrong is named with its place",
    arguments: [
      ("{{exampel}}", 1, 1, "there is no variable \"exampel\"; did you mean \"example\"?"),
      ("{{example}}\n\n  {{ Task }}", 3, 3, "there is no variable \"Task\"; did you mean \"task\"?"),
      ("{{example}} {{unknown_thing}}", 1, 13, "there is no variable \"unknown_thing\""),
      ("é{{example}}ü😀{{x}}", 1, 15, "there is no variable \"x\""),
      ("a\r\nb {{xyzzy}}", 2, 3, "there is no variable \"xyzzy\""),
      (
        "{{#dimension}}{{/dimension}}", 1, 1,
        "there is no variable \"dimension\"; did you mean \"dimensions\"?"
      ),
      ("{{name}} {{example}}", 1, 1, "\"name\" is known inside {{#dimensions}} and {{#fields}} only"),
      (
        "{{#shots}}{{name}}{{/shots}}", 1, 11, "\"name\" is known inside {{#dimensions}} and {{#fields}} only"
      ),
      (
        "{{dimensions}} {{example}}", 1, 1,
        "\"dimensions\" is a list; write {{#dimensions}} … {{/dimensions}}"
      ),
      ("{{reasons}} {{example}}", 1, 1, "\"reasons\" is a condition; write {{#reasons}} … {{/reasons}}"),
      ("{{example}}\n{{#shots}}", 2, 1, "the section \"shots\" is opened here and never closed"),
      ("{{example}}{{/shots}}", 1, 12, "the section \"shots\" is closed here and was never opened"),
      (
        "{{#shots}}{{#task}}{{/shots}}", 1, 20,
        "\"shots\" is closed here, but \"task\" was opened after it (line 1)"
      ),
      ("{{example", 1, 1, "this {{ has no }}"),
      ("{{example}} {{>other}}", 1, 13, "a template cannot take in other templates; write their text here"),
      ("{{=<% %>=}}<% example %>", 1, 1, "a template cannot change its brackets; use {{ and }}"),
      ("{{example}}{{}}", 1, 12, "there is no name between the brackets"),
      ("{{uppercased(example)}}", 1, 1, "there is no variable \"uppercased(example)\""),
      ("{{.}}{{example}}", 1, 1, "there is no variable \".\""),
      ("{{last()}}{{example}}", 1, 1, "there is no variable \"last()\""),
      ("Judge this.", 1, 1, "the template never shows what is to be judged; it needs {{example}}"),
      ("", 1, 1, "the template never shows what is to be judged; it needs {{example}}"),
      (
        "{{#shots}}{{example}}{{/shots}}{{! }}", 1, 1,
        "the template never shows what is to be judged; it needs {{example}}"
      ),
      ("a\n=== user ===\n{{exampl}}", 3, 1, "there is no variable \"exampl\"; did you mean \"example\"?"),
      (
        "{{#task}}\n=== user ===\n{{/task}}{{example}}", 1, 1,
        "the section \"task\" is opened here and never closed"
      ),
      (
        "=== user ===\n{{example}}\n=== user ===", 3, 1,
        "\"=== user ===\" is here a second time; once is enough"
      ),
      (
        "{{example}}\n{{%CONTENT_TYPE:PDF}}", 2, 22,
        "the template cannot be read here: {{%…}} is no setting that is known"
      ),
    ])
  func problems(template: String, line: Int, column: Int, message: String) throws {
    let problem = try #require(fault(in: template), "\(template)")
    #expect(problem.description == "\(line):\(column): \(message)", "\(template.debugDescription)")
  }

  @Test(
    "what is right is accepted",
    arguments: [
      "{{example}}", "{{{example}}}", "{{&example}}", "{{ example }}", "{{%CONTENT_TYPE:TEXT}}\n{{example}}",
      "{{! a comment with {{ brackets }} {{example}}", "{{#fields}}{{name}}: {{text}}{{/fields}}",
      "{{#dimensions}}{{name}}{{^last()}}, {{/last()}}{{/dimensions}} {{example}}",
      "{{#label}}{{label}}{{/label}}{{^label}}no label{{/label}}{{example}}",
      "{{#task}}{{.}}{{/task}}{{example}}",
      "{{#shots}}{{example}}{{answer}}{{/shots}}{{example}}", "=== user ===\n{{example}}",
      "} }} { {{example}} }}",
      "{{#dimensions}}{{#anchors}}{{score}} {{text}} {{name}}{{/anchors}}{{/dimensions}}{{example}}",
      "system\n=== user ===  \r\n{{example}}",
    ])
  func accepted(template: String) throws {
    #expect(fault(in: template) == nil)
  }

  @Test("every variable of the table is filled by some question, and no other is")
  func table() throws {
    var template = "{{example}}"
    for variable in TemplateVariable.all {
      let inner =
        variable.kind == .text ? "{{\(variable.name)}}" : "{{#\(variable.name)}}yes{{/\(variable.name)}}"
      var text =
        "{{#\(variable.name)}}<\(variable.scope ?? "")/\(variable.name):\(inner)>{{/\(variable.name)}}"
      var scope = variable.scope
      while let open = scope {
        text = "{{#\(open)}}\(text){{/\(open)}}"
        scope = TemplateVariable.all.first { $0.name == open }?.scope
      }
      template += text + "\n"
    }
    var definition = Samples.definition(template: template)
    definition.dimensions.append(AssayModel.Dimension(name: "diversity", description: "Is it new?"))
    definition.shots = [Samples.shot(["relevance": 5, "clarity": 3, "diversity": 1])]
    let prompt = try JudgePrompt(definition: definition)
    let text = prompt.questions(for: Samples.text, secret: Samples.secret)[0].request.messages[0].content
    for variable in TemplateVariable.all {
      let start = "<\(variable.scope ?? "")/\(variable.name):"
      #expect(text.contains(start), "\(start) is not filled")
      #expect(!text.contains(start + ">"), "\(start) is empty")
    }
  }

  @Test("the documentation lists the variables as the table does")
  func documentation() throws {
    let lines = TemplateVariable.all.map { variable in
      let place = variable.scope.map { "inside `{{#\($0)}}`" } ?? "everywhere"
      return "| `\(variable.name)` | \(variable.kind.rawValue) | \(place) | \(variable.meaning) |"
    }
    let page = try Samples.documentation()
    #expect(
      page.contains(lines.joined(separator: "\n")),
      "docs/judge-prompt.md needs:\n\(lines.joined(separator: "\n"))")
    #expect(page.contains(JudgePrompt.defaultTemplate), "docs/judge-prompt.md has another default template")
  }
}
