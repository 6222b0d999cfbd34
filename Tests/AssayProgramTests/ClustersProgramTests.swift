import Foundation
import TerminalTesting
import Testing

/// The clusters screen of the real program: what is done there is on disk, and everything else agrees.
@Suite(.serialized) struct ClustersProgramTests {
  private func members(_ workspace: SampleWorkspace) throws -> Int {
    let output = try Program.run(["export", "clusters", "--workspace", workspace.folder.path])
    return output.out.split(separator: "\n").count
  }

  @Test func aSplitIsWrittenAndUndoneAfterARestart() throws {
    let workspace = try SampleWorkspace("instruction-following")
    let before = try members(workspace)
    let terminal = try workspace.open(rows: 36, columns: 120)
    try #require(terminal.waitForText("1 of 420"))
    terminal.send("2")
    try #require(terminal.waitForText("representative"))
    terminal.send("ljx")
    try #require(terminal.waitForText("Split off"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .exited(0))
    #expect(try members(workspace) == before - 2, "a cluster of two is none without one of them")
    let again = try workspace.open(rows: 36, columns: 120)
    try #require(again.waitForText("1 of 420"))
    again.send("2u")
    try #require(again.waitForText("Undone: not a duplicate"))
    again.send("q")
    #expect(again.waitForExit() == .exited(0))
    #expect(try members(workspace) == before)
  }

  @Test func aThresholdIsWrittenAndRemembered() throws {
    let workspace = try SampleWorkspace("instruction-following")
    let before = try members(workspace)
    let terminal = try workspace.open(rows: 36, columns: 120)
    try #require(terminal.waitForText("1 of 420"))
    terminal.send("2")
    try #require(terminal.waitForText("from 0.70"))
    terminal.send("<<<")
    try #require(terminal.waitForText("from 0.55"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .exited(0))
    #expect(try members(workspace) > before)
    let again = try workspace.open(rows: 36, columns: 120)
    try #require(again.waitForText("1 of 420"))
    again.send("2")
    try #require(again.waitForText("from 0.55"))
    again.send("=")
    try #require(again.waitForText("from 0.70"))
    again.send("q")
    #expect(again.waitForExit() == .exited(0))
    #expect(try members(workspace) == before)
  }

  @Test func settlingAllCopiesIsOneStep() throws {
    let workspace = try SampleWorkspace("instruction-following")
    let terminal = try workspace.open(rows: 24, columns: 80)
    try #require(terminal.waitForText("1 of 420"))
    terminal.send("2")
    try #require(terminal.waitForText("first words"))
    terminal.send("S")
    try #require(terminal.waitForText("left alone"))
    terminal.send("y")
    try #require(terminal.waitForText("in one step"))
    let settled = try workspace.decisions().count
    #expect(settled >= 2)
    terminal.send("u")
    try #require(terminal.waitForText("Undone: \(settled) decisions of one step"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .exited(0))
  }
}
