import AssayModel
import AssayWorkbench
import TerminalCore
import Testing

/// Runs that generate, on the runs screen.
@Suite struct GenerationRunsTests {
  private func person(
    _ runs: [Run] = [SampleRuns.generating], _ rows: Int = 60, _ columns: Int = 200
  ) -> Person {
    let host = MemoryHost((1...6).map { ("text \($0)", nil) })
    host.runs = runs
    let person = Person(host, size: Size(rows: rows, columns: columns), now: SampleRuns.now)
    person.press(.screenRuns)
    return person
  }

  @Test func aRunIsToldInFull() {
    let screen = person().screen
    for text in [
      "direct · gpt-4o · 1,155 · running", "52 % · 612 of 1,155", "1.83 so far", "0.0030 an example",
      "direct 3 · 612 in it", "2 answers could not be read whole", "seeds and phrasing changed once",
      "varied: 39 of 100 texts were like none before, 22 of the last ones; 241 kinds so far",
      "at least about 390",
      "near duplicates", "5.0 %", "2.1 %", "self-BLEU", "lower: more varied", "last batch", "all so far",
      "Vendi/n, embeddings", "higher: more varied; of wordllama-l2-supercat-256",
    ] {
      #expect(screen.contains(text), "\(text)")
    }
  }

  @Test func theFunnelAddsUp() throws {
    let lines = person().screen.split(separator: "\n").map(String.init)
    func count(_ name: String) throws -> Int {
      let line = try #require(
        lines.first { $0.contains("│ \(name) ") || $0.contains("│   \(name) ") }, "\(name)")
      let rest = try #require(line.firstRange(of: " \(name) ")).upperBound
      return try #require(Int(line[rest...].drop { $0 == " " }.prefix { $0.isNumber }))
    }
    let left = try ["copies", "over quota", "wrong label", "wrong difficulty"].map(count).reduce(0, +)
    #expect(try count("returned") == 811)
    #expect(try count("taken") + left == count("returned"))
    #expect(!lines.contains { $0.contains("filtered") }, "what has not come up is not told")
    #expect(try count("flagged") == 23)
  }

  /// A model may write more than it was asked for: the longest bar is the largest number's, and no line is cut.
  @Test func moreThanWasAskedForFits() throws {
    var run = SampleRuns.generating
    run.progress.generation?.asked = 700
    let lines = person([run], 36, 120).screen.split(separator: "\n")
    let line = try #require(lines.first { $0.contains("│ returned ") })
    #expect(line.contains("116 % of asked"))
  }

  @Test func ofManyQuotasTheEmptiestAreShown() {
    let screen = person().screen
    #expect(screen.contains("89 of 231 full"))
    #expect(screen.contains("intent_6, hard") && screen.contains("0/5"))
    #expect(!screen.contains("intent_6, easy"))
    #expect(screen.contains("more"))
  }

  @Test func aCollapseIsAWarning() {
    let screen = person([SampleRuns.collapsed]).screen
    #expect(screen.contains("! stopped: mode collapse: 500 more would bring about 12 new"))
    #expect(screen.contains("it begins to repeat itself: 4 of 100"))
    #expect(screen.contains("changed 2 times"))
    #expect(!screen.contains("quotas"), "there is only one kind")
  }

  @Test func enterShowsTheBatch() {
    var run = SampleRuns.generating
    run.progress.generation?.batch = "Batch 2"
    let person = person([run])
    person.press(.open)
    #expect(person.state.screen == .review)
    #expect(person.state.review.filter.terms.map(\.text) == ["batch:Batch 2"])
    #expect(person.state.review.listing == .some([6]))
  }

  @Test func aRunThatHasBroughtNothingSaysSo() {
    let person = person()
    person.press(.open)
    #expect(person.state.screen == .runs)
    #expect(person.screen.contains("has brought no examples yet"))
  }

  @Test func itIsSteeredAndGoneOnWithLikeJudging() {
    var over = SampleRuns.generating
    over.state = .cancelled
    let person = person([over])
    person.press(.resumeRun)
    #expect(person.host.effects.last == .resumeRun(RunID(8)))
    person.dispatcher.dispatch(.runsRead([SampleRuns.generating], isAll: true))
    person.press(.pauseRun)
    #expect(person.host.effects.last == .setWish(RunID(8), RunWish(isPaused: true)))
    person.press(.cancelRun)
    #expect(person.screen.contains("R goes on with it"))
  }

  @Test func theTitleTellsOnEveryScreen() {
    let person = person()
    person.press(.screenReview)
    #expect(person.screen.split(separator: "\n")[0].contains("generating 52 %"))
  }

  @Test func thePlainLinesSayTheSame() {
    let lines = LinearText.text(person().state)
    #expect(lines.contains { $0.contains("840 asked, 811 returned, 64 copies") })
    #expect(lines.contains { $0.contains("intent_6, hard: 0 of 5") })
    #expect(
      lines.contains { $0.contains("near duplicates: last batch 5.0 %, all 2.1 %; lower: more varied") })
    let vendi =
      "Vendi/n, embeddings: last batch 0.44, all 0.44; higher: more varied; of wordllama-l2-supercat-256."
    #expect(lines.contains { $0.contains(vendi) })
  }

  @Test func aScoreOnNGramsSaysWhy() {
    var run = SampleRuns.generating
    run.progress.generation?.diversity?.vendiBasis = VendiBasis(omission: "no model is installed")
    let lines = LinearText.text(person([run]).state)
    #expect(
      lines.contains { $0.contains("Vendi/n, n-grams: ") && $0.hasSuffix("; no model is installed.") })
  }

  @Test func ofFewTextsNothingIsForetold() throws {
    var run = SampleRuns.generating
    var report = try #require(run.progress.generation?.diversity)
    for (texts, rate) in [(17, 800.0 / 17), (49, 0.0)] {
      (report.examples, report.newClusterRate) = (texts, rate)
      run.progress.generation?.diversity = report
      run.progress.generation?.lastDiversity = report
      let lines = LinearText.text(person([run]).state).joined(separator: "\n")
      let new = texts == 17 ? 8 : 0
      #expect(lines.contains("too few to tell: \(new) of \(texts) texts were like none before; from 50 on"))
      for text in ["of 100 texts", "new clusters per 100", "kinds so far", "saturation", "repeat itself"] {
        #expect(!lines.contains(text), "\(text)")
      }
    }
    run.progress.generation?.diversity?.examples = 50
    run.progress.generation?.diversity?.newClusterRate = 40
    // The last batch is small, so it says nothing of its own.
    run.progress.generation?.lastDiversity?.examples = 3
    let lines = LinearText.text(person([run]).state).joined(separator: "\n")
    #expect(lines.contains("varied: 40 of 100 texts were like none before; 241 kinds"))
  }

  @Test(arguments: [(24, 80), (24, 60), (20, 40), (10, 30), (5, 20), (1, 1)])
  func itIsUsableAtEverySize(rows: Int, columns: Int) {
    let person = person([SampleRuns.generating, SampleRuns.collapsed], rows, columns)
    for _ in 0..<3 {
      for command: CommandID in [.down, .last, .pageUp, .first, .zoomPane] {
        person.press(command)
        _ = person.screen
      }
      person.press(.nextPane)
    }
  }
}
