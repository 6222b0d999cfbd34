import Foundation
import ModelServerTesting
import TerminalTesting
import Testing

/// `G` in the workbench and batches that come as one looks, with the real program and a server on this computer.
@Suite(.serialized) struct GenerateFromReviewTests {
  private static let count = 252

  private func workspace(_ server: ChatServer?) throws -> SampleWorkspace {
    let workspace = try SampleWorkspace("banking")
    let model = server.map { "[models.local]\nurl = \"\($0.url)\"\nmodel = \"toy\"\n" } ?? ""
    try ("[task]\nname = \"banking\"\n" + model).write(
      to: workspace.folder.appendingPathComponent("assay.toml"), atomically: true, encoding: .utf8)
    return workspace
  }

  @Test func moreLikeThisComesInWhileOneLooksAndPlusShowsIt() throws {
    let model = ChatServer.WritingModel()
    let server = try ChatServer { model.reply(to: $0) }
    let workspace = try workspace(server)
    let terminal = try workspace.open(rows: 36, columns: 120)
    try #require(terminal.waitForText("1 of \(Self.count)"))
    terminal.send("jjG")
    try #require(terminal.waitForText("more like this"))
    try #require(terminal.waitForText("toy · 1 call"))
    #expect(server.tally.requests == 0, "the plan sends nothing")
    terminal.send("5")
    try #require(terminal.waitFor { $0.contains(" 5 examples") && $0.contains("toy · 1 call") })
    terminal.send("\r")
    try #require(terminal.waitForText("direct 1: 5 of 5 made; + shows them"))
    try #require(terminal.waitForText("3 of \(Self.count + 5)"))
    // The message stands over it until the next key.
    terminal.send("\u{1b}")
    try #require(terminal.waitForText("+5 new"))
    terminal.send("+")
    try #require(terminal.waitForText("batch:direct 1"))
    try #require(terminal.waitForText("1 of 5 (\(Self.count + 5) in all)"))
    try #require(terminal.waitForText("made up w"))
    terminal.send("\u{1b}")
    try #require(terminal.waitForText("3 of \(Self.count + 5)"))
    terminal.send("5")
    try #require(terminal.waitForText("direct · toy · 5 · finished"))
    try #require(terminal.waitForText("returned"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .exited(0))
  }

  @Test func withoutAModelItSaysWhatToWriteWhere() throws {
    let workspace = try workspace(nil)
    let terminal = try workspace.open(rows: 36, columns: 120)
    try #require(terminal.waitForText("1 of \(Self.count)"))
    terminal.send("G")
    try #require(terminal.waitForText("there is no model that could generate"))
    try #require(terminal.waitForText("[models.local]"))
    terminal.send("\u{1b}")
    try #require(terminal.waitForText("Nothing was asked for"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .exited(0))
  }

  @Test func aFilteredListTakesInWhatAnotherProcessImports() throws {
    let workspace = try workspace(nil)
    let terminal = try workspace.open(rows: 36, columns: 120)
    try #require(terminal.waitForText("1 of \(Self.count)"))
    terminal.send(":filter length>0\r")
    try #require(terminal.waitForText("length>0"))
    let file = workspace.folder.appendingPathComponent("more.jsonl")
    try "{\"text\": \"from elsewhere\"}\n{\"text\": \"and another\"}".write(
      to: file, atomically: true, encoding: .utf8)
    let result = try Program.run(["import", file.path, "--workspace", workspace.folder.path])
    #expect(result.code == 0)
    try #require(terminal.waitForText("+2 new"))
    try #require(terminal.waitForText("1 of \(Self.count + 2)"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .exited(0))
  }
}
