import AssayCalibration
import AssayEngine
import AssayFormats
import AssayJudging
import AssayModel
import AssayStatistics
import AssayStore
import AssayWorkbench
import Foundation
import ModelServerTesting
import Testing

@testable import AssayCommands

/// What the judge screen asks for, on a real workspace and against a server on this computer.
@Suite struct JudgeWorkerTests {
  private final class Fixture {
    let judges: JudgeWorkspace
    let inbox: Inbox
    var workspace: Workspace { judges.workspace }

    /// 40 examples, every other one rejected.
    init(_ server: ChatServer? = nil) throws {
      var configuration = JudgeWorkspace.configuration
      if let server {
        configuration = configuration.replacing("http://127.0.0.1:9/v1", with: server.url)
      }
      inbox = try Inbox()
      judges = try JudgeWorkspace(configuration.replacing("keep_at", with: "neighbours = 0\nkeep_at"))
      let rows = try judges.files.write(
        "rows.jsonl", (1...40).map { "{\"text\": \"text \($0)\"}" }.joined(separator: "\n"))
      _ = try ImportRun(workspace: workspace, sources: [.file(rows)]).run()
      for id in 1...40 {
        try workspace.append(
          [NewDecision(example: ExampleID(Int64(id)), action: id % 2 == 0 ? .reject : .accept)],
          reviewer: "ana", at: 1)
      }
    }

    var task: TaskSpecification {
      ConfigurationLoader.load(workspace: judges.files.root, folders: judges.folders).configuration.task
    }

    var worker: JudgeWorker {
      JudgeWorker(
        workspace: workspace, folder: judges.files.root, folders: judges.folders, environment: [:],
        inbox: inbox)
    }

    func measure(_ version: JudgeVersion, _ split: Split) -> (figures: VersionFigures?, message: Message?) {
      let runs = RunWorker(
        JudgeRunMaker(
          workspace: workspace, folder: judges.files.root, folders: judges.folders, environment: [:]),
        inbox: inbox)
      runs.start(
        RunRequest(
          selection: .unjudged, version: version.id, measure: .init(split: split, author: "ana")))
      runs.wait()
      for action in inbox.takeAll() {
        if case .judgeMeasured(version.id, let figures, let message) = action { return (figures, message) }
      }
      return (nil, nil)
    }
  }

  private static func server() throws -> ChatServer {
    try ChatServer { _ in .openAI("{\"reason\": \"so\", \"accuracy\": 2, \"clarity\": 2}") }
  }

  @Test func aVersionIsJudgedOnASplitAndMeasured() throws {
    let server = try Self.server()
    let fixture = try Fixture(server)
    let version = try fixture.judges.version { $0.template = "Other {{example}} {{format}}" }
    let dev = fixture.measure(version, .dev)
    let figures = try #require(dev.figures, "\(dev)")
    // It drops everything: all bad ones are caught.
    #expect(figures.n == 16 && figures.unscored == 0 && figures.catchRate.value == 1)
    #expect(server.tally.requests == 16)
    #expect(try fixture.workspace.measurements().map(\.split) == [.dev])
    #expect(try fixture.workspace.openings().isEmpty)
    #expect(dev.message?.text.contains("\(version.name) on dev: catch rate 100 %") == true)
    let run = try #require(try fixture.workspace.runs(limit: 1).first)
    #expect(run.title.hasPrefix(version.name) && run.progress.done == 16)
    // The second time nothing is asked.
    #expect(fixture.measure(version, .dev).figures?.n == 16)
    #expect(server.tally.requests == 16)
    #expect(fixture.measure(version, .test).figures?.n == 16)
    #expect(try fixture.workspace.openings().map(\.purpose) == ["judge screen"])
  }

  @Test func aMeasurementThatFailsIsHeardOf() throws {
    let fixture = try Fixture()
    let version = try fixture.judges.version { $0.models[0].model = "gone" }
    let result = fixture.measure(version, .dev)
    #expect(result.figures == nil)
    #expect(result.message?.kind == .error && result.message?.text.contains("\"gone\"") == true)
    #expect(try fixture.workspace.measurements().isEmpty)
  }

