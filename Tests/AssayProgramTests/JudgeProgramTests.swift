import Foundation
import ModelServerTesting
import Testing

/// `assay judge` as a person runs it, with a model's server that the tests control.
@Suite struct JudgeProgramTests {
  /// A workspace of 40 examples, numbered by their texts, with a judge.
  private final class Workspace {
    let folder: URL

    init(_ server: ChatServer?, model settings: String = "", judge: String = "") throws {
      folder = FileManager.default.temporaryDirectory.appendingPathComponent("assay-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try write(
        "assay.toml",
        """
        [task]
        name = "numbers"
        [dimensions.accuracy]
        [dimensions.clarity]
        [judge]
        model = "local"
        \(judge)
        [judges.replay]
        model = "recorded"
        [models.local]
        url = "\(server?.url ?? "http://127.0.0.1:1/v1")"
        model = "test-7b"
        \(settings)
        [models.recorded]
        protocol = "recorded"
        file = "answers.jsonl"
        model = "test-7b"
        """)
      let rows = (1...40).map { "{\"id\": \"n\($0)\", \"text\": \"number \($0) of this list\"}" }
      try write("rows.jsonl", rows.joined(separator: "\n") + "\n")
      let output = try run("import", "rows.jsonl", "--no-duplicates")
      guard output.code == 0 else { throw SampleWorkspace.Failure(text: output.error) }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func write(_ name: String, _ text: String) throws {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }

    func read(_ name: String) throws -> String {
      try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    func run(_ arguments: String...) throws -> Program.Output { try Program.run(arguments, in: folder) }

    func json(_ arguments: String...) throws -> [String: Any] {
      let output = try Program.run(arguments + ["--json"], in: folder)
      return try #require(
        try JSONSerialization.jsonObject(with: Data(output.out.utf8)) as? [String: Any], "\(output)")
    }

    func runs() throws -> [[String: Any]] {
      let output = try run("runs", "--json")
      return try #require(try JSONSerialization.jsonObject(with: Data(output.out.utf8)) as? [[String: Any]])
    }
  }

