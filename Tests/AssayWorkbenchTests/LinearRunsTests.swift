import AssayModel
import AssayWorkbench
import Testing

/// The runs as plain lines.
@Suite struct LinearRunsTests {
  private func person() -> Person {
    let host = JudgeScreenTests.host()
    host.runs = SampleRuns.all
    return Person(host, now: SampleRuns.now)
  }

  private func type(_ line: String, _ person: Person) -> Bool {
    guard let actions = LinearText.action(for: line, person.state) else { return false }
    for action in actions { person.dispatcher.dispatch(action) }
    return true
  }

  @Test func theReportIsTheScreens() {
    let person = person()
    #expect(type("5", person))
    let text = LinearText.text(person.state).joined(separator: "\n")
    for line in [
      "Run 1 of 7, the newest first: judge v3 · qwen2.5-14b, running.", "  38 %, 760 of 2,000.",
      "  cost: 0.3100 so far, about 0.8123 expected, budget 2.50.",
      "  caught: 27 of 40 known-bad probes, 68 % (95 % interval 52-80 %, n = 40).",
      "  Warning: under the 80 % bar", "  Errors, rate limit: 61; the last: 429: slow down",
      "  accuracy: mean 3.32; score 1: 60, 8 %; score 2: 120, 16 %;",
    ] {
      #expect(text.contains(line), "\(line)")
    }
  }

  @Test func theSameKeysSteer() {
    let person = person()
    #expect(type("5", person) && type("space", person))
    #expect(person.host.runs[0].wish.isPaused)
    #expect(type("j", person))
    #expect(LinearText.place(person.state) != LinearText.place(self.person().state))
    #expect(LinearText.text(person.state)[0].contains("Run 2 of 7"))
    #expect(type("J failed", person))
    #expect(person.host.effects.last == .startRun(RunRequest(selection: .failed)))
    #expect(type(":judge all", person))
    #expect(person.host.effects.last == .startRun(RunRequest(selection: .all)))
  }

  @Test func theProgressSaysThatARunGoesOn() {
    let person = person()
    #expect(!LinearText.progress(person.state).contains("judging"))
    _ = type("5", person)
    #expect(LinearText.progress(person.state).contains("judging 38 % · 1 min 59 s"))
  }
}
