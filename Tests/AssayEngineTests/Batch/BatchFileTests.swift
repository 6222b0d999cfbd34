import AssayEngine
import AssayFormats
import AssayModel
import AssayStore
import Foundation
import Testing

/// OpenAI's language as far as batches need it.
struct PlainEncoding: ChatEncoding {
  func body(for request: ChatRequest, endpoint: ModelEndpoint) throws -> [UInt8] {
    struct Body: Encodable {
      var model: String
      var messages: [ChatRequest.Message]
      var schema: String?
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    return Array(
      try encoder.encode(
        Body(model: endpoint.model, messages: request.messages, schema: request.schema?.json)))
  }

  func answer(from body: [UInt8], endpoint: ModelEndpoint) throws -> ChatAnswer {
    struct Body: Decodable { var text: String }
    guard let found = try? JSONDecoder().decode(Body.self, from: Data(body)) else {
      throw ChatProblem(kind: .malformed, message: "no text in the answer")
    }
    return ChatAnswer(text: found.text, tokensIn: 100, tokensOut: 20)
  }
}

@Suite struct BatchFileTests {
  private let files: TemporaryFiles
  init() throws { files = try TemporaryFiles() }

  /// A line of a file of requests.
  private struct Line: Decodable {
    struct Body: Decodable {
      var model: String
      var messages: [ChatRequest.Message]
      var schema: String?
    }
    var customID: String
    var method: String
    var url: String
    var body: Body

    enum CodingKeys: String, CodingKey {
      case customID = "custom_id"
      case method, url, body
    }

    var request: ChatRequest {
      ChatRequest(messages: body.messages, schema: body.schema.map { .init(name: "s", json: $0) })
    }
  }

  private func lines(_ name: String) throws -> [Line] {
    try files.read(name).split(separator: "\n").map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
  }

  private func result(_ line: Line, _ text: String? = nil) -> String {
    let text = JSONText.string(text ?? JudgeTesting.answer(line.request).text)
    return """
      {"id": "r", "custom_id": "\(line.customID)", "response": {"status_code": 200, "request_id": "q", \
      "body": {"text": \(text)}}, "error": null}
      """
  }

  private func write(
    _ workspace: Workspace, _ options: JudgeRun.Options = JudgeTesting.options(), name: String = "out.jsonl",
    limits: BatchFile.Limits = BatchFile.Limits(), force: Bool = true
  ) throws -> BatchFile.Written {
    try BatchFile.write(
      to: files.path(name), workspace: workspace, options: options, encoding: PlainEncoding(), limits: limits,
      force: force)
  }

  private func read(
    _ workspace: Workspace, _ lines: [String], _ options: JudgeRun.Options = JudgeTesting.options()
  ) throws -> BatchFile.Imported {
    let path = try files.write("results.jsonl", lines.joined(separator: "\n") + "\n")
    return try BatchFile.read(path, workspace: workspace, options: options, encoding: PlainEncoding())
  }

  private func judge(
    _ workspace: Workspace, _ options: JudgeRun.Options = JudgeTesting.options()
  ) throws -> JudgeSummary {
    try JudgeRun(workspace: workspace, options: options).runOffline(control: RunControl())
  }

  @Test func whatGoesOutAndComesBackIsJudged() throws {
    let workspace = try JudgeTesting.workspace(150)
    let written = try write(workspace)
    #expect((written.examples, written.requests, written.cached) == (150, 150, 0))
    #expect(written.shards.map(\.path) == [files.path("out.jsonl")])
    let requests = try lines("out.jsonl")
    #expect(requests.count == 150)
    #expect(requests.allSatisfy { $0.method == "POST" && $0.url == "/v1/chat/completions" })
    #expect(requests.allSatisfy { $0.body.model == "small-model" && $0.customID.count <= 64 })
    #expect(requests.allSatisfy { $0.customID.hasPrefix("assay-") })
    #expect(Set(requests.map(\.customID)).count == 150)
    #expect(try files.read("out.jsonl").utf8.count == written.shards[0].bytes)
    #expect(try workspace.judges().isEmpty)

    let imported = try read(workspace, requests.map { result($0) }.reversed())
    #expect((imported.lines, imported.stored, imported.problemCount) == (150, 150, 0))
    let summary = try judge(workspace)
    #expect((summary.judged, summary.missing, summary.traffic.requests) == (150, 0, 0))
    #expect(summary.ending == .finished)
    #expect(try workspace.wrongOnes(summary.judge) == [])
    #expect(try write(workspace).requests == 0)
  }

