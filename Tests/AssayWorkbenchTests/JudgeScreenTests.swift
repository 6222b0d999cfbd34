import AssayModel
import AssayWorkbench
import TerminalCore
import Testing

@Suite struct JudgeScreenTests {
  static func host() -> MemoryHost {
    let host = MemoryHost((1...4).map { ("text \($0)", nil) })
    for name in ["GPT-4/Rating", "judge v1", "judge v2"] {
      host.judge(1, Judgement(judge: name, scores: [DimensionScore(dimension: "accuracy", value: 3)]))
    }
    var specification = JudgeSpecification(models: ["local", "far"])
    specification.samples = 3
    specification.temperature = 0.7
    host.definitions[JudgeID(3)] = JudgeFacts(
      definition: JudgeDefinition(
        specification: specification,
        models: [
          .init(endpoint: "local", model: "qwen2.5-14b-instruct", family: "qwen"),
          .init(endpoint: "far", model: "claude-sonnet", family: "claude"),
        ],
        template: "You judge {{task}}.\n\n{{#dimensions}}\n  {{name}}\n{{/dimensions}}\n",
        task: "support tickets", labels: ["billing", "shipping"],
        dimensions: [
          Dimension(name: "accuracy", anchors: [1: "wrong", 3: "half right", 5: "right"]),
          Dimension(name: "clarity"),
        ]), at: 1_764_000_000_000)
    return host
  }

  private func person(_ rows: Int = 36, _ columns: Int = 120) -> Person {
    let person = Person(Self.host(), size: Size(rows: rows, columns: columns))
    person.press(.screenJudge)
    return person
  }

  @Test func versionsAreListedWithModelRuleAndDay() {
    let screen = person(36, 200).screen
    #expect(screen.contains("Judge versions · 3"))
    #expect(screen.contains("imported"))
    let line = screen.split(separator: "\n").first { $0.contains("judge v2") }
    for text in ["2025-11-24", "mean >= 4", "qwen2.5-14b-instruct, claude-sonnet"] {
      #expect(line?.contains(text) == true, "\(text)")
    }
  }

  @Test func theOneUnderTheCursorIsToldInFull() {
    let person = person(60)
    #expect(person.screen.contains("came with imported data"))
    person.press(.last)
    for text in [
      "family qwen", "[models.far]", "one score by mean", "3 samples · temperature 0.7", "1-5 · 1: wrong",
      "billing, shipping", "judge.mustache", "You judge {{task}}.", "  {{name}}",
    ] {
      #expect(person.screen.contains(text), "\(text)")
    }
  }

  @Test func itsTextScrolls() {
    let person = person(24, 80)
    person.press(.last)
    #expect(!person.screen.contains("{{/dimensions}}"))
    person.press(.nextPane, .last)
    #expect(person.screen.contains("{{/dimensions}}"))
    person.press(.cancel, .up)
    #expect(person.state.judges.cursor == 1)
  }

  @Test func enterShowsTheVersionInReview() {
    let person = person()
    person.press(.down, .open)
    #expect(person.state.judge?.name == "judge v1")
    #expect(person.screen.contains("Judge: judge v1"))
  }

  @Test(arguments: [(24, 60), (10, 30), (5, 20), (1, 1), (50, 200)])
  func itIsDrawnAtEverySize(rows: Int, columns: Int) {
    let person = person(rows, columns)
    for command: CommandID in [.down, .last, .nextPane, .pageDown, .first, .nextPane, .probes] {
      person.press(command)
      _ = person.screen
    }
  }
}

@Suite struct ProbeWalkTests {
  static func host() -> MemoryHost {
    let host = JudgeScreenTests.host()
    for (index, detail) in ["number 14 became 41", "a date was moved", ""].enumerated() {
      let id = Int64(index) + 2
      func example(_ id: Int64, _ text: String) -> Example {
        Example(
          id: ExampleID(id), key: "k\(id)", batch: BatchID(1), fields: [TextField(name: "text", text: text)],
          label: "billing")
      }
      host.proposed.append(
        ProposedProbe(
          probe: Probe(
            example: ExampleID(id), origin: ExampleID(1), fault: .subtle, detail: detail, status: .proposed),
          origin: example(1, "The refund takes 14 days."), changed: example(id, "The refund takes 41 days.")))
    }
    return host
  }

  private func person() -> Person {
    let person = Person(Self.host(), size: Size(rows: 36, columns: 110))
    person.press(.screenJudge, .probes)
    return person
  }

  private func statuses(_ person: Person) -> [Probe.Status] { person.host.proposed.map(\.probe.status) }

  @Test func originAndChangeStandTogether() {
    let screen = person().screen
    for text in [
      "Proposed probes · 1 of 3 · 3 to go", "The refund takes 14 days.", "⟨41⟩", "number 14 became 41",
      "label billing",
    ] {
      #expect(screen.contains(text), "\(text)")
    }
  }

  @Test func aWordGoesOnAndCanBeTakenBack() {
    let person = person()
    person.type("y")
    #expect(statuses(person) == [.confirmed, .proposed, .proposed])
    #expect(person.screen.contains("2 of 3 · 2 to go"))
    person.type("n")
    #expect(statuses(person) == [.confirmed, .discarded, .proposed])
    person.type("u")
    #expect(statuses(person) == [.confirmed, .proposed, .proposed])
    #expect(person.screen.contains("2 of 3 · 2 to go"))
    person.type("u")
    #expect(statuses(person) == [.proposed, .proposed, .proposed])
    person.type("u")
    #expect(person.screen.contains("Nothing is left to undo"))
    person.type("ynn")
    #expect(statuses(person) == [.confirmed, .discarded, .discarded])
    #expect(person.screen.contains("Every proposed probe has its word"))
    person.type("q")
    #expect(!person.screen.contains("Proposed probes"))
    person.press(.probes)
    #expect(person.screen.contains("No probe waits for you"))
  }

  @Test func movingSaysNothing() {
    let person = person()
    person.type("jjjk")
    #expect(person.screen.contains("2 of 3 · 3 to go"))
    person.type("xzw")
    #expect(statuses(person) == [.proposed, .proposed, .proposed])
    #expect(person.screen.contains("2 of 3"))
  }

  @Test func aWordThatIsNotSavedIsNotShown() {
    let person = person()
    person.host.isDiskFull = true
    person.type("y")
    #expect(person.screen.contains("1 of 3 · 3 to go"))
    #expect(person.screen.contains("Not saved: the disk is full"))
    person.host.isDiskFull = false
    person.type("y")
    #expect(statuses(person)[0] == .confirmed)
  }

  @Test func theCommandLineOpensIt() {
    let person = Person(Self.host())
    person.press(.commandLine)
    person.type("probes")
    person.enter()
    #expect(person.screen.contains("Proposed probes"))
  }
}
