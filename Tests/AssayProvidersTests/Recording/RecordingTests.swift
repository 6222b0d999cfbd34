import AssayModel
import AssayTesting
import Foundation
import ModelServerTesting
import Testing

@testable import AssayProviders

@Suite struct RecordingTests {
  private let folder: TemporaryFolder
  private var file: String { folder.file("answers.jsonl") }

  init() throws { folder = try TemporaryFolder() }

  private func endpoint(_ name: String = "answers.jsonl", model: String = "m") -> ModelEndpoint {
    var endpoint = ModelEndpoint(name: "replay", dialect: .recorded, url: "", model: model)
    endpoint.recording = name
    return endpoint
  }

  private func request(_ text: String, fence: String) -> ChatRequest {
    ChatRequest(messages: [.init(.user, "<\(fence)>\(text)</\(fence)>")], seed: 1, fence: fence)
  }

  private func recording(model: String = "m") throws -> Recording {
    try Recording(of: endpoint(model: model), folder: URL(fileURLWithPath: folder.path))
  }

  @Test func anAnswerIsFoundByItsRequestWhateverTheFence() throws {
    let answer = ChatAnswer(
      text: "a\n\"b\"", finish: .length, tokensIn: 3, tokensOut: 4,
      tokens: [.init(text: "4", logProbability: -0.5, alternatives: [.init(text: "5", logProbability: -1)])],
      model: "m-1")
    let recorder = try AnswerRecorder(path: file)
    try recorder.record(request("one", fence: "f1"), answer, model: "m", seconds: 0.25, key: nil)
    let recording = try recording()
    #expect(try recording.answer(to: request("one", fence: "other"), endpoint: "replay") == answer)
    #expect {
      try recording.answer(to: request("two", fence: "f1"), endpoint: "replay")
    } throws: { error in
      guard let problem = error as? ChatProblem else { return false }
      return problem.kind == .notRecorded && problem.message.contains("--record")
        && problem.message.contains(file)
    }
    #expect(throws: ChatProblem.self) {
      var sampled = request("one", fence: "f1")
      sampled.sample = 1
      _ = try recording.answer(to: sampled, endpoint: "replay")
    }
    let other = try self.recording(model: "another")
    #expect(throws: ChatProblem.self) {
      try other.answer(to: request("one", fence: "f1"), endpoint: "replay")
    }
    let line = try String(contentsOfFile: file, encoding: .utf8)
    #expect(line.contains("<FENCE>one</FENCE>") && !line.contains("f1"))
  }

  @Test func aHalfLineIsSkippedAndEndedBeforeTheNext() throws {
    let first = try AnswerRecorder(path: file)
    try first.record(request("one", fence: "f"), ChatAnswer(text: "1"), model: "m", seconds: 0, key: nil)
    let handle = try #require(FileHandle(forWritingAtPath: file))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("{\"recording\":1,\"hash\":\"ab".utf8))
    try handle.close()
    let second = try AnswerRecorder(path: file)
    try second.record(request("two", fence: "f"), ChatAnswer(text: "2"), model: "m", seconds: 0, key: nil)
    try first.record(request("one", fence: "f"), ChatAnswer(text: "3"), model: "m", seconds: 0, key: nil)
    let recording = try recording()
    // Of two answers the later one counts.
    #expect(try recording.answer(to: request("one", fence: "f"), endpoint: "r").text == "3")
    #expect(try recording.answer(to: request("two", fence: "f"), endpoint: "r").text == "2")
    #expect(try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").count == 4)
  }

  @Test func twoRecordersMayWriteAtTheSameTime() throws {
    let text = String(repeating: "long ", count: 30_000)
    let group = DispatchGroup()
    for writer in 0..<2 {
      let recorder = try AnswerRecorder(path: file)
      group.enter()
      Thread.detachNewThread { [self] in
        for number in 0..<20 {
          try? recorder.record(
            request("\(writer) \(number)", fence: "f"), ChatAnswer(text: text), model: "m", seconds: 0,
            key: nil)
        }
        group.leave()
      }
    }
    group.wait()
    let recording = try recording()
    for writer in 0..<2 {
      for number in 0..<20 {
        #expect(
          try recording.answer(to: request("\(writer) \(number)", fence: "g"), endpoint: "r").text == text)
      }
    }
  }

  @Test func noKeyGetsIntoIt() throws {
    let key = try #require(APIKey("test-key-123-secret"))
    try AnswerRecorder(path: file).record(
      request("q", fence: "f"), ChatAnswer(text: "you sent test-key-123-secret"), model: "m", seconds: 0,
      key: key)
    let line = try String(contentsOfFile: file, encoding: .utf8)
    #expect(line.contains("you sent [key]") && !line.contains("test-key"))
  }

  @Test func whatCannotBeReplayedIsSaid() throws {
    let here = URL(fileURLWithPath: folder.path)
    #expect(throws: RecordingProblem.notReadable(model: "replay", file: folder.file("none.jsonl"))) {
      try Recording(of: endpoint("none.jsonl"), folder: here)
    }
    #expect(throws: RecordingProblem.notNamed(model: "replay")) {
      try Recording(of: endpoint(""), folder: here)
    }
    try Data("{\"id\": 1}\n".utf8).write(to: URL(fileURLWithPath: file))
    #expect(throws: RecordingProblem.empty(model: "replay", file: file)) { try recording() }
    #expect(throws: RecordingProblem.self) { try AnswerRecorder(path: "/nowhere/answers.jsonl") }
  }

  @Test func aRunThatWasRecordedIsReplayedWithoutAServer() throws {
    let server = try ChatServer { request in .openAI("re \(request.messages.last?.text ?? "")") }
    defer { server.stop() }
    let live = ModelEndpoint(name: "test", url: server.url, model: "m")
    let recorder = try AnswerRecorder(path: file)
    let here = URL(fileURLWithPath: folder.path)
    let first = ListedWork(100)
    _ = try ChatDispatcher(endpoints: [live], folder: here, recorder: recorder).run(
      first, control: RunControl(), budget: nil
    ) { _ in }
    server.stop()
    var replayed = endpoint()
    replayed.name = "test"
    let second = ListedWork(101)
    let ending = try ChatDispatcher(endpoints: [replayed], folder: here).run(
      second, control: RunControl(), budget: 0
    ) { _ in }
    #expect(ending == .finished)
    #expect(second.answers == first.answers && first.answers.count == 100)
    #expect(second.problems.map(\.kind) == [.notRecorded])
    #expect(second.outcomes.allSatisfy { $0.cost == 0 })
  }
}
