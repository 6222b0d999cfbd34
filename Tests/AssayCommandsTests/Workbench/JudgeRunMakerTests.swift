import AssayEngine
import AssayFormats
import AssayModel
import AssayStore
import AssayWorkbench
import Foundation
import ModelServerTesting
import Testing

@testable import AssayCommands

/// Judging from the workbench, against a server on this computer.
@Suite struct JudgeRunMakerTests {
  private final class Fixture {
    let folder: TemporaryFolder
    let workspace: Workspace
    let maker: JudgeRunMaker
    let inbox: Inbox

    init() throws {
      folder = try TemporaryFolder()
      let rows = try folder.write(
        "rows.jsonl", (1...4).map { "{\"text\": \"text \($0)\"}" }.joined(separator: "\n"))
      workspace = try Workspace.create(at: folder.root.path, bodyReader: RowReader.bodyReader)
      _ = try ImportRun(workspace: workspace, sources: [.file(rows)]).run()
      maker = JudgeRunMaker(
        workspace: workspace, folder: folder.root,
        folders: ConfigurationFolders(personal: folder.url("personal")), environment: [:])
      inbox = try Inbox()
    }

    func configure(_ server: ChatServer?) throws {
      let judge = server.map { server in
        """
        [models.local]
        url = "\(server.url)"
        model = "toy"
        [judge]
        model = "local"
        neighbours = 0
        """
      }
      try folder.write(
        "assay.toml", "[task]\nname = \"test\"\n[dimensions.accuracy]\n" + (judge ?? ""))
    }

    /// Carries out a request and returns what was said at the end.
    func run(_ start: (RunWorker) -> Void) -> [Message] {
      let worker = RunWorker(maker, inbox: inbox)
      start(worker)
      worker.wait()
      return inbox.takeAll().compactMap {
        switch $0 {
        case .notice(let message), .judgedAgain(_, let message): message
        default: nil
        }
      }
    }
  }

  /// The score of each answer is that of its number.
  private static func server(_ score: @escaping @Sendable (Int) -> Int) throws -> ChatServer {
    try ChatServer { request in .openAI("{\"reason\": \"so\", \"accuracy\": \(score(request.number))}") }
  }

  private func score(_ fixture: Fixture, _ id: Int64) throws -> Double? {
    try fixture.workspace.judgements(on: ExampleID(id)).first?.mean
  }

  @Test func withoutAJudgeItSaysWhatToWrite() throws {
    let fixture = try Fixture()
    try fixture.configure(nil)
    let messages = fixture.run { $0.start(RunRequest(selection: .unjudged)) }
    #expect(messages.count == 1)
    #expect(messages[0].text.contains("add [models.NAME]") && messages[0].text.contains("[judge]"))
    #expect(try fixture.workspace.runs(limit: 9).isEmpty)
  }

  @Test func whatIsUnjudgedIsJudged() throws {
    let fixture = try Fixture()
    let server = try Self.server { _ in 4 }
    try fixture.configure(server)
    let messages = fixture.run { $0.start(RunRequest(selection: .unjudged)) }
    #expect(messages.map(\.text) == ["judge v1 is done: 4 judged"])
    #expect(try (1...4).map { try score(fixture, $0) } == [4, 4, 4, 4])
    let run = try #require(try fixture.workspace.runs(limit: 1).first)
    #expect(run.state == .finished)
    #expect(run.title.hasPrefix("judge v1 · "), "by this the runs screen finds its judge")
  }

  @Test func anExampleIsAskedAboutAgainAlthoughItsAnswerIsOnDisk() throws {
    let fixture = try Fixture()
    let server = try Self.server { $0 >= 4 ? 1 : 5 }
    try fixture.configure(server)
    _ = fixture.run { $0.start(RunRequest(selection: .unjudged)) }
    #expect(try score(fixture, 2) == 5)
    let messages = fixture.run { $0.start(RunRequest(selection: .examples([ExampleID(2)]), isFresh: true)) }
    #expect(messages.map(\.text) == ["Judged again by judge v1"])
    #expect(try score(fixture, 2) == 1)
    #expect(try score(fixture, 3) == 5)
    #expect(server.tally.requests == 5)
  }

  @Test func aCancelledRunIsGoneOnWithWhereItEnded() throws {
    let fixture = try Fixture()
    let server = try Self.server { _ in 3 }
    try fixture.configure(server)
    server.hold()
    let worker = RunWorker(fixture.maker, inbox: fixture.inbox)
    worker.start(RunRequest(selection: .unjudged))
    #expect(server.wait { $0.open > 0 })
    worker.stop(.graceful)
    server.release()
    worker.wait()
    let run = try #require(try fixture.workspace.runs(limit: 1).first)
    #expect(run.state.isOver)
    _ = fixture.run { $0.resume(run.id) }
    #expect(try (1...4).map { try score(fixture, $0) } == [3, 3, 3, 3])
    #expect(server.tally.requests == 4, "nothing is asked twice")
  }

  @Test func tuningWithoutDecisionsIsToldBeforeAnythingIsSent() throws {
    let fixture = try Fixture()
    let server = try Self.server { _ in 4 }
    try fixture.configure(server)
    let messages = fixture.run { $0.start(RunRequest(selection: .unjudged, tuning: .init(calls: 50))) }
    #expect(messages.count == 1)
    #expect(messages[0].kind == .error)
    #expect(messages[0].text.hasPrefix("Not tuned: the dev split has 0 accepted"), "\(messages[0].text)")
    #expect(server.tally.requests == 0)
  }

  @Test func aServerThatRefusesIsTold() throws {
    let fixture = try Fixture()
    let server = try ChatServer { _ in .refusal(401, "the key is not known") }
    try fixture.configure(server)
    let messages = fixture.run { $0.start(RunRequest(selection: .unjudged)) }
    #expect(messages.count == 1)
    #expect(messages[0].kind == .error)
    #expect(messages[0].text.contains("401"))
  }
}
