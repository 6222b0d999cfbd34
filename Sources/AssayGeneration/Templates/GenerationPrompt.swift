import AssayJudging
import AssayModel
import AssayText

/// A technique's prompt, ready to ask.
///
/// ```swift
/// let prompt = try GenerationPrompt(technique: .paraphrase, template: text, task: task)
/// let request = prompt.request(call, secret: secret)
/// ```
public struct GenerationPrompt: Sendable {
  public let technique: Technique
  /// Names the template's text: 12 hexadecimal digits of its SHA-256.
  public let version: String
  private let template: PromptTemplate
  private let task: TaskSpecification

  /// - Throws: what is wrong with the template, by line and column.
  public init(technique: Technique, template: String, task: TaskSpecification) throws(TemplateProblem) {
    self.technique = technique
    self.task = task
    self.template = try PromptTemplate(template, variables: GenerationVariable.all)
    for group in GenerationVariable.required(by: technique) where self.template.used.isDisjoint(with: group) {
      throw TemplateProblem(
        line: 1, column: 1,
        message: "a template of \(technique.rawValue) needs {{\(group[0])}}, and this one never shows it")
    }
    version = Self.version(of: template)
  }

  /// The version of a template's text.
  public static func version(of template: String) -> String {
    SHA256.bytes(of: template).prefix(6).map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
  }

  /// The request of a call: always the same for the same call and secret.
  ///
  /// - Parameter secret: the workspace's; nobody who writes texts may know it.
  public func request(_ call: GenerationCall, secret: [UInt8]) -> ChatRequest {
    let form = ItemForm(call: call, task: task)
    let values = GenerationValues(call: call, task: task, form: form, secret: secret)
    return ChatRequest(
      messages: template.messages(values.root), schema: form.schema, temperature: call.temperature,
      maxTokens: form.tokens(for: call), seed: Int(call.seed & 0x7fff_ffff), fence: values.fence.mark)
  }
}
