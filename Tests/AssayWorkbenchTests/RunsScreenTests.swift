import AssayModel
import AssayWorkbench
import TerminalCore
import Testing

@Suite struct RunsScreenTests {
  private func host() -> MemoryHost {
    let host = MemoryHost((1...6).map { ("text \($0)", nil) })
    for id in 1...3 {
      host.judge(
        Int64(id),
        Judgement(judge: "judge v3", scores: [DimensionScore(dimension: "accuracy", value: Double(id))]))
    }
    host.judge(
      4,
      Judgement(
        judge: "judge v3", scores: [DimensionScore(dimension: "accuracy", value: nil)], failure: "no number"))
    host.runs = SampleRuns.all
    return host
  }

  private func person(_ host: MemoryHost? = nil, _ rows: Int = 50, _ columns: Int = 120) -> Person {
    let person = Person(host ?? self.host(), size: Size(rows: rows, columns: columns), now: SampleRuns.now)
    person.press(.screenRuns)
    return person
  }

  @Test func aRunIsToldInFull() {
    let screen = person(nil, 50, 200).screen
    for text in [
      "38 % · 760 of 2,000", "running", "10.4/s answers", "1 min 59 s left", "0.3100 so far",
      "about 0.8123 expected", "budget 2.50", "712 · 72 of them retries", "16 in flight", "p50 0.21 s",
      "p99 1.9 s", "412,003 in", "waits", "a pause of 12 s", "3 without a valid answer",
      "27 of 40 known-bad probes, 68 % (95 % interval 52-80 %, n = 40)", "under the 80 % bar",
      "! the judge is of the generator's family", "61  rate limit", "429: slow down", "accuracy", "mean 3.32",
    ] {
      #expect(screen.contains(text), "\(text)")
    }
  }

  /// 27 of 40: 52-80 %.
  @Test(arguments: [
    (0.5, nil), (0.7, "40 known-bad probes are too few to tell whether it meets the 70 % bar"),
    (0.9, "under the 90 % bar: your judging prompt needs work"),
  ])
  func theBarIsThatOfTheTask(bar: Double, words: String?) {
    var task = TaskSpecification(name: "test")
    task.calibration.bar = bar
    let person = Person(host(), size: Size(rows: 50, columns: 200), task: task, now: SampleRuns.now)
    person.press(.screenRuns)
    if let words {
      #expect(person.screen.contains(words))
    } else {
      #expect(!person.screen.contains("% bar"))
    }
  }

  @Test func everyStateHasItsSignAndWord() {
    let person = person()
    let words = ["running", "paused", "finished", "cancelled", "failed", "budget spent", "interrupted"]
    for (index, word) in words.enumerated() {
      #expect(person.screen.contains("· \(word) ─"), "\(word) at \(index)")
      person.press(.down)
    }
    #expect(Set(SampleRuns.all.map { $0.state }).count == Run.State.allCases.count)
  }

  @Test func aRunThatWasGoneOnWithSaysByWhich() {
    let host = host()
    host.runs[3].continuedBy = RunID(9)
    let person = person(host)
    for _ in 0..<3 { person.press(.down) }
    #expect(person.screen.contains("· continued by run 9 ─"))
    #expect(person.screen.contains("time      45 s"))
    #expect(!person.screen.contains("speed"))
  }

  @Test func spacePausesAndLetsGoOnAgain() {
    let person = person()
    person.press(.pauseRun)
    #expect(person.host.runs[0].wish.isPaused)
    #expect(person.screen.contains("pausing"))
    person.press(.pauseRun)
    #expect(!person.host.runs[0].wish.isPaused)
  }

  @Test func cancellingLeavesAWayBack() {
    let person = person()
    person.press(.cancelRun)
    #expect(person.host.runs[0].wish.isCancelled)
    #expect(person.screen.contains("nothing is lost, and R goes on with it"))
    person.press(.cancelRun)
    #expect(person.host.effects.filter { if case .setWish = $0 { true } else { false } }.count == 1)
  }

  @Test func concurrencyMovesByATenth() {
    let person = person()
    person.press(.concurrencyUp)
    #expect(person.host.runs[0].wish.concurrency == 17, "one more than the 16 in flight")
    person.press(.concurrencyDown, .concurrencyDown)
    #expect(person.host.runs[0].wish.concurrency == 15)
    #expect(person.screen.contains("15 requests at once"))
    person.press(.concurrencyReset)
    #expect(person.host.runs[0].wish.concurrency == nil)
  }

  @Test func onlyALiveRunIsSteeredAndOnlyADeadOneResumed() {
    let person = person()
    person.press(.resumeRun)
    #expect(person.screen.contains("still going on"))
    person.press(.down, .down, .pauseRun)
    #expect(person.screen.contains("This run has ended: finished"))
    person.press(.resumeRun)
    #expect(person.screen.contains("nothing is left of it"))
    person.press(.down, .cancelRun)
    #expect(person.screen.contains("R goes on with it"))
    person.press(.resumeRun)
    #expect(person.host.effects.last == .resumeRun(RunID(4)))
    #expect(!person.host.effects.contains { if case .setWish = $0 { true } else { false } })
  }

  @Test func aRunThatMadeProbesCannotBeGoneOnWithFromHere() {
    let host = host()
    var run = SampleRuns.run(1, .cancelled, title: "probes from truth")
    run.kind = .probes
    host.runs = [run]
    let person = person(host)
    #expect(person.screen.contains("760 made"))
    person.press(.resumeRun)
    #expect(person.screen.contains("A run that was making probes cannot be gone on with from here"))
    #expect(!person.host.effects.contains { if case .resumeRun = $0 { true } else { false } })
  }

