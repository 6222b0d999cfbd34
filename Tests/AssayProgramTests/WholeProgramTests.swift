import Foundation
import TerminalTesting
import Testing

/// The real program, driven by keys.
@Suite(.serialized) struct WholeProgramTests {
  @Test func decideUndoQuitAndComeBack() throws {
    let workspace = try SampleWorkspace("banking")
    var terminal = try workspace.open()
    try #require(terminal.waitForText("1 of 252"))
    terminal.send("a")
    try #require(terminal.waitForText("good 1 · bad 0"))
    terminal.send("r")
    try #require(terminal.waitForText("good 1 · bad 1"))
    #expect(try workspace.decisions().count == 2)
    terminal.send("u")
    try #require(terminal.waitForText("good 1 · bad 0"))
    terminal.send("jjj")
    try #require(terminal.waitForText("5 of 252"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .exited(0))
    #expect(!terminal.screen.isAlternateScreen, "the terminal is given back")
    terminal = try workspace.open()
    try #require(terminal.waitForText("5 of 252"), "it opens where it was left")
    terminal.send("\u{12}")
    try #require(terminal.waitForText("good 1 · bad 1"), "what was undone can be redone after a restart")
    terminal.send("q")
    _ = terminal.waitForExit()
  }

  @Test func whatTheScreenHasShownSurvivesAKill() throws {
    let workspace = try SampleWorkspace("banking")
    let terminal = try workspace.open()
    try #require(terminal.waitForText("1 of 252"))
    terminal.send("aaarrra")
    try #require(terminal.waitForText("good 4 · bad 3"))
    terminal.kill(SIGKILL)
    #expect(terminal.waitForExit() == .signalled(SIGKILL))
    #expect(try workspace.decisions().count == 7)
    let again = try workspace.open()
    try #require(again.waitForText("good 4 · bad 3"))
    again.send("q")
    _ = again.waitForExit()
  }

  @Test func twoAtOnceSeeEachOther() throws {
    let workspace = try SampleWorkspace("banking")
    let ana = try workspace.open(rows: 36, columns: 120, arguments: ["--reviewer", "ana"])
    let ben = try workspace.open(rows: 36, columns: 120, arguments: ["--reviewer", "ben"])
    try #require(ana.waitForText("1 of 252") && ben.waitForText("1 of 252"))
    ana.send("r")
    try #require(ana.waitForText("calibrated 1/100"))
    #expect(ben.waitForText("ana ✗ rejected"), "ben sees ana's decision without a restart")
    ben.send("a")
    try #require(ben.waitForText("calibrated 1/100"))
    ana.send("k")
    #expect(ana.waitForText("ben ✓ accepted"))
    #expect(try workspace.decisions().count == 2)
    for terminal in [ana, ben] {
      terminal.send("q")
      #expect(terminal.waitForExit() == .exited(0))
    }
  }

  @Test func filterSearchAndSizeChanges() throws {
    let workspace = try SampleWorkspace("instruction-following")
    let terminal = try workspace.open()
    try #require(terminal.waitForText("1 of 420"))
    terminal.send(":filter batch:Natural\r")
    try #require(terminal.waitForText("(420 in all)"))
    terminal.send("F")
    try #require(terminal.waitForText("of 420"))
    terminal.send("/summar")
    try #require(terminal.waitFor { $0.lines.contains { $0.contains("/summar ") && !$0.contains("…") } })
    terminal.send("\rn")
    for (rows, columns) in [(50, 200), (10, 40), (1, 1), (3, 7), (24, 80)] {
      terminal.resize(rows: rows, columns: columns)
      #expect(terminal.waitFor { $0.rows == rows })
    }
    #expect(terminal.waitForText("of 420"), "\(terminal.screen.goldenText)")
    terminal.send("q")
    #expect(terminal.waitForExit() == .exited(0))
  }

  @Test(arguments: [SIGTERM, SIGHUP]) func aSignalSavesAndRestores(signal: Int32) throws {
    let workspace = try SampleWorkspace("banking")
    let terminal = try workspace.open()
    try #require(terminal.waitForText("1 of 252"))
    terminal.send("jj")
    try #require(terminal.waitForText("3 of 252"))
    terminal.kill(signal)
    #expect(terminal.waitForExit() == .exited(128 + signal))
    #expect(!terminal.screen.isAlternateScreen)
    let again = try workspace.open()
    #expect(again.waitForText("3 of 252"))
    again.send("q")
    _ = again.waitForExit()
  }

  @Test func editOpensTheEditorAndKeepsTheOriginal() throws {
    let workspace = try SampleWorkspace("banking")
    let editor = workspace.folder.appendingPathComponent("editor.sh")
    try "#!/bin/sh\nprintf 'A better question\\n' > \"$1\"\n".write(
      to: editor, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: editor.path)
    let terminal = try workspace.open(rows: 36, columns: 120, environment: ["EDITOR": editor.path])
    try #require(terminal.waitForText("1 of 252"))
    terminal.send("e")
    try #require(terminal.waitForText("better"))
    let decisions = try workspace.decisions()
    #expect(decisions.count == 1 && decisions[0].contains("A better question"))
    terminal.send("q")
    _ = terminal.waitForExit()
  }

  /// `make docs` brings it up to date.
  @Test func theTableOfKeysInTheDocsIsTheProgramsOwn() throws {
    let table = try Program.run(["keys"]).out.trimmingCharacters(in: .newlines)
    let page = Program.project.appendingPathComponent("docs/review.md")
    #expect(table.contains("review.accept"))
    #expect(try String(contentsOf: page, encoding: .utf8).contains(table))
  }

  @Test func withoutATerminalItSaysSo() throws {
    let workspace = try SampleWorkspace("banking")
    let output = try Program.run(["--workspace", workspace.folder.path])
    #expect(output.code == 2)
    #expect(output.error.contains("needs a terminal"))
  }

  @Test func theLineModeTakesTheSameDecisions() throws {
    let workspace = try SampleWorkspace("banking")
    let output = try Program.run(
      ["--workspace", workspace.folder.path, "--linear"],
      input: "a\nr\nu\nl card_arrival\nn odd one\nf verdict:accepted\n3\n2\nK\nu\n<\n1\nq\n")
    #expect(output.code == 0)
    #expect(!output.out.contains("\u{1b}") && !output.out.contains("│"))
    for line in [
      "Example 1 of 252, smollm2-0.", "Saved: accepted.", "Undone: reject",
      "Saved: relabelled to card_arrival.", "Saved: note: odd one.",
      "2 examples, filter verdict:accepted, order import.", "No judge has scored anything yet.",
      "Cluster 1 of 9, 3 copies, 3 undecided.", "Member 2 of 3, similarity 1.00 by copy, undecided.",
      "1 accepted, 2 rejected in one step", "Undone: 3 decisions of one step", "shared words from 0.65: ",
    ] { #expect(output.out.contains(line), "\(line)") }
    // The export leaves out what was undone.
    #expect(try workspace.decisions().count == 3)
  }
}
