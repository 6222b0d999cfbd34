import AssayModel
import Foundation

@testable import AssayJudging

enum Samples {
  static let secret = [UInt8](repeating: 7, count: 32)

  static let text = JudgedText(
    fields: [
      TextField(name: "text", text: "I was charged twice."), TextField(name: "answer", text: "Sorry."),
    ],
    label: "billing",
    neighbours: [
      [TextField(name: "text", text: "They billed me two times.")], [TextField(name: "text", text: "Hello.")],
    ])

  static func definition(template: String = JudgePrompt.defaultTemplate) -> JudgeDefinition {
    JudgeDefinition(
      specification: JudgeSpecification(models: ["local"]),
      models: [.init(endpoint: "local", model: "qwen2.5", family: "qwen")], template: template,
      task: "Support tickets with their topic.", labels: ["billing", "shipping"],
      dimensions: [AssayModel.Dimension(name: "relevance"), AssayModel.Dimension(name: "clarity")])
  }

  static func shot(_ scores: [String: Double]) -> JudgeDefinition.Shot {
    JudgeDefinition.Shot(
      fields: [TextField(name: "text", text: "Where is it?")], label: "shipping", scores: scores,
      reason: "Short.")
  }

  static func documentation() throws -> String {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    return try String(contentsOf: root.appendingPathComponent("docs/judge-prompt.md"), encoding: .utf8)
  }
}
