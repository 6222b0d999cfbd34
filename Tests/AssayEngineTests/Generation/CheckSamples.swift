import AssayEngine
import AssayGeneration
import AssayJudging
import AssayModel
import Foundation

/// Candidates, models and answers for checks, without any server.
enum CheckSamples {
  static let secret = Array("a secret of the workspace".utf8)
  static let task = TaskSpecification(
    name: "mails", description: "Sort mails to a bank.", labels: ["refund", "card lost", "other"],
    dimensions: [Dimension(name: "accuracy"), Dimension(name: "clarity")], keepAt: 3.5)

  static func endpoint(_ name: String) -> ModelEndpoint {
    ModelEndpoint(name: name, url: "http://127.0.0.1:1/v1", model: name)
  }

  static func example(
    _ text: String, label: String? = "refund", difficulty: String? = nil, metadata: [String: String] = [:]
  ) -> GeneratedExample {
    GeneratedExample(
      fields: [TextField(name: "text", text: text)], label: label, difficulty: difficulty, metadata: metadata)
  }

  static func order(_ technique: Technique) -> GenerationOrder {
    GenerationOrder(technique: technique, count: 10, model: "big")
  }

  static func judge(samples: Int = 1, models: [String] = ["judge"]) -> JudgeDefinition {
    var specification = JudgeSpecification(name: "strict", models: models)
    specification.samples = samples
    return JudgeDefinition(
      specification: specification, models: models.map { .init(endpoint: $0, model: $0, family: $0) },
      template: JudgePrompt.defaultTemplate, task: task.description, labels: task.labels,
      dimensions: task.dimensions)
  }

  /// The numbered texts of a blind question, in the order in which it shows them.
  static func texts(_ request: ChatRequest, named name: String = "text") -> [String] {
    let lines = (request.messages.last?.content ?? "").split(
      separator: "\n", omittingEmptySubsequences: false)
    let mark = "<<" + (request.fence ?? "?") + " " + name + " "
    return lines.indices.filter { lines[$0].hasPrefix(mark) }.map { String(lines[$0 + 1]) }
  }

  /// A model that gives each text what `say` says; nil: it leaves the text out.
  static func answer(
    _ request: ChatRequest, list: String = "labels", member: String = "label", named name: String = "text",
    _ say: (String) -> String?
  ) -> Result<ChatAnswer, ChatProblem> {
    let items = texts(request, named: name).enumerated().compactMap { index, text in
      say(text).map {
        JSONText.object([
          (name: "of", value: "\(index + 1)"), (name: member, value: JSONText.string($0)),
        ])
      }
    }
    return .success(ChatAnswer(text: JSONText.object([(name: list, value: JSONText.array(items))])))
  }

  static let failure: Result<ChatAnswer, ChatProblem> = .failure(ChatProblem(kind: .server, message: "gone"))
}
