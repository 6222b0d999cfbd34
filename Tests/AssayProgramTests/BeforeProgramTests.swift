import Foundation
import TerminalTesting
import Testing

/// `assay init` on a terminal of 80 by 24, with its questions on fitness.
@Suite struct BeforeProgramTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "assay-before-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func end() { try? FileManager.default.removeItem(at: folder) }

  private func open(_ arguments: String...) throws -> PseudoTerminal {
    try PseudoTerminal(
      path: Program.path, arguments: arguments, environment: ["HOME": folder.path, "USER": "ana"],
      directory: folder.path)
  }

  private func configuration() -> String {
    (try? String(contentsOf: folder.appendingPathComponent("assay.toml"), encoding: .utf8)) ?? ""
  }

  /// The four questions about the task, each answered by Enter.
  private func describe(_ terminal: PseudoTerminal) {
    for question in [
      "Name of the task", "When is an example good?", "Labels, with commas", "Dimensions that",
    ] {
      #expect(terminal.waitForText(question))
      terminal.send("\r")
    }
    #expect(terminal.waitForText("Three questions"))
  }

  @Test func risksAreAskedByOneKeyEachAndKeptWithTheReason() throws {
    defer { end() }
    let terminal = try open("init")
    describe(terminal)
    #expect(terminal.waitForText("costs more than labelling by hand? [y/n]"))
    // Other keys are no answer.
    terminal.send("x\ry")
    #expect(terminal.waitForText("Instead: Label real examples by hand"))
    terminal.send("n")
    #expect(terminal.waitForText("financial knowledge? [y/n]"))
    terminal.send("Y")
    #expect(terminal.waitForText("Go on with generated data all the same? [y/n]"))
    terminal.send("y")
    #expect(terminal.waitForText("Why?"))
    terminal.send("\rA doctor reads all of it\r")
    #expect(terminal.waitForExit() == .exited(0))
    let text = configuration()
    #expect(text.contains("risks = [\"safety-critical\", \"expert-nuance\"]"))
    #expect(text.contains("reason = \"A doctor reads all of it\""))
    let status = try Program.run(["fitness"], in: folder)
    #expect(status.code == 0)
    #expect(status.out.contains("Goes on because: A doctor reads all of it"))
  }

  @Test func noRiskAsksNothingMore() throws {
    defer { end() }
    let terminal = try open("init")
    describe(terminal)
    // Typed ahead.
    terminal.send("nnn")
    #expect(terminal.waitForExit() == .exited(0))
    #expect(configuration().contains("risks = []"))
    #expect(!configuration().contains("reason = "))
  }

  @Test(arguments: ["\u{03}", "\u{04}"])
  func whoBreaksOffHasWrittenNothingAndTheTerminalBack(key: String) throws {
    defer { end() }
    let terminal = try PseudoTerminal(
      path: "/bin/sh",
      arguments: [
        "-c", "stty -a > before; \"$0\" init; echo code $?; stty -a > after; echo done", Program.path,
      ],
      environment: ["HOME": folder.path, "USER": "ana", "PATH": "/usr/bin:/bin"],
      directory: folder.path)
    describe(terminal)
    #expect(terminal.waitForText("by hand? [y/n]"))
    terminal.send(key)
    #expect(terminal.waitForText("nothing was written"))
    #expect(terminal.waitForText("code 2"))
    #expect(terminal.waitForText("done"))
    #expect(configuration().isEmpty)
    let settings = try ["before", "after"].map {
      try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)
    }
    #expect(settings[0] == settings[1])
  }

  @Test func theCommandAsksLaterAndSaysNoToGoingOn() throws {
    defer { end() }
    let made = try Program.run(["init", "--name", "t"], in: folder)
    #expect(made.code == 0)
    #expect(made.out.contains("  assay seeds check seeds.jsonl\n  assay generate --seeds seeds.jsonl\n"))
    #expect(made.error.contains("Nobody was asked whether generated data is right for the task"))
    let terminal = try open("fitness")
    #expect(terminal.waitForText("nobody was asked"))
    terminal.send("n")
    terminal.send("y")
    terminal.send("n")
    #expect(terminal.waitForText("Go on with generated data"))
    terminal.send("n")
    #expect(terminal.waitForExit() == .exited(0))
    #expect(configuration().contains("risks = [\"specific-distribution\"]"))
    let rows = folder.appendingPathComponent("rows.jsonl")
    try Data("{\"text\": \"one\"}\n".utf8).write(to: rows)
    #expect(try Program.run(["import", "rows.jsonl", "--quiet"], in: folder).code == 0)
    let status = try Program.run(["status"], in: folder)
    #expect(status.out.contains("Nobody has said why to go on with generated data"))
    #expect(try Program.run(["status", "--json"], in: folder).out.contains("\"specific-distribution\""))
    for format in ["html", "md"] {
      let report = try Program.run(["report", "--format", format], in: folder)
      #expect(report.out.contains("real texts that a model cannot know"))
    }
    #expect(
      try Program.run(["report", "--format", "json"], in: folder).out.contains("\"specific-distribution\""))
  }

  @Test func termsAreSaidForEachModel() throws {
    defer { end() }
    try Data(
      "[models.big]\nurl = \"http://localhost:1/v1\"\nmodel = \"llama3.1:70b\"\n".utf8
    ).write(to: folder.appendingPathComponent("assay.toml"))
    let terms = try Program.run(["models", "terms"], in: folder)
    #expect(terms.code == 0)
    #expect(terms.out.contains("Terms of llama3.1:70b: Llama 3.1 community licence (2024-07-23)"))
    #expect(terms.out.contains("Verify before use"))
    let json = try #require(
      try JSONSerialization.jsonObject(
        with: Data(try Program.run(["models", "terms", "--json"], in: folder).out.utf8)) as? [String: Any])
    let models = try #require(json["models"] as? [[String: Any]])
    #expect(models.first?["families"] as? [String] == ["Llama 3.1 community licence"])
  }
}
