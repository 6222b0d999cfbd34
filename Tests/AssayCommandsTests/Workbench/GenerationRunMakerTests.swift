import AssayEngine
import AssayFormats
import AssayModel
import AssayStore
import AssayWorkbench
import Foundation
import ModelServerTesting
import Testing

@testable import AssayCommands

/// Generating from the workbench, against a server on this computer.
@Suite struct GenerationRunMakerTests {
  private final class Fixture {
    let folder: TemporaryFolder
    let workspace: Workspace
    let maker: WorkbenchRunMaker
    let inbox: Inbox

    init() throws {
      folder = try TemporaryFolder()
      let rows = try folder.write(
        "rows.jsonl",
        (1...4).map { "{\"text\": \"text \($0)\", \"label\": \"\($0 % 2 == 0 ? "card" : "fee")\"}" }
          .joined(separator: "\n"))
      workspace = try Workspace.create(at: folder.root.path, bodyReader: RowReader.bodyReader)
      _ = try ImportRun(workspace: workspace, sources: [.file(rows)]).run()
      maker = WorkbenchRunMaker(
        judging: JudgeRunMaker(
          workspace: workspace, folder: folder.root,
          folders: ConfigurationFolders(personal: folder.url("personal")),
          // Whatever model is installed on this computer takes no part.
          environment: ["XDG_DATA_HOME": folder.url("data").path]))
      inbox = try Inbox()
    }

    func configure(_ server: ChatServer?, more: String = "") throws {
      let model = server.map { "[models.local]\nurl = \"\($0.url)\"\nmodel = \"toy\"\n" } ?? ""
      try folder.write(
        "assay.toml", "[task]\nname = \"test\"\nlabels = [\"card\", \"fee\"]\n" + model + more)
    }

    func run(_ start: (RunWorker) -> Void) -> [(batch: String?, message: Message)] {
      let worker = RunWorker(maker, inbox: inbox)
      start(worker)
      worker.wait()
      return inbox.takeAll().compactMap {
        switch $0 {
        case .generated(let batch, let message): (batch, message)
        case .notice(let message): (nil, message)
        default: nil
        }
      }
    }
  }

  private func more(_ count: Int, from ids: [Int64] = [1]) -> RunRequest {
    RunRequest(
      selection: .examples([]),
      generation: .init(
        technique: .direct, count: count, examples: ids.map { ExampleID($0) },
        labels: .shares(["fee": 1]), wish: "more like these examples"))
  }

  private func server() throws -> ChatServer {
    let model = ChatServer.WritingModel()
    return try ChatServer { model.reply(to: $0) }
  }

  @Test func thePlanSaysWhatItWouldTakeAndSendsNothing() throws {
    let fixture = try Fixture()
    let server = try server()
    try fixture.configure(server)
    let plan = fixture.maker.generation.plan(more(10))
    #expect(plan.problem == nil)
    #expect(plan.model == "toy")
    #expect(plan.calls == 1, "no grid of attributes for what is to be like an example")
    #expect(plan.tokensIn > 0 && plan.tokensOut > 0)
    #expect(server.tally.requests == 0)
    #expect(try fixture.workspace.runs(limit: 9).isEmpty)
  }

  @Test func withoutAModelThePlanSaysWhatToWrite() throws {
    let fixture = try Fixture()
    try fixture.configure(nil)
    let plan = fixture.maker.generation.plan(more(10))
    #expect(plan.problem?.contains("assay.toml") == true && plan.problem?.contains("[models.local]") == true)
  }

  @Test func moreLikeThisBecomesABatch() throws {
    let fixture = try Fixture()
    let server = try server()
    try fixture.configure(server)
    let ended = fixture.run { $0.start(more(10)) }
    #expect(ended.map(\.batch) == ["direct 1"])
    #expect(ended.first?.message.text == "direct 1: 10 of 10 made")
    let batch = try #require(try fixture.workspace.batches().last)
    #expect(batch.name == "direct 1" && batch.count == 10)
    let new = try fixture.workspace.examples((5...14).map { ExampleID($0) })
    #expect(new.allSatisfy { $0.label == "fee" })
    let shown = try #require(try fixture.workspace.examples([ExampleID(1)]).first).key
    #expect(new.allSatisfy { $0.provenance.seeds == [shown] }, "only the example under the cursor is shown")
    #expect(try fixture.workspace.runs(limit: 1).first?.kind == .generate)
  }

  @Test func twoSideBySideAskForDifferentThings() throws {
    let fixture = try Fixture()
    let server = try server()
    try fixture.configure(server)
    let ended = fixture.run { worker in
      worker.start(more(6))
      worker.start(more(6))
    }
    #expect(Set(ended.compactMap(\.batch)) == ["direct 1", "direct 2"])
    #expect(try fixture.workspace.exampleCount() == 16)
    #expect(server.tally.contents.count == server.tally.requests, "no request is sent twice")
  }

  @Test func aCancelledRunIsGoneOnWithWhereItEnded() throws {
    let fixture = try Fixture()
    let server = try server()
    try fixture.configure(server, more: "[generate]\nper_call = 5\n")
    server.hold()
    let worker = RunWorker(fixture.maker, inbox: fixture.inbox)
    worker.start(more(20))
    #expect(server.wait { $0.open > 0 })
    worker.stop(.graceful)
    server.release()
    worker.wait()
    let run = try #require(try fixture.workspace.runs(limit: 1).first)
    #expect(run.state == .cancelled)
    _ = fixture.run { $0.resume(run.id, generates: true) }
    #expect(try fixture.workspace.exampleCount() == 24)
    #expect(try fixture.workspace.batches().map(\.count).last == 20, "all in one batch")
    #expect(server.tally.contents.values.allSatisfy { $0.requests == 1 }, "nothing is paid for twice")
  }

  @Test func aServerThatRefusesIsTold() throws {
    let fixture = try Fixture()
    let server = try ChatServer { _ in .refusal(401, "the key is not known") }
    try fixture.configure(server)
    let ended = fixture.run { $0.start(more(5)) }
    #expect(ended.map(\.batch) == [nil])
    #expect(ended.first?.message.kind == .error)
    #expect(ended.first?.message.text.contains("401") == true)
  }

  @Test func wishesFollowTheRequest() {
    let order = RunRequest.Generation(
      technique: .paraphrase, count: 7, examples: [ExampleID(3)], labels: nil, wish: nil)
    let wishes = GenerationRunMaker.wishes(order, budget: 0.5, seed: 9)
    #expect(wishes.parents == [ExampleID(3)] && wishes.seeds == nil)
    #expect(wishes.count == 7 && wishes.budget == 0.5 && wishes.seed == 9 && wishes.drawsAttributes == nil)
    var direct = order
    direct.technique = .direct
    #expect(GenerationRunMaker.wishes(direct, budget: nil, seed: 1).seeds == .examples([ExampleID(3)]))
    #expect(GenerationRunMaker.wishes(direct, budget: nil, seed: 1).parents.isEmpty)
    direct.difficulty = ["hard": 1]
    direct.checksLabels = true
    let harder = GenerationRunMaker.wishes(direct, budget: nil, seed: 1)
    #expect(harder.difficulty == ["hard": 1] && harder.checksLabels)
  }
}
