import Foundation
import ModelServerTesting
import TerminalTesting
import Testing

/// Judging from the workbench, with the real program and a server on this computer.
@Suite(.serialized) struct RunsProgramTests {
  private static let count = 252

  private func server(latency: Double = 0) throws -> ChatServer {
    try ChatServer(latency: latency) { _ in .openAI(#"{"reason": "It fits.", "accuracy": 4}"#) }
  }

  private func workspace(_ server: ChatServer) throws -> SampleWorkspace {
    let workspace = try SampleWorkspace("banking")
    try """
    [task]
    name = "banking"
    [dimensions.accuracy]
    [models.local]
    url = "\(server.url)"
    model = "toy"
    [judge]
    model = "local"
    neighbours = 0
    """.write(
      to: workspace.folder.appendingPathComponent("assay.toml"), atomically: true, encoding: .utf8)
    return workspace
  }

  private func start(_ terminal: PseudoTerminal) throws {
    try #require(terminal.waitForText("1 of \(Self.count)"))
    terminal.send("5")
    try #require(terminal.waitForText("Nothing has run yet"))
    terminal.send("J")
    try #require(terminal.waitForText("unjudged"))
    terminal.send("\r")
  }

  @Test func aRunGoesThroughAndItsScoresAreInReview() throws {
    let server = try server()
    let workspace = try workspace(server)
    let terminal = try workspace.open(rows: 36, columns: 120)
    try start(terminal)
    try #require(terminal.waitForText("judge v1 · toy · finished"))
    try #require(terminal.waitForText("100 % · \(Self.count) of \(Self.count)"))
    terminal.send("1")
    try #require(terminal.waitForText("Judge v1 · toy"))
    try #require(terminal.waitForText("accuracy: It fits."))
    try #require(terminal.waitForText(" · 4.0 "), "and in the list")
    let requests = server.tally.requests
    terminal.send("J")
    try #require(terminal.waitForText("Judged again by judge v1"))
    #expect(server.tally.requests == requests + 1, "asked anew, although its answer is on disk")
    terminal.send("q")
    #expect(terminal.waitForExit() == .exited(0))
  }

  @Test func leavingFinishesWhatIsOnItsWayAndLosesNothing() throws {
    let server = try server()
    let workspace = try workspace(server)
    let terminal = try workspace.open(rows: 36, columns: 120)
    server.hold()
    try start(terminal)
    try #require(terminal.waitForText("judging 0 %"))
    #expect(server.wait { $0.open > 0 })
    terminal.send("q")
    try #require(terminal.waitForText("finishing the requests that are in flight"))
    #expect(!terminal.screen.isAlternateScreen, "the terminal is given back while it waits")
    server.release()
    #expect(terminal.waitForExit() == .exited(0))
    let answered = server.tally.requests
    #expect(answered > 0 && answered < Self.count)
    let again = try workspace.open(rows: 36, columns: 120)
    try #require(again.waitForText("1 of \(Self.count)"))
    again.send("5")
    try #require(again.waitForText("judge v1 · toy · cancelled"))
    again.send("R")
    try #require(again.waitForText("judge v1 · toy · finished"))
    #expect(server.tally.contents.values.allSatisfy { $0.requests == 1 }, "no answer is asked for twice")
    again.send("q")
    #expect(again.waitForExit() == .exited(0))
  }

  @Test func ctrlCDoesNotWait() throws {
    let server = try server()
    let workspace = try workspace(server)
    let terminal = try workspace.open(rows: 36, columns: 120)
    server.hold()
    try start(terminal)
    try #require(terminal.waitForText("judging 0 %"))
    terminal.send("q")
    try #require(terminal.waitForText("Ctrl-C leaves at once"))
    terminal.send("\u{3}")
    // 130: the run had no time to write that it has ended, as on a very busy machine.
    let status = try #require(terminal.waitForExit(), "it waits for the requests")
    #expect(status == .exited(0) || status == .exited(130))
  }

  @Test func marksOfTheWorkbenchSayWhatTheCommandJudges() throws {
    let server = try server()
    let workspace = try workspace(server)
    func judge() throws -> Program.Output {
      try Program.run(
        ["judge", "--workspace", workspace.folder.path, "--only", "marked", "--quiet"])
    }
    let none = try judge()
    #expect(none.code == 2 && none.error.contains("ana has marked nothing"))
    let terminal = try workspace.open(rows: 36, columns: 120)
    try #require(terminal.waitForText("1 of \(Self.count)"))
    terminal.send(" j ")
    try #require(terminal.waitForText("2 marked"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .exited(0))
    #expect(try judge().code == 0)
    #expect(server.tally.requests == 2)
  }

  @Test func withoutAJudgeItSaysWhatToWrite() throws {
    let workspace = try SampleWorkspace("banking")
    let terminal = try workspace.open(rows: 36, columns: 120)
    try #require(terminal.waitForText("1 of \(Self.count)"))
    terminal.send("J")
    try #require(terminal.waitForText("no judge is configured; add [models.NAME] with url and model"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .exited(0))
  }

  @Test func aRunOfAnotherProcessIsSeenAndSteered() throws {
    // All of it would take half a minute, and a run looks for wishes twice in a second.
    let server = try server(latency: 0.5)
    let workspace = try workspace(server)
    let terminal = try workspace.open(rows: 36, columns: 120)
    try #require(terminal.waitForText("1 of \(Self.count)"))
    server.hold()
    let judge = try PseudoTerminal(
      path: Program.path, arguments: ["judge", "--workspace", workspace.folder.path],
      environment: ["HOME": workspace.folder.path], rows: 24, columns: 100)
    try #require(terminal.waitForText("judging 0 %"), "on every screen")
    terminal.send("5")
    try #require(terminal.waitForText("judge v1 · toy · running"))
    terminal.send("x")
    try #require(terminal.waitForText("· ending"))
    server.release()
    try #require(terminal.waitForText("judge v1 · toy · cancelled"))
    _ = judge.waitForExit()
    #expect(server.tally.requests < Self.count)
    terminal.send("q")
    #expect(terminal.waitForExit() == .exited(0))
  }
}