  private static func server(latency: Double = 0) throws -> ChatServer {
    try ChatServer(latency: latency) { _ in .openAI(#"{"reason": "So.", "accuracy": 4, "clarity": 2}"#) }
  }

  private static let prices = "price_in = 10\nprice_out = 100"

  @Test func everyExampleIsJudgedOnceAndARepeatIsFree() throws {
    let server = try Self.server()
    defer { server.stop() }
    let workspace = try Workspace(server, model: Self.prices)
    let first = try workspace.run("judge")
    #expect(first.code == 0)
    #expect(first.out.hasPrefix("judge v1 · test-7b: 40 of 40 judged\n40 requests, "))
    // 40 times 500 tokens in and 20 out, at 10 and 100 for a million.
    #expect(first.out.contains("20,000 tokens in, 800 out, cost 0.28\n"))
    #expect(first.out.contains("  accuracy  1   0   2   0   3   0   4 █ 40   5   0\n"))
    #expect(server.tally.contents.count == 40)
    #expect(server.tally.requests == 40)

    #expect(try workspace.run("judge").out.contains("there was nothing to judge"))
    let again = try workspace.json("judge", "--only", "all")
    #expect(again["cached"] as? Int == 40)
    #expect(again["requests"] as? Int == 0)
    #expect(server.tally.requests == 40)
    // Asked anew, since somebody wants it.
    #expect(try workspace.json("judge", "--filter", "accuracy>=4", "--again")["requests"] as? Int == 40)
    let runs = try workspace.runs()
    #expect(runs.map { $0["state"] as? String } == ["finished", "finished", "finished", "finished"])
    #expect(abs(try #require(runs.last?["cost"] as? Double) - 0.28) < 1e-9)
  }

  @Test func theResultAsJSON() throws {
    let server = try Self.server()
    defer { server.stop() }
    let object = try Workspace(server).json("judge")
    #expect(object["judged"] as? Int == 40)
    #expect(object["failed"] as? Int == 0)
    #expect(object["requests"] as? Int == 40)
    #expect(object["tokens_in"] as? Int == 20_000)
    #expect(object["cost"] is NSNull)
    #expect(object["requests_per_second"] as? Double ?? 0 > 0)
    let probes = try #require(object["probes"] as? [String: Any])
    #expect(probes["known_bad"] as? Int == 0)
    #expect(probes["catch_rate"] is NSNull)
  }

  @Test func aDryRunSendsNothingAndIsNoRun() throws {
    let server = try Self.server()
    defer { server.stop() }
    let workspace = try Workspace(server, model: Self.prices)
    let output = try workspace.run("judge", "--dry-run")
    #expect(output.code == 0)
    #expect(output.out.hasPrefix("To test-7b (local, \(server.url)):\n  [system]\n"))
    #expect(output.out.contains("of this list"))
    #expect(output.out.contains("\n40 examples, 40 requests\n"))
    #expect(output.out.hasSuffix("Nothing was sent\n"))
    let object = try workspace.json("judge", "--dry-run")
    #expect(object["requests"] as? Int == 40)
    #expect(object["cost"] as? Double ?? 0 > 0)
    #expect(object["seconds"] is NSNull)
    #expect((object["first"] as? [Any])?.isEmpty == false)
    #expect(server.tally.connections == 0)
    #expect(try workspace.runs().isEmpty)
  }

  @Test func aBudgetEndsBeforeItIsExceeded() throws {
    let server = try Self.server()
    defer { server.stop() }
    let workspace = try Workspace(server, model: Self.prices + "\nconcurrency = 1\nmax_tokens = 20")
    let output = try workspace.run("judge", "--budget", "0.10")
    #expect(output.code == 3)
    #expect(output.error.contains("The budget does not allow the next request"))
    // 0.007 each.
    #expect(server.tally.requests <= 14)
    #expect(server.tally.requests > 0)
    let sent = server.tally.requests
    #expect(try workspace.run("judge").code == 0)
    #expect(server.tally.requests == 40)
    #expect(sent < 40)
  }

  @Test func aRefusalEndsTheRunWithTheServersWords() throws {
    let server = try ChatServer { _ in .refusal(404, "The model `test-7b` does not exist") }
    defer { server.stop() }
    let workspace = try Workspace(server)
    let output = try workspace.run("judge")
    #expect(output.code == 4)
    #expect(output.error.contains("The model `test-7b` does not exist"))
    #expect(server.tally.requests < 40)
    #expect(try workspace.runs().first?["state"] as? String == "failed")
  }

  @Test func answersThatCannotBeReadAreFailuresAndNoScores() throws {
    let server = try ChatServer { request in
      let isBad = request.messages.contains { $0.text.contains("number 7 of") }
      return .openAI(isBad ? "I would rather not." : #"{"reason": "", "accuracy": 4, "clarity": 2}"#)
    }
    defer { server.stop() }
    let workspace = try Workspace(server)
    let output = try workspace.run("judge")
    #expect(output.code == 1)
    #expect(output.out.contains("39 of 40 judged, 1 failed"))
    #expect(output.error.contains("1 example got answers that could not be read"))
    // What is on disk cannot be read either; asked anew it fails again.
    #expect(try workspace.json("judge", "--only", "failed")["requests"] as? Int == 0)
    #expect(try workspace.json("judge", "--only", "failed", "--again")["requests"] as? Int ?? 0 > 0)
  }

  @Test func aRecordingIsReplayedInAnotherWorkspace() throws {
    let server = try Self.server()
    defer { server.stop() }
    let first = try Workspace(server)
    #expect(try first.run("judge", "--record", "answers.jsonl").code == 0)
    let second = try Workspace(nil)
    try second.write("answers.jsonl", first.read("answers.jsonl"))
    let object = try second.json("judge", "--judge", "replay")
    #expect(object["judged"] as? Int == 40)
    #expect(object["judge"] as? String == "replay v1")
    #expect(server.tally.requests == 40)
    // Nothing in the recording for other texts.
    try second.write("more.jsonl", "{\"id\": \"x\", \"text\": \"a new one\"}\n")
    #expect(try second.run("import", "more.jsonl", "--no-duplicates").code == 0)
    let more = try second.run("judge", "--judge", "replay")
    #expect(more.code == 1)
    #expect(more.error.contains("has no answer"))
  }

  @Test func mistakesAreTwoAndNameTheirPlace() throws {
    let workspace = try Workspace(nil, model: "key = \"NO_SUCH_KEY\"")
    let key = try workspace.run("judge")
    #expect(key.code == 2)
    #expect(key.error.contains("NO_SUCH_KEY, which [models.local] names for its key, is not set"))
    #expect(try workspace.run("judge", "--judge", "repay").error.contains("did you mean \"replay\"?"))
    #expect(try workspace.run("judge", "--judge", "replay").error.contains("answers.jsonl: cannot be read"))
    #expect(try workspace.run("judge", "--budget", "1").error.contains("a budget needs prices"))
    try workspace.write("judge.mustache", "{{example}}\n{{#labels}}\n")
    let template = try workspace.run("judge", "--dry-run")
    #expect(template.code == 2)
    #expect(template.error.hasPrefix("assay: judge.mustache:2:1: "))
    #expect(try workspace.runs().isEmpty)
  }

  // MARK: Signals

  /// Starts the program without waiting for it.
  private func start(
    _ workspace: Workspace, _ arguments: String..., error: Any = FileHandle.nullDevice
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = arguments
    process.currentDirectoryURL = workspace.folder
    process.environment = ["HOME": "/nonexistent", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "USER": "ana"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = error
    try process.run()
    return process
  }

  @Test func theFirstInterruptFinishesWhatIsInFlight() throws {
    let server = try Self.server()
    defer { server.stop() }
    let workspace = try Workspace(server, model: "concurrency = 4")
    server.hold()
    let error = Pipe()
    let process = try start(workspace, "judge", error: error)
    #expect(server.wait { $0.open == 4 })
    process.interrupt()
    var told = Data()
    while !String(decoding: told, as: UTF8.self).contains("Ctrl-C again stops at once\n") {
      let more = error.fileHandleForReading.availableData
      try #require(!more.isEmpty, "the program ended without a word")
      told += more
    }
    // It asks for nothing more, and what it has asked for is answered now.
    server.release()
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    let run = try #require(try workspace.runs().first)
    #expect(run["state"] as? String == "cancelled")
    #expect(run["done"] as? Int == 4)
    // Nothing is asked twice.
    #expect(try workspace.run("judge").code == 0)
    #expect(server.tally.requests == 40)
  }

  @Test func theSecondInterruptEndsAtOnce() throws {
    let server = try Self.server()
    defer { server.stop() }
    let workspace = try Workspace(server, model: "concurrency = 4")
    server.hold()
    let process = try start(workspace, "judge")
    #expect(server.wait { $0.open == 4 })
    process.interrupt()
    // The first has arrived once the run says so; a signal that is pending is not sent a second time.
    while process.isRunning {
      process.interrupt()
      usleep(20_000)
    }
    #expect(process.terminationStatus == 130)
    #expect(server.tally.answered == 0)
    server.release()
    #expect(try workspace.run("judge").code == 0)
  }

  @Test func anotherProgramPausesResumesAndCancels() throws {
    let server = try Self.server()
    defer { server.stop() }
    let workspace = try Workspace(server, model: "concurrency = 2")
    server.hold()
    let process = try start(workspace, "judge")
    #expect(server.wait { $0.open == 2 })
    #expect(try workspace.run("runs", "pause", "1").code == 0)
    #expect(try workspace.run("runs").out.contains("paus"))
    #expect(try workspace.run("runs", "resume", "1").code == 0)
    #expect(try workspace.run("runs", "concurrency", "1", "3").code == 0)
    #expect(server.wait { $0.open == 3 })
    #expect(try workspace.run("runs", "cancel", "1").code == 0)
    // It has seen the wish once it has told of itself twice.
    var seen: Set<Int> = []
    while seen.count < 3, process.isRunning {
      if let at = try workspace.runs().first?["updated_at"] as? Int { seen.insert(at) }
    }
    #expect(server.tally.answered == 0)
    server.release()
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    let late = try workspace.run("runs", "pause", "1")
    #expect(late.code == 2)
    #expect(late.error.contains("run 1 is over (cancelled)"))
    #expect(try workspace.run("runs", "pause", "9").error.contains("there is no run 9; the newest is 1"))
  }

  // MARK: Batches

  @Test func aBatchIsWrittenInShardsAndItsResultsAreJudged() throws {
    let workspace = try Workspace(nil)
    let written = try workspace.run("judge", "--batch-out", "requests.jsonl", "--shard-requests", "30")
    #expect(written.code == 0)
    #expect(written.out.contains("Wrote 30 requests"))
    #expect(try workspace.run("judge", "--batch-out", "requests.jsonl").code == 2)
    let lines = try (workspace.read("requests.jsonl") + workspace.read("requests-2.jsonl")).split(
      separator: "\n")
    #expect(lines.count == 40)
    let results = try lines.map { line in
      let request = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let id = try #require(request["custom_id"] as? String)
      let body = ChatServer.Reply.openAIBody(#"{"reason": "", "accuracy": 5, "clarity": 1}"#)
      return
        "{\"id\": \"r\", \"custom_id\": \"\(id)\", \"response\": {\"status_code\": 200, \"body\": \(body)}}"
    }
    try workspace.write("part.jsonl", results.prefix(25).joined(separator: "\n"))
    let part = try workspace.run("judge", "--batch-in", "part.jsonl")
    #expect(part.code == 1)
    #expect(part.out.contains("25 lines, 25 answers new"))
    #expect(part.out.contains("25 of 40 judged, 25 from answers on disk, 15 without an answer so far"))
    // The rest comes with some of the first part again.
    try workspace.write("rest.jsonl", results.suffix(20).joined(separator: "\n"))
    let rest = try workspace.run("judge", "--batch-in", "rest.jsonl")
    #expect(rest.code == 0)
    #expect(rest.out.contains("15 answers new, 5 were there already"))
    #expect(try workspace.run("judge", "--batch-in", "none.jsonl").code == 2)
  }
}
