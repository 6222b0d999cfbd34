import TerminalCore
import TerminalCurses
import TerminalTesting
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension CursesSuite {
  @Suite struct InputTests {
    /// A device on one end of a terminal pair; the test types at the other.
    private final class Station {
      let pair: TerminalPair
      let device: CursesTerminal
      private let input: UnsafeMutablePointer<FILE>
      private let output: UnsafeMutablePointer<FILE>

      init(terminalName: String = "xterm-256color", isGuarded: Bool = false) throws {
        pair = try TerminalPair(rows: 24, columns: 80)
        input = fdopen(dup(pair.terminal), "r")
        output = fdopen(dup(pair.terminal), "w")
        device = try CursesTerminal(
          input: input, output: output, terminalName: terminalName, isGuarded: isGuarded)
      }

      deinit {
        device.close()
        fclose(input)
        fclose(output)
      }

      /// Waits until `count` events have come.
      func events(_ count: Int) -> [InputEvent] {
        var events: [InputEvent] = []
        while events.count < count {
          let more = device.waitForEvents(timeoutMilliseconds: 5000, wakeDescriptor: nil)
          if more.isEmpty { break }
          events += more
        }
        return events
      }

      func press(_ keys: String) -> InputEvent? {
        pair.send(keys)
        return events(1).first
      }
    }

    private func key(_ key: KeyChord.Key, _ modifiers: KeyChord.Modifiers = []) -> InputEvent {
      .key(KeyChord(key, modifiers: modifiers))
    }

    @Test(arguments: ["xterm-256color", "tmux-256color", "xterm", "vt220"])
    func keysAreTheSameOnEveryTerminal(terminalName: String) throws {
      let station = try Station(terminalName: terminalName)
      let expected: [(String, InputEvent)] = [
        ("a", key(.character("a"))), ("日", key(.character("日"))), (" ", key(.character(" "))),
        ("\r", key(.enter)), ("\n", key(.enter)), ("\t", key(.tab)), ("\u{7f}", key(.backspace)),
        ("\u{8}", key(.backspace)), ("\u{1b}", key(.escape)), ("\u{1b}x", key(.character("x"), .alt)),
        ("\u{12}", key(.character("r"), .control)), ("\u{3}", key(.character("c"), .control)),
        ("\u{1b}OA", key(.up)), ("\u{1b}[B", key(.down)), ("\u{1b}[Z", key(.tab, .shift)),
        ("\u{1b}[1;2A", key(.up, .shift)), ("\u{1b}[1;5D", key(.left, .control)),
        ("\u{1b}[1;3C", key(.right, .alt)), ("\u{1b}[1;6B", key(.down, [.shift, .control])),
        ("\u{1b}[5~", key(.pageUp)), ("\u{1b}[6~", key(.pageDown)), ("\u{1b}[3~", key(.delete)),
        ("\u{1b}OH", key(.home)), ("\u{1b}[F", key(.end)), ("\u{1b}OP", key(.function(1))),
        ("\u{1b}[24~", key(.function(12))), ("\u{1b}\u{1b}[A", key(.up, .alt)),
      ]
      for (keys, event) in expected {
        #expect(station.press(keys) == event, "\(keys.debugDescription) on \(terminalName)")
      }
    }

    @Test func unknownSequencesAreSwallowedWhole() throws {
      let station = try Station()
      #expect(station.press("\u{1b}[99;99za") == key(.character("a")))
    }

    @Test func pasteArrivesAsOneTextWithItsLines() throws {
      let station = try Station()
      let text = "first\rsecond\u{1b}[A 日本語"
      #expect(station.press("\u{1b}[200~\(text)\u{1b}[201~") == .paste("first\nsecond 日本語"))
      #expect(station.press("q") == key(.character("q")))
    }

    @Test(arguments: ["xterm-256color", "tmux-256color", "vt220"])
    func mouseClicksDragsAndWheel(terminalName: String) throws {
      let station = try Station(terminalName: terminalName)
      let at = Point(row: 4, column: 9)
      station.pair.send("\u{1b}[<0;10;5M\u{1b}[<0;10;5m")
      #expect(
        station.events(2) == [
          .mouse(MouseEvent(kind: .press, at: at)), .mouse(MouseEvent(kind: .release, at: at)),
        ])
      station.pair.send("\u{1b}[<0;10;5M\u{1b}[<32;12;5M\u{1b}[<0;12;5m")
      let moved = Point(row: 4, column: 11)
      #expect(
        station.events(3) == [
          .mouse(MouseEvent(kind: .doubleClick, at: at)), .mouse(MouseEvent(kind: .drag, at: moved)),
          .mouse(MouseEvent(kind: .release, at: moved)),
        ])
      #expect(station.press("\u{1b}[<64;10;5M") == .mouse(MouseEvent(kind: .wheelUp, at: at)))
      #expect(station.press("\u{1b}[<65;10;5M") == .mouse(MouseEvent(kind: .wheelDown, at: at)))
    }

    @Test func mouseCanBeSwitchedOffAndOn() throws {
      let station = try Station()
      #expect(String(decoding: station.pair.output(), as: UTF8.self).contains("\u{1b}[?1002h"))
      station.device.setMouse(enabled: false)
      let off = String(decoding: station.pair.output(), as: UTF8.self)
      #expect(off.contains("\u{1b}[?1002l"))
      #expect(off.contains("\u{1b}[?1000l"))
      station.device.setMouse(enabled: false)
      #expect(station.pair.output().isEmpty)
      station.device.setMouse(enabled: true)
      #expect(String(decoding: station.pair.output(), as: UTF8.self).contains("\u{1b}[?1000h"))
    }

    @Test func wakeDescriptorEndsTheWaitAndIsDrained() throws {
      let station = try Station()
      var ends: [Int32] = [0, 0]
      #expect(pipe(&ends) == 0)
      defer { for end in ends { close(end) } }
      #expect(write(ends[1], Array(repeating: 1 as UInt8, count: 2000), 2000) == 2000)
      #expect(station.device.waitForEvents(timeoutMilliseconds: 5000, wakeDescriptor: ends[0]).isEmpty)
      var state = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
      #expect(poll(&state, 1, 0) == 0)
    }

    @Test func timeOutGivesNoEvents() throws {
      let station = try Station()
      #expect(station.device.waitForEvents(timeoutMilliseconds: 0, wakeDescriptor: nil).isEmpty)
      #expect(station.device.waitForEvents(timeoutMilliseconds: 5, wakeDescriptor: nil).isEmpty)
    }

    @Test func aClosedWindowIsAnEndNotALoop() throws {
      let station = try Station()
      station.pair.send("a")
      station.pair.hangUp()
      let end = InputEvent.terminate(signal: SIGHUP)
      #expect(station.events(1).last == end || station.events(1).last == end)
    }

    @Test func signalsAndResizeBecomeEvents() throws {
      let station = try Station(isGuarded: true)
      station.pair.resize(rows: 30, columns: 100)
      kill(getpid(), SIGWINCH)
      #expect(station.events(1) == [.resize(Size(rows: 30, columns: 100))])
      #expect(station.device.size == Size(rows: 30, columns: 100))
      kill(getpid(), SIGTERM)
      #expect(station.events(1) == [.terminate(signal: SIGTERM)])
      kill(getpid(), SIGHUP)
      #expect(station.events(1) == [.terminate(signal: SIGHUP)])
      kill(getpid(), SIGCONT)
      #expect(station.events(1) == [.resumed])
    }

    @Test func anotherProgramGetsTheTerminalInItsOwnModes() throws {
      let station = try Station(isGuarded: true)
      func isRaw() -> Bool {
        var modes = termios()
        tcgetattr(station.pair.terminal, &modes)
        return modes.c_lflag & tcflag_t(ICANON) == 0
      }
      station.device.present(Grid.full(rows: 24, columns: 80), cursor: nil)
      _ = station.pair.output()
      #expect(isRaw())
      let value = station.device.withTerminalReleased { () -> Int in
        #expect(!isRaw())
        let written = String(decoding: station.pair.output(), as: UTF8.self)
        #expect(written.contains("\u{1b}[?2004l"))
        #expect(written.contains("\u{1b}[?1049l"))
        return 7
      }
      #expect(value == 7)
      #expect(isRaw())
      let screen = VTermScreen(rows: 24, columns: 80)
      station.device.present(Grid.full(rows: 24, columns: 80), cursor: nil)
      screen.write(station.pair.output())
      #expect(screen.goldenText == Grid.full(rows: 24, columns: 80).goldenText)
    }
  }

  @Suite struct OpeningTests {
    private func problem(_ terminalName: String) -> CursesError? {
      do {
        _ = try FileTerminal(rows: 5, columns: 10, terminalName: terminalName)
        return nil
      } catch { return error as? CursesError }
    }

    @Test func terminalTypesThatCannotWorkAreNamed() {
      #expect(problem("no-such-terminal") == .terminalTypeUnknown(name: "no-such-terminal"))
      #expect(problem("dumb") == .terminalTooSimple(name: "dumb"))
      #expect(problem("xterm") == nil)
    }

    @Test func aFileCannotBeGuarded() {
      let file = tmpfile()!
      defer { fclose(file) }
      #expect(throws: CursesError.self) {
        try CursesTerminal(input: file, output: file, terminalName: "xterm", isGuarded: true)
      }
    }

    @Test func aCrashReportThatCannotBeWrittenIsAnError() throws {
      let pair = try TerminalPair()
      let file = fdopen(dup(pair.terminal), "r+")!
      defer { fclose(file) }
      let path = "/no/such/folder/report"
      let error = #expect(throws: CursesError.self) {
        try CursesTerminal(
          input: file, output: file, terminalName: "xterm", options: .init(crashReportPath: path),
          isGuarded: true)
      }
      #expect(error == .crashReportUnwritable(path: path, reason: "No such file or directory"))
    }

    @Test func errorsSayWhatToDo() {
      #expect("\(CursesError.localeNotUTF8(encoding: "ISO-8859-1"))".contains("LC_ALL=C.UTF-8"))
      #expect("\(CursesError.terminalTypeUnknown(name: "foo"))".contains("\"foo\""))
      #expect(
        "\(CursesError.notATerminal(stream: "standard input"))".hasPrefix("standard input is not a terminal"))
    }
  }
}
