import Foundation
import TerminalCore
import TerminalTesting
import Testing

@Suite struct PseudoTerminalTests {
  @Test func typedTextIsEchoedAndAnswered() throws {
    let program = try PseudoTerminal(path: "/bin/cat")
    program.send("grüße 日\r")
    #expect(program.waitFor { $0.lines.filter { $0 == "grüße 日" }.count == 2 })
    #expect(program.bytesReceived > 0)
    program.send(bytes: [4])
    #expect(program.waitForExit() == .exited(0))
  }

  @Test func theProgramSeesSizeAndResize() throws {
    let script = "trap 'stty size' WINCH; stty size; while :; do read line; done"
    let program = try PseudoTerminal(path: "/bin/sh", arguments: ["-c", script], rows: 10, columns: 40)
    #expect(program.waitForText("10 40"))
    program.resize(rows: 12, columns: 50)
    #expect(program.waitForText("12 50"))
    #expect(program.screen.rows == 12)
    program.kill(SIGKILL)
    #expect(program.waitForExit() == .signalled(SIGKILL))
  }

  @Test func environmentAndDirectoryAreTheOnesGiven() throws {
    let script = "echo [$TERM] [$LANG] [$LINES$COLUMNS] [$NAME] $(pwd)"
    let program = try PseudoTerminal(
      path: "/bin/sh", arguments: ["-c", script], environment: ["NAME": "value", "TERM": "vt220"],
      directory: "/")
    #expect(program.waitForText("[vt220] [C.UTF-8] [] [value] /"))
    #expect(program.waitForExit() == .exited(0))
  }

  @Test func waitsEndWithTheProgramAndWithTheirTime() throws {
    let over = try PseudoTerminal(path: "/bin/sh", arguments: ["-c", "echo last words; exit 3"])
    #expect(!over.waitForText("never", timeout: .seconds(30)))
    #expect(over.screen.contains("last words"))
    #expect(over.waitForExit() == .exited(3))
    let running = try PseudoTerminal(path: "/bin/cat")
    #expect(!running.waitForText("never", timeout: .milliseconds(20)))
    #expect(running.waitForExit(timeout: .milliseconds(20)) == nil)
  }

  @Test func aMissingProgramEndsWith127() throws {
    let program = try PseudoTerminal(path: "/no/such/program")
    #expect(program.waitForExit() == .exited(127))
  }

  @Test func muchInputAndOutputDoNotBlockEachOther() throws {
    let program = try PseudoTerminal(path: "/bin/cat")
    program.send(String(repeating: "0123456789abcdef\r", count: 4000))
    program.send("the end\r")
    #expect(program.waitForText("the end"))
    program.send(bytes: [4])
    #expect(program.waitForExit() == .exited(0))
  }
}

@Suite struct VTermScreenTests {
  @Test func stylesTextAndCursorAreRead() {
    let screen = VTermScreen(rows: 3, columns: 12)
    screen.write("\u{1b}[1;7;38;5;208mab\u{1b}[0m 日e\u{301}\r\n\u{1b}[38;2;1;2;255mx\u{1b}[m")
    #expect(screen.goldenText == "ab 日e\u{301}\nx\n\n")
    #expect(screen.goldenStyles == "0: 0-1 [br 208/-]\n1: 0 [#0102ff/-]\n")
    #expect(screen.cell(0, 3).width == 2)
    #expect(screen.cell(0, 4).width == 0)
    #expect(screen.cursor == Point(row: 1, column: 1))
    screen.write("\u{1b}[?25l\u{1b}[?1049h\u{7}")
    #expect(!screen.isCursorVisible)
    #expect(screen.isAlternateScreen)
    #expect(screen.bellCount == 1)
  }
}

@Suite struct GoldenFileTests {
  @Test func recordsOnceThenComparesLineByLine() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("Some.swift").path
    let recorded = GoldenFile.compare("one\ntwo\n", named: "a.txt", file: file)
    #expect(recorded?.contains("Golden/a.txt") == true)
    #expect(GoldenFile.compare("one\ntwo\n", named: "a.txt", file: file) == nil)
    let difference = GoldenFile.compare("one\n2\u{1b}\n", named: "a.txt", file: file)
    #expect(difference?.hasSuffix("2 -|two|\n2 +|2<1b>|") == true)
  }
}

@Suite struct ScriptedTerminalTests {
  @Test func playsTheScriptThenEndsTheLoop() {
    let terminal = ScriptedTerminal(size: Size(rows: 2, columns: 5))
    terminal.type("ab")
    terminal.feed(.resize(Size(rows: 4, columns: 9)))
    var events: [InputEvent] = []
    while true {
      terminal.present(Grid(size: terminal.size), cursor: nil)
      let batch = terminal.waitForEvents(timeoutMilliseconds: nil, wakeDescriptor: nil)
      if case .terminate? = batch.first { break }
      events += batch
    }
    #expect(events.count == 3)
    #expect(terminal.frames.map(\.grid.size.rows) == [2, 2, 2, 4])
    terminal.suspend()
    #expect(terminal.waitForEvents(timeoutMilliseconds: nil, wakeDescriptor: nil) == [.resumed])
  }
}