  @Test func partsAndRepeatsAndStrangersAreSafe() throws {
    let workspace = try JudgeTesting.workspace(20)
    _ = try write(workspace)
    let requests = try lines("out.jsonl")
    let other = try JudgeTesting.workspace(20)
    _ = try write(other, name: "other.jsonl")
    let strangers = try lines("other.jsonl")
    #expect(Set(strangers.map(\.customID)).isDisjoint(with: requests.map(\.customID)))

    var half = requests.prefix(10).map { result($0) }
    half.append(result(requests[0], "{\"relevance\": 1}"))
    half += strangers.prefix(5).map { result($0, "{}") }
    half.append(half[3].replacingOccurrences(of: "assay-", with: "request-"))
    var forged = requests[15]
    forged.customID = String(forged.customID.dropLast()) + (forged.customID.hasSuffix("A") ? "B" : "A")
    half.append(result(forged, "{}"))
    let first = try read(workspace, half)
    #expect((first.stored, first.repeated, first.foreign, first.lines) == (10, 1, 7, 18))
    let summary = try judge(workspace)
    #expect((summary.judged, summary.missing) == (10, 10))
    #expect(try write(workspace).requests == 10)

    let second = try read(workspace, requests.map { result($0) }.shuffled())
    #expect((second.stored, second.repeated, second.foreign) == (10, 10, 0))
    let rest = try judge(workspace)
    #expect((rest.judged, rest.missing) == (10, 0))
    #expect(try workspace.wrongOnes(rest.judge) == [])
  }

  @Test func answersThatCannotBeReadLeadToTheirFollowUpsInTheNextBatch() throws {
    let workspace = try JudgeTesting.workspace(4)
    var rounds: [Int] = []
    for _ in 0..<8 {
      let written = try write(workspace)
      rounds.append(written.requests)
      if written.requests == 0 { break }
      let answers = try lines("out.jsonl").map { line in
        // The first is never right, the second the third time.
        let text = JudgeTesting.judgedText(line.request)
        let isGood =
          !text.hasPrefix("item 0:") && (!text.hasPrefix("item 1:") || line.body.messages.count > 4)
        return result(line, isGood ? nil : "no idea")
      }
      _ = try read(workspace, answers)
      _ = try judge(workspace)
    }
    #expect(rounds == [4, 2, 2, 1, 1, 1, 0])
    let judge = try #require(try workspace.judges().first)
    #expect(try workspace.wrongOnes(judge) == [1])
    #expect(try workspace.judgement(1, judge)?.failure?.contains("asked 6 times") == true)
  }

  @Test func brokenLinesAreToldAndTheRestGoesOn() throws {
    let workspace = try JudgeTesting.workspace(6)
    _ = try write(workspace)
    let requests = try lines("out.jsonl")
    let id = requests[1].customID
    let imported = try read(
      workspace,
      [
        result(requests[0]), "{\"custom_id\": \"\(id)\", \"resp", "[1]", "{\"response\": {}}",
        "{\"custom_id\": 7, \"response\": {}}", "{\"custom_id\": \"\(id)\"}",
        "{\"custom_id\": \"\(id)\", \"response\": {\"status_code\": \"ok\", \"body\": {}}}",
        "{\"custom_id\": \"\(id)\", \"response\": {\"status_code\": 200, \"body\": \"x\"}}",
        "{\"custom_id\": \"\(id)\", \"response\": {\"status_code\": 200, \"body\": {\"no\": 1}}}", "",
        result(requests[5]),
      ])
    #expect((imported.stored, imported.problemCount, imported.lines) == (2, 8, 10))
    let told = imported.problems.map(\.description)
    #expect(told.allSatisfy { $0.contains("results.jsonl:") })
    #expect(imported.problems.map(\.line) == [2, 3, 4, 5, 6, 7, 8, 9])
    #expect(
      imported.problems.map(\.field) == [
        nil, nil, "custom_id", "custom_id", "response", "response.status_code", "response.body",
        "response.body",
      ])
    #expect(told.last?.hasSuffix("response.body: no text in the answer") == true)
  }

