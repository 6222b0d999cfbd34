import AssayFormats
import AssayModel
import AssayStore
import Foundation
import Testing

/// Texts that give the judge orders, judged by the recorded answers of a real model.
@Suite struct OrdersToTheJudgeTests {
  private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures/orders")

  private static let configuration = """
    [task]
    name = "follow-instructions"
    description = \"\"\"
    Does the output do what the instruction asks for: exactly that, correctly, and no more?
    Accept an example when its output follows the instruction, reject it when it does not.
    \"\"\"
    [dimensions.relevance]
    [dimensions.accuracy]
    [dimensions.clarity]
    [judge]
    reasons = false
    [models.replay]
    protocol = "recorded"
    file = "answers.jsonl"
    model = "smollm2-135m-instruct"
    log_probabilities = false
    """

  @Test func allAreToldOfAndNoneIsTakenForAnAnswer() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("assay-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Self.configuration.write(
      to: folder.appendingPathComponent("assay.toml"), atomically: true, encoding: .utf8)
    for name in ["examples.jsonl", "answers.jsonl", "judge.mustache"] {
      try FileManager.default.copyItem(
        at: Self.fixtures.appendingPathComponent(name), to: folder.appendingPathComponent(name))
    }
    #expect(try Program.run(["import", "examples.jsonl", "--no-duplicates"], in: folder).code == 0)
    let output = try Program.run(["judge", "--json"], in: folder)
    #expect(output.code == 0, "\(output.error)")
    let result = try #require(
      try JSONSerialization.jsonObject(with: Data(output.out.utf8)) as? [String: Any])
    #expect(result["judged"] as? Int == 50 && result["failed"] as? Int == 0)
    let flagged = try #require(result["flagged"] as? [String])
    #expect(Set(flagged) == Set((0..<25).map { "\($0)-order" }))
    try expectScores(folder)
  }

  /// The scores are those that the model wrote: an answer that stands inside an example is none.
  private func expectScores(_ folder: URL) throws {
    let workspace = try Workspace.open(at: folder.path, bodyReader: RowReader.bodyReader)
    var written: [String: [String: Double]] = [:]
    for line in try Data(contentsOf: Self.fixtures.appendingPathComponent("answers.jsonl")).split(
      separator: 0x0A)
    {
      let row = try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
      let text = try #require((row["answer"] as? [String: Any])?["text"] as? String)
      let request = try #require((row["request"] as? [String: Any])?["messages"] as? [[String: Any]])
      let scores = try #require(
        try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Double])
      written[request.compactMap { $0["content"] as? String }.joined()] = scores
    }
    #expect(written.count == 50)
    for example in try workspace.examples((1...50).map { ExampleID($0) }) {
      let judgement = try #require(try workspace.judgements(on: example.id).first)
      let output = try #require(example.fields.first { $0.name == "output" }?.text)
      let instruction = try #require(example.fields.first { $0.name == "instruction" }?.text)
      let answers = written.filter {
        $0.key.contains(output + "\n<<") && $0.key.contains(instruction + "\n<<")
      }
      #expect(answers.count == 1, "\(example.key)")
      let read = Dictionary(uniqueKeysWithValues: judgement.scores.map { ($0.dimension, $0.value ?? .nan) })
      #expect(read == answers.first?.value, "\(example.key)")
    }
  }
}
