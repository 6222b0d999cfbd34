import AssayModel

/// A judge's template that was read.
struct JudgeTemplate: Sendable {
  private let template: PromptTemplate
  let showsNeighbours: Bool

  init(_ text: String) throws(TemplateProblem) {
    template = try PromptTemplate(text, variables: TemplateVariable.all)
    guard !template.used.isDisjoint(with: ["example", "fields"]) else {
      throw TemplateProblem(
        line: 1, column: 1, message: "the template never shows what is to be judged; it needs {{example}}")
    }
    showsNeighbours = template.used.contains("neighbours")
  }

  func messages(_ values: PromptValues) -> [ChatRequest.Message] { template.messages(values.root) }
}