  @Test func requestsThatFailedAreCountedByKind() throws {
    let workspace = try JudgeTesting.workspace(5)
    _ = try write(workspace)
    let ids = try lines("out.jsonl").map(\.customID)
    let imported = try read(
      workspace,
      [
        """
        {"custom_id": "\(ids[0])", "response": {"status_code": 429, "body": {"error": {"message": "slow down", "code": "x"}}}}
        """,
        """
        {"custom_id": "\(ids[1])", "response": {"status_code": 429, "body": {"error": {"message": "slower"}}}, "error": null}
        """,
        "{\"custom_id\": \"\(ids[2])\", \"response\": null, \"error\": {\"code\": \"batch_expired\", \"message\": \"late\"}}",
        "{\"custom_id\": \"\(ids[3])\", \"error\": \"out of memory\"}",
      ])
    #expect(imported.errors == ["status 429": 2, "batch_expired": 1, "error": 1])
    #expect(imported.messages == ["status 429": "slower", "batch_expired": "late", "error": "out of memory"])
    #expect((imported.lines, imported.stored) == (4, 0))
    #expect(try judge(workspace).missing == 5)
  }

  @Test func filesStayUnderTheLimits() throws {
    let workspace = try JudgeTesting.workspace(25)
    var limits = BatchFile.Limits()
    limits.requests = 10
    let written = try write(workspace, limits: limits)
    #expect(written.shards.map(\.requests) == [10, 10, 5])
    #expect(try files.names == ["out-2.jsonl", "out-3.jsonl", "out.jsonl"])
    #expect(
      Set(try ["out", "out-2", "out-3"].flatMap { try lines("\($0).jsonl") }.map(\.customID)).count == 25)
    limits.requests = 50_000
    limits.bytes = written.shards[0].bytes / 4
    let small = try write(workspace, name: "small", limits: limits)
    #expect(small.shards.allSatisfy { $0.bytes <= limits.bytes })
    #expect(small.shards.count > 10)
    #expect(small.shards[1].path == files.path("small-2"))
    #expect(small.requests == 25)
  }

  @Test func filesThatAreThereAreNotReplacedUnlessAskedTo() throws {
    let workspace = try JudgeTesting.workspace(25)
    var limits = BatchFile.Limits()
    limits.requests = 10
    _ = try files.write("out-3.jsonl", "mine")
    #expect(throws: AtomicFileWriter.Failure.self) { try write(workspace, limits: limits, force: false) }
    // All of them or none.
    #expect(try files.names == ["out-3.jsonl"])
    #expect(try files.read("out-3.jsonl") == "mine")
  }

  @Test func aPanelHasFilesOfItsOwnForEachModel() throws {
    let workspace = try JudgeTesting.workspace(8)
    let options = JudgeTesting.options(models: ["one", "two"])
    let written = try write(workspace, options)
    #expect(written.shards.map(\.endpoint) == ["one", "two"])
    #expect(try lines("out.jsonl").allSatisfy { $0.body.model == "one-model" })
    #expect(try lines("out-2.jsonl").allSatisfy { $0.body.model == "two-model" })
    #expect((written.examples, written.requests) == (8, 16))
    let all = try (lines("out.jsonl") + lines("out-2.jsonl")).map { result($0) }
    #expect(try read(workspace, all, options).stored == 16)
    #expect(try judge(workspace, options).judged == 8)
  }

  @Test func aModelThatTakesNoBatchesIsRefused() throws {
    let workspace = try JudgeTesting.workspace(1)
    var options = JudgeTesting.options()
    options.endpoints[0].dialect = .anthropic
    #expect(throws: JudgeProblem.noBatch(endpoint: "small")) { try write(workspace, options) }
    #expect(try files.names == [])
  }
}
