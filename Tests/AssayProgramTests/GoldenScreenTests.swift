import TerminalTesting
import Testing

/// What the real program shows on a real (emulated) terminal, screen by screen. The theme is named so
/// that nothing depends on the machine.
@Suite(.serialized) struct GoldenScreenTests {
  struct Window: Sendable, CustomStringConvertible {
    var rows: Int
    var columns: Int
    var description: String { "\(columns)x\(rows)" }
  }

  static let windows = [
    Window(rows: 24, columns: 80), Window(rows: 36, columns: 120), Window(rows: 50, columns: 200),
  ]

  private func check(_ terminal: PseudoTerminal, _ name: String, styles: Bool = false) {
    settle(terminal, name)
    if let difference = GoldenFile.compare(terminal.screen.goldenText, named: name + ".txt") {
      Issue.record("\(difference)")
    }
    if styles, let difference = GoldenFile.compare(terminal.screen.goldenStyles, named: name + "-styles.txt")
    {
      Issue.record("\(difference)")
    }
  }

  /// Reads until the screen is the expected one: it may come in pieces, and the scores come a moment after the rows.
  /// Without one to go by, until the program has nothing more to say.
  private func settle(_ terminal: PseudoTerminal, _ name: String) {
    if let expected = GoldenFile.expected(name + ".txt") {
      _ = terminal.waitFor(timeout: .seconds(30)) { $0.goldenText == expected }
    } else {
      #expect(isQuiet(terminal))
    }
  }

  private func isQuiet(_ terminal: PseudoTerminal) -> Bool {
    for _ in 0..<50 {
      let before = terminal.bytesReceived
      _ = terminal.waitFor(timeout: .milliseconds(250)) { _ in false }
      if terminal.bytesReceived == before { return true }
    }
    return false
  }

  private func waitForScores(_ terminal: PseudoTerminal) -> Bool {
    terminal.waitFor {
      $0.contains("GPT-4/Rating") && $0.lines.contains { $0.contains("· ") && $0.contains(".0 ") }
    }
  }

  @Test(arguments: windows) func everyScreen(window: Window) throws {
    let workspace = try SampleWorkspace("instruction-following")
    let terminal = try workspace.open(
      rows: window.rows, columns: window.columns, arguments: ["--theme", "dark"])
    try #require(terminal.waitForText("1 of 420"))
    try #require(waitForScores(terminal))
    check(terminal, "review-\(window)", styles: true)
    terminal.send("?")
    try #require(terminal.waitForText("Accept and go on"))
    check(terminal, "help-\(window)")
    terminal.send("\u{1b}")
    try #require(terminal.waitFor { !$0.contains("Accept and go on") })
    for (key, name, text) in [
      ("2", "clusters", "first words"), ("3", "calibration", "catch rate"),
      ("4", "judge", "came with imported data"), ("5", "runs", "Nothing has run yet"),
    ] {
      terminal.send(key)
      try #require(terminal.waitForText(text), "\(name)")
      check(terminal, "\(name)-\(window)", styles: name == "clusters")
    }
    terminal.send("2l")
    try #require(terminal.waitForText("representative"))
    check(terminal, "members-\(window)", styles: true)
    terminal.send("S")
    try #require(terminal.waitForText("left alone"))
    check(terminal, "settle-\(window)")
    terminal.send("\u{1b}")
    try #require(terminal.waitForText("Nothing was settled"))
    terminal.send("q")
    #expect(terminal.waitForExit() == .exited(0))
  }

  @Test(arguments: windows) func withoutColour(window: Window) throws {
    let workspace = try SampleWorkspace("instruction-following")
    let terminal = try workspace.open(
      rows: window.rows, columns: window.columns, arguments: ["--theme", "monochrome", "--ascii"],
      environment: ["NO_COLOR": "1"])
    try #require(terminal.waitForText("1 of 420"))
    try #require(terminal.waitFor { $0.lines.contains { $0.contains(". ") && $0.contains(".0 ") } })
    check(terminal, "review-monochrome-\(window)", styles: true)
    terminal.send("2l")
    try #require(terminal.waitForText("representative"))
    check(terminal, "members-monochrome-\(window)", styles: true)
    for row in terminal.screen.cells {
      for cell in row {
        #expect(cell.foreground == .standard && cell.background == .standard, "no colour at all")
      }
    }
    terminal.send("q")
    #expect(terminal.waitForExit() == .exited(0))
  }

  @Test(arguments: ["banking", "dialogues"]) func otherSamples(sample: String) throws {
    let workspace = try SampleWorkspace(sample)
    let terminal = try workspace.open(rows: 36, columns: 120, arguments: ["--theme", "dark"])
    try #require(terminal.waitForText("1 of "))
    if sample == "dialogues" { try #require(terminal.waitForText("3.")) }
    check(terminal, "\(sample)-120x36")
    terminal.send("q")
    #expect(terminal.waitForExit() == .exited(0))
  }
}