  @Test func aRunOfAVersionIsGoneOnWithAsItBegan() throws {
    let server = try Self.server()
    let fixture = try Fixture(server)
    let version = try fixture.judges.version { $0.template = "Other {{example}} {{format}}" }
    let maker = JudgeRunMaker(
      workspace: fixture.workspace, folder: fixture.judges.files.root, folders: fixture.judges.folders,
      environment: [:])
    server.hold()
    let runs = RunWorker(maker, inbox: fixture.inbox)
    runs.start(
      RunRequest(selection: .unjudged, version: version.id, measure: .init(split: .dev, author: "ana")))
    #expect(server.wait { $0.open > 0 })
    runs.stop(.graceful)
    server.release()
    runs.wait()
    let run = try #require(try fixture.workspace.runs(limit: 1).first)
    let again = RunWorker(maker, inbox: fixture.inbox)
    again.resume(run.id)
    again.wait()
    // The file says another prompt; the run asks its own.
    #expect(try fixture.workspace.judges().map(\.name) == [version.name])
    #expect(try fixture.workspace.judges().first?.count == 16)
  }

  @Test func anEditedPromptBecomesAVersion() throws {
    let fixture = try Fixture()
    let parent = try fixture.judges.version { _ in }
    let worker = fixture.worker
    worker.register("New {{example}}", parent: parent.id, author: "ana", at: 5)
    worker.register("New {{exampel}}", parent: parent.id, author: "ana", at: 6)
    worker.finish()
    let actions = fixture.inbox.takeAll()
    guard case .versionRegistered(let version, parent.id) = actions.first,
      case .versionRefused(let draft) = actions.last
    else {
      Issue.record("\(actions)")
      return
    }
    #expect(try fixture.workspace.judgeLineages().last?.author == "ana")
    #expect(try fixture.workspace.judgeDefinition(version.id)?.definition.template == "New {{example}}")
    #expect(draft.problem.hasPrefix("1:5:") && draft.problem.contains("did you mean \"example\""))
    #expect(draft.template == "New {{exampel}}")
  }

  @Test func adoptingAndUndoingAreHeardOf() throws {
    let fixture = try Fixture()
    let version = try fixture.judges.version { $0.template = "Other {{example}}" }
    let worker = fixture.worker
    worker.adopt(version.id, reason: "better", author: "ana", at: 5)
    worker.undoAdoption(author: "ana", at: 6)
    worker.undoAdoption(author: "ana", at: 7)
    worker.finish()
    let said = fixture.inbox.takeAll().compactMap { action -> String? in
      switch action {
      case .judgeAdopted(let judge, _): "\(judge.rawValue)"
      case .notice(let message): message.kind == .error ? "error" : nil
      default: nil
      }
    }
    #expect(said == ["\(version.id.rawValue)", "\(version.id.rawValue + 1)", "error"])
    #expect(try fixture.workspace.adoptions().map(\.reason) == ["in use before", "better", Adoption.undoing])
  }

  @Test func twoVersionsAreComparedOnWhatBothScored() throws {
    let server = try ChatServer { request in
      let score = request.number < 16 ? 5 : 1
      return .openAI("{\"reason\": \"so\", \"accuracy\": \(score), \"clarity\": \(score)}")
    }
    let fixture = try Fixture(server)
    let first = try fixture.judges.version { _ in }
    let second = try fixture.judges.version { $0.template = "Other {{example}} {{format}}" }
    #expect(fixture.measure(first, .dev).figures?.n == 16)
    #expect(fixture.measure(second, .dev).figures?.n == 16)
    let worker = fixture.worker
    worker.compare(first.id, second.id, fixture.task)
    worker.readVersions(fixture.task)
    worker.finish()
    var contrast: VersionContrast?
    var records: VersionRecords?
    for action in fixture.inbox.takeAll() {
      if case .contrastRead(let read) = action { contrast = read }
      if case .versionsRead(let read) = action { records = read }
    }
    #expect(contrast?.cases.count == 16 && contrast?.firstKeeps == 16)
    #expect(contrast?.cases.allSatisfy { $0.split == .dev && $0.human != nil } == true)
    #expect(records?.dev[first.id]?.catchRate.value == 0 && records?.dev[second.id]?.catchRate.value == 1)
    #expect(records?.history.count == 2)
  }
}