  @Test func enterShowsWhatTheRunHasJudged() {
    let person = person()
    person.press(.open)
    #expect(person.state.screen == .review)
    #expect(person.state.review.filter.terms.map(\.text) == ["judge:scored"])
    #expect(person.state.review.listing == .some([1, 2, 3]))
  }

  @Test func enterOnALineShowsWhatItCounts() throws {
    let person = person()
    person.press(.nextPane)
    func go(to text: String) {
      person.press(.first)
      for _ in 0..<60 where !person.screen.split(separator: "\n").contains(where: { $0.contains("▸\(text)") })
      {
        person.press(.down)
      }
    }
    go(to: "failed")
    person.press(.open)
    #expect(person.state.review.filter.terms.map(\.text) == ["judge:failed", "judge:none"])
    #expect(person.state.review.listing == .some([4, 5, 6]))
    person.press(.screenRuns)
    go(to: "caught")
    person.press(.open)
    #expect(person.state.review.marks == [ExampleID(2), ExampleID(4)])
    #expect(person.state.review.listing == .some([2, 4]))
    person.press(.screenRuns)
    go(to: "latency")
    person.press(.open)
    #expect(person.state.screen == .runs)
    #expect(person.screen.contains("stands for no examples"))
  }

  @Test func aRunWithoutScoresSaysSo() {
    let host = host()
    host.runs = [SampleRuns.run(1, title: "other v1 · model")]
    let person = person(host)
    person.press(.open)
    #expect(person.state.screen == .runs)
    #expect(person.screen.contains("has brought no scores yet"))
  }

  @Test func batchesKeepTheirPlace() {
    let person = person()
    #expect(person.screen.contains("Batches · 2"))
    person.press(.previousPane, .down, .open)
    #expect(person.state.screen == .review)
    #expect(person.state.review.filter.terms.map(\.text) == ["batch:Batch 2"])
  }

  @Test func theCursorStaysOnItsRunWhileOthersComeIn() {
    let person = person()
    person.press(.down, .down)
    person.dispatcher.dispatch(.runsRead([SampleRuns.run(8)], isAll: false))
    #expect(person.state.runs.current?.id == RunID(5))
    person.press(.first)
    person.dispatcher.dispatch(.runsRead([SampleRuns.run(9)], isAll: false))
    #expect(person.state.runs.current?.id == RunID(8), "which is still going on")
    person.dispatcher.dispatch(.runsRead([SampleRuns.run(9, .finished)], isAll: false))
    person.press(.first)
    person.dispatcher.dispatch(.runsRead([SampleRuns.run(10)], isAll: false))
    #expect(person.state.runs.current?.id == RunID(10), "from a finished newest run to the new one")
    #expect(person.state.runs.runs.map(\.id.rawValue) == [10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
  }

  @Test func otherScreensTellOfALiveRun() {
    let person = person(nil, 50, 200)
    person.press(.screenReview)
    #expect(person.screen.split(separator: "\n")[0].contains("judging 38 % · 1 min 59 s"))
    #expect(person.screen.split(separator: "\n")[0].contains("good 0 · bad 0"))
    let over = SampleRuns.all.map { run in
      var run = run
      run.state = .finished
      return run
    }
    person.dispatcher.dispatch(.runsRead(over, isAll: true))
    #expect(!person.screen.contains("judging"))
  }

  @Test func judgingStartsFromAListOrTheCommandLine() {
    let person = person()
    person.press(.startRun)
    #expect(person.screen.contains("Judge which examples"))
    person.enter()
    #expect(person.host.effects.last == .startRun(RunRequest(selection: .unjudged)))
    person.press(.commandLine)
    person.type("judge failed strict budget 2.50")
    person.enter()
    #expect(
      person.host.effects.last == .startRun(RunRequest(judge: "strict", selection: .failed, budget: 2.5)))
    person.press(.commandLine)
    person.type("judge all budget none")
    person.enter()
    #expect(person.screen.contains("is not a budget"))
    person.press(.commandLine)
    person.type("judge marked")
    person.enter()
    #expect(person.screen.contains("Nothing is marked"))
  }

  @Test(arguments: [(24, 80), (24, 60), (20, 40), (10, 30), (50, 200), (5, 20), (1, 1)])
  func itIsUsableAtEverySize(rows: Int, columns: Int) {
    let person = person(nil, rows, columns)
    for pane in 0..<3 {
      for command: CommandID in [.down, .last, .pageUp, .first, .zoomPane, .down, .zoomPane] {
        person.press(command)
        _ = person.screen
      }
      if rows >= 20, columns >= 40 {
        let expected = [["Runs", "▸"], ["760"], ["Batches"]][pane]
        for text in expected { #expect(person.screen.contains(text), "\(text) in pane \(pane)") }
      }
      person.press(.nextPane)
    }
  }

  @Test func aClickChoosesAndADoubleClickOpens() throws {
    let person = person()
    let lines = person.screen.split(separator: "\n", omittingEmptySubsequences: false)
    let row = try #require(lines.firstIndex { $0.contains("strict v1 · panel") })
    person.send(.mouse(MouseEvent(kind: .press, at: Point(row: row, column: 5))))
    #expect(person.state.runs.current?.id == RunID(4))
    let batch = try #require(lines.firstIndex { $0.contains("Batch 2") })
    person.send(.mouse(MouseEvent(kind: .doubleClick, at: Point(row: batch, column: 5))))
    #expect(person.state.review.filter.terms.map(\.text) == ["batch:Batch 2"])
  }
}
