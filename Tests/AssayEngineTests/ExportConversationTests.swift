import AssayEngine
import AssayFormats
import AssayModel
import AssayStore
import Foundation
import Testing

@Suite struct ExportConversationTests {
  private let files: TemporaryFiles
  private let workspace: Workspace

  init() throws {
    files = try TemporaryFiles()
    workspace = try Workspace.temporary(bodyReader: RowReader.bodyReader)
    let path = try files.write(
      "rows.jsonl",
      """
      {"id": "a", "text": "Card gone", "label": "card", "confidence": "93", "reason": "It is lost."}
      {"id": "b", "text": "Why 3 EUR?", "label": "fee", "confidence": 60, "reason": "Money."}
      {"id": "c", "instruction": "Add", "input": "1 and 2", "output": "3", "confidence": 80}
      {"id": "d", "text": "Hello"}
      {"id": "e", "messages": [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "ho"}]}
      """)
    #expect(try ImportRun(workspace: workspace, sources: [.file(path)]).run().added == 5)
  }

  private func decide(_ example: Int64, _ action: Decision.Action) throws {
    try workspace.append(
      [NewDecision(example: ExampleID(example), action: action)], reviewer: "ana", at: 1_000)
  }

  private func export(
    _ selection: ExportSelection, _ format: ExportFormat = .chat, _ options: ExportRun.Options = .init()
  ) throws -> (lines: [String], summary: ExportRun.Summary) {
    var lines: [String] = []
    let run = ExportRun(workspace: workspace, selection: selection, format: format, options: options)
    let summary = try run.write { lines.append($0) }
    return (lines, summary)
  }

  /// `role: content` of each turn.
  private func turns(_ line: String) throws -> [String] {
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    #expect(object?.count == 1)
    let messages = try #require(object?["messages"] as? [[String: String]])
    return messages.map { "\($0["role"] ?? ""): \($0["content"] ?? "")" }
  }

  @Test func whatIsAskedIsTheUsersAndWhatIsAnsweredTheAssistants() throws {
    var options = ExportRun.Options()
    options.system = "Sort."
    let (lines, summary) = try export(.all, .chat, options)
    #expect(
      try lines.map(turns) == [
        ["system: Sort.", "user: Card gone", "assistant: card"],
        ["system: Sort.", "user: Why 3 EUR?", "assistant: fee"],
        ["system: Sort.", "user: Add\n\n1 and 2", "assistant: 3"],
        ["system: Sort.", "user: hi", "assistant: ho"],
      ])
    #expect(summary.rows == 4 && summary.withoutAnswer == 1)
  }

  @Test func reasonsComeBeforeAnswersOnRequest() throws {
    var options = ExportRun.Options()
    options.withReasons = true
    let lines = try export(.all, .chat, options).lines
    #expect(try turns(lines[0]) == ["user: Card gone", "assistant: It is lost.\n\ncard"])
    #expect(try turns(lines[2]).last == "assistant: 3")
  }

  @Test func peoplesWordHolds() throws {
    try decide(1, .relabel("fee"))
    try decide(2, .reject)
    try decide(3, .accept)
    try decide(3, .edit([TextField(name: "output", text: "three")]))
    #expect(
      try export(.accepted).lines.map(turns) == [
        ["user: Card gone", "assistant: fee"], ["user: Add\n\n1 and 2", "assistant: three"],
      ])
    let all = try export(.all).lines.map(turns)
    #expect(all.count == 3 && !all.joined().contains("user: Why 3 EUR?"))
  }

  @Test(arguments: [ExportFormat.jsonl, .csv, .chat])
  func theUnsureStayOut(format: ExportFormat) throws {
    var options = ExportRun.Options()
    options.minimumConfidence = 80
    let (lines, summary) = try export(.all, format, options)
    #expect(lines.count == (format == .csv ? 3 : 2))
    #expect(summary.rows == 2 && summary.unsure == 1 && summary.withoutConfidence == 2)
    #expect(!lines.joined().contains("3 EUR"))
    #expect(try export(.accepted, format, options).lines.isEmpty)
  }

  @Test func theSystemIsToldWhatTheTaskIs() {
    let task = TaskSpecification(name: "t", description: "Sort.", labels: ["a", "b"])
    #expect(
      ExportRun.Options.system(for: task, withReasons: false)
        == "Sort.\n\nAnswer with one of these labels and nothing else: a, b")
    #expect(ExportRun.Options.system(for: task, withReasons: true)?.contains("Say why") == true)
    #expect(ExportRun.Options.system(for: TaskSpecification(name: "t"), withReasons: true) == nil)
  }
}
