import Foundation
import TerminalTesting
import Testing

/// What happens to the program from outside: signals, job control, a disk that takes no more.
@Suite(.serialized) struct RobustnessTests {
  @Test(arguments: [SIGSEGV, SIGABRT, SIGILL])
  func aCrashGivesTheTerminalBackAndSaysWhereTheReportIs(signal: Int32) throws {
    let workspace = try SampleWorkspace("banking")
    let terminal = try workspace.open()
    try #require(terminal.waitForText("1 of 252"))
    terminal.kill(signal)
    // The backtrace of a debug build takes its time.
    #expect(terminal.waitForExit(timeout: .seconds(120)) == .signalled(signal))
    #expect(!terminal.screen.isAlternateScreen)
    for mode in ["\u{1b}[?25h", "\u{1b}[?1000l", "\u{1b}[?2004l"] { #expect(terminal.hasWritten(mode)) }
    let report = workspace.folder.appendingPathComponent("assay/crash-\(terminal.processIdentifier).log")
    #expect(terminal.screen.lines.joined().contains("assay crashed; the report is in \(report.path)"))
    #expect(try !String(contentsOf: report, encoding: .utf8).isEmpty)
  }

  @Test func nothingIsLeftBehindWhereNothingCrashed() throws {
    let workspace = try SampleWorkspace("banking")
    let terminal = try workspace.open()
    try #require(terminal.waitForText("1 of 252"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .exited(0))
    let folder = workspace.folder.appendingPathComponent("assay").path
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
  }

  /// Stopping needs a shell with job control: a program that leads its own session cannot be stopped.
  @Test func suspendGivesTheTerminalToTheShellAndComesBack() throws {
    let workspace = try SampleWorkspace("banking")
    let terminal = try workspace.shell()
    try #require(terminal.waitForText("ready$"))
    terminal.send("\"$ASSAY\" -w .\r")
    try #require(terminal.waitForText("1 of 252"))
    terminal.send("jj")
    try #require(terminal.waitForText("3 of 252"))
    for round in 1...2 {
      terminal.send("\u{1a}")
      // What is typed before the prompt meets the terminal in whatever mode it is on the way: one prompt
      // for the first command, one for each stop and one after each echo.
      try #require(terminal.waitForPrompt(2 * round), "round \(round)")
      terminal.send("echo shell-$((40 + \(round)))\r")
      try #require(terminal.waitForText("shell-4\(round)"), "the shell reads and echoes lines again")
      try #require(terminal.waitForPrompt(2 * round + 1), "round \(round)")
      terminal.send("fg\r")
      try #require(terminal.waitFor { $0.isAlternateScreen && $0.contains("3 of 252") }, "round \(round)")
    }
    terminal.send("a")
    #expect(terminal.waitForText("good 1"))
    terminal.send("q")
    try #require(terminal.waitForPrompt(6))
    terminal.send("exit\r")
    #expect(terminal.waitForExit() == .exited(0))
    #expect(try workspace.decisions().count == 1)
  }

  /// A limit on the size of files stands for a full disk: the log can take a few decisions and no more.
  @Test func aDecisionThatCannotBeWrittenIsNotShownAsMade() throws {
    let workspace = try SampleWorkspace("banking")
    let terminal = try workspace.shell()
    try #require(terminal.waitForText("ready$"))
    terminal.send("(ulimit -f 160; exec \"$ASSAY\" -w .)\r")
    try #require(terminal.waitForText("1 of 252"))
    var made = 0
    while made < 100 {
      terminal.send("a")
      try #require(
        terminal.waitFor {
          $0.contains("Not saved") || $0.contains("good \(made + 1) ") || $0.contains("+\(made + 1) ")
        })
      if terminal.screen.contains("Not saved") { break }
      made += 1
    }
    #expect(made > 0 && made < 100, "the limit was not met where it should be")
    terminal.send("jk")
    try #require(terminal.waitForText("of 252"), "the workbench goes on")
    #expect(terminal.screen.contains("good \(made) ") || terminal.screen.contains("+\(made) "))
    terminal.send("q")
    try #require(terminal.waitFor { !$0.isAlternateScreen })
    terminal.send("exit\r")
    _ = terminal.waitForExit()
    #expect(try workspace.decisions().count == made, "what the screen showed is there, and nothing else")
    let again = try workspace.open()
    try #require(again.waitForText("good \(made) "))
    again.send("a")
    #expect(again.waitForText("good \(made + 1) "), "with room again, decisions are taken again")
    again.send("q")
    _ = again.waitForExit()
  }

  @Test func anExportThatDoesNotFitLeavesNoFile() throws {
    let workspace = try SampleWorkspace("instruction-following")
    let output = try workspace.limited("export all -o out.jsonl")
    #expect(output.code == 2)
    #expect(output.error.contains("out.jsonl"))
    let names = try FileManager.default.contentsOfDirectory(atPath: workspace.folder.path)
    #expect(!names.contains { $0.contains("out.jsonl") }, "\(names)")
  }

  @Test func anImportThatDoesNotFitSaysSoAndCanGoOn() throws {
    let workspace = try SampleWorkspace("banking")
    let rows = (0..<4_000).map { "{\"id\": \"n-\($0)\", \"text\": \"question \($0) of many\"}\n" }.joined()
    try rows.write(
      to: workspace.folder.appendingPathComponent("more.jsonl"), atomically: true, encoding: .utf8)
    let output = try workspace.limited("import more.jsonl")
    #expect(output.code == 2)
    #expect(output.error.contains("assay.db") && output.error.contains("What was saved before is safe"))
    let again = try Program.run(["import", "more.jsonl"], in: workspace.folder)
    #expect(again.code == 0)
    let status = try Program.run(["status", "--json"], in: workspace.folder)
    #expect(status.out.contains("4252"))
  }
}

extension PseudoTerminal {
  /// Waits until the shell has asked for the `count`th command and stands ready for it.
  fileprivate func waitForPrompt(_ count: Int) -> Bool {
    waitFor { screen in
      !screen.isAlternateScreen && screen.lines.count { $0.hasPrefix("ready$") } == count
    }
  }
}
