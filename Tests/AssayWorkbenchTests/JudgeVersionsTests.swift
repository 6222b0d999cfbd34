import AssayCalibration
import AssayModel
import AssayStatistics
import AssayWorkbench
import TerminalCore
import Testing

/// Versions on the judge screen: their tree, figures and differences, and what a person does with them.
@Suite struct JudgeVersionsTests {
  static let template = """
    You judge support tickets.
    {{#dimensions}}
    {{name}}: {{minimum}} to {{maximum}}
    {{/dimensions}}
    Be fair.

    {{example}}

    {{format}}

    """

  /// Four versions: v1, from it v2 by ana, from that v3 by the tuner, and an imported one.
  static func host() -> MemoryHost {
    let host = MemoryHost(
      (1...8).map { ("Where is order number \($0), which I was promised last week?", nil) })
    for name in ["imported", "judge v1", "judge v2", "judge v3"] {
      host.judge(1, Judgement(judge: name, scores: [DimensionScore(dimension: "accuracy", value: 3)]))
    }
    var definition = JudgeDefinition(
      specification: JudgeSpecification(models: ["local"]),
      models: [.init(endpoint: "local", model: "qwen2.5-14b-instruct", family: "qwen")], template: template,
      task: "support tickets", labels: ["billing", "shipping"],
      dimensions: [Dimension(name: "accuracy", anchors: [1: "wrong", 5: "right"])])
    host.definitions[JudgeID(2)] = JudgeFacts(definition: definition, at: 1_764_000_000_000)
    definition.template = template.replacing(
      "Be fair.", with: "Be strict: a ticket with two questions is no better than 2.")
    definition.specification.samples = 3
    host.definitions[JudgeID(3)] = JudgeFacts(definition: definition, at: 1_764_100_000_000)
    definition.shots = [
      .init(fields: [TextField(name: "text", text: "x")], label: nil, scores: ["accuracy": 1], reason: nil)
    ]
    host.definitions[JudgeID(4)] = JudgeFacts(definition: definition, at: 1_764_200_000_000)
    host.records = records
    host.contrasts = [contrast]
    return host
  }

  private static func figures(
    _ judge: Int64, _ tp: Int, _ fp: Int, _ tn: Int, _ fn: Int, unscored: Int = 0, split: Split = .dev
  ) -> VersionFigures {
    VersionFigures(
      judge: JudgeID(judge), split: split, rule: .mean(atLeast: 4), setHash: "3fa2b1c09d7e",
      unscored: unscored,
      matrix: ConfusionMatrix(truePositives: tp, falsePositives: fp, trueNegatives: tn, falseNegatives: fn),
      costRatio: 5)
  }

  private static var records: VersionRecords {
    func line(_ judge: Int64, _ parent: Int64?, _ author: String?) -> JudgeLineage {
      JudgeLineage(
        judge: JudgeID(judge), parent: parent.map { JudgeID($0) }, author: author,
        at: 1_764_000_000_000 + judge)
    }
    return VersionRecords(
      lineages: [line(2, nil, nil), line(3, 2, "ana"), line(4, 3, "tuner")],
      rules: [
        KeepRuleVersion(
          id: 1, judge: JudgeID(4), rule: .minimums(["accuracy": 3.5]), author: "tuner", at: 5,
          note: "lowest expected cost on dev")
      ],
      adoptions: [
        Adoption(judge: JudgeID(2), rule: nil, author: "ana", at: 1_764_000_000_000, reason: "in use before"),
        Adoption(
          judge: JudgeID(3), rule: nil, author: "ana", at: 1_764_100_000_000, reason: "catches more on dev"),
      ],
      openings: [
        TestOpening(
          setHash: "8c1d", judge: JudgeID(3), author: "ana", at: 1_764_100_000_000, purpose: "judge screen")
      ],
      history: [
        figures(3, 15, 3, 17, 5).measurement(author: "ana", at: 1_764_100_000_000),
        figures(3, 16, 2, 18, 4, split: .test).measurement(author: "ana", at: 1_764_100_000_000),
      ],
      dev: [
        JudgeID(1): figures(1, 0, 0, 0, 0, unscored: 40), JudgeID(2): figures(2, 18, 9, 11, 2),
        JudgeID(3): figures(3, 16, 3, 17, 4), JudgeID(4): figures(4, 10, 0, 8, 2, unscored: 20),
      ])
  }

  private static var contrast: VersionContrast {
    func one(_ id: Int64, _ keeps: Bool, _ human: Verdict?, _ split: Split?) -> VersionContrast.Case {
      .init(example: ExampleID(id), secondKeeps: keeps, human: human, split: split)
    }
    return VersionContrast(
      first: JudgeID(2), second: JudgeID(3),
      cases: [
        one(2, false, .reject, .dev), one(5, false, .reject, .dev), one(7, true, .accept, .fewShot),
        one(3, false, .accept, .dev), one(8, false, nil, nil),
      ], compared: 240, sealed: 12)
  }

  private func person(_ rows: Int = 40, _ columns: Int = 120, ascii: Bool = false) -> Person {
    let person = Person(Self.host(), size: Size(rows: rows, columns: columns), ascii: ascii)
    person.press(.screenJudge)
    return person
  }

  private func line(_ person: Person, _ text: String) -> String {
    person.screen.split(separator: "\n").first { $0.contains(text) }.map(String.init) ?? ""
  }

  // MARK: The list

  @Test func versionsStandBelowTheOneTheyWereMadeFrom() {
    let person = person()
    let names = person.screen.split(separator: "\n").compactMap { line -> String? in
      ["imported ", "  judge v1", "    judge v2", "      judge v3"].first { line.contains($0 + " ") }
    }
    #expect(names.count >= 4)
    #expect(line(person, "  judge v2").contains("ana"))
    #expect(line(person, "    judge v3").contains("tuner"))
  }

  @Test func figuresStandWithTheirIntervals() {
    let person = person()
    // 17 of 20 caught; Wilson's interval.
    for text in ["40", "85 % 64-95", "0.65", "0.48", "90 % 70-97"] {
      #expect(line(person, "  judge v2").contains(text), "\(text)")
    }
    #expect(line(person, "imported").contains("-"))
  }

  @Test func theCursorBeginsOnTheOneInUse() {
    let person = person()
    #expect(line(person, "  judge v2").contains("▸  ◆"))
    #expect(person.screen.contains("in use") && person.screen.contains("catches more on dev"))
  }

  @Test func whatIsNotReadYetIsNotInvented() {
    let host = Self.host()
    let person = Person(host, size: Size(rows: 40, columns: 120))
    person.press(.screenJudge)
    let effects = host.effects.filter { $0 == .readVersions }
    #expect(effects.count == 1, "once, and not with every key")
    person.press(.down, .up, .down)
    #expect(host.effects.filter { $0 == .readVersions }.count == 1)
  }

  // MARK: Differences

  @Test func aVersionIsComparedWithItsParent() {
    let person = person()
    person.press(.judgeDifference)
    for text in [
      "from judge v1 to judge v2", "samples", "1 → 3", "temperature", "0 → 0.7", "[-fair-]",
      "{+strict: a ticket",
      "lines as before",
    ] {
      #expect(person.screen.contains(text), "\(text)")
    }
    #expect(!person.screen.contains("{{#dimensions}}\n"))
  }

  @Test func aMarkedVersionIsComparedWithTheOneUnderTheCursor() {
    let person = person()
    person.press(.first, .down, .judgeMark, .last)
    #expect(person.screen.contains("from judge v1 to judge v3"))
    #expect(person.screen.contains("shots") && person.screen.contains("0 → 1"))
    #expect(person.screen.contains("mean >= 4 → accuracy >= 3.5"))
    person.press(.cancel)
    #expect(person.screen.contains("from judge v2 to judge v3"), "its parent again")
    #expect(person.screen.contains("The words of the prompt are the same"))
  }

  @Test func anImportedVersionHasNothingToCompare() {
    let person = person()
    person.press(.first, .judgeDifference)
    #expect(person.screen.contains("marks a version"))
    person.press(.judgeMark, .down)
    #expect(person.screen.contains("came with imported data"))
  }

  // MARK: Examples

  @Test func examplesOnWhichTheyDifferAreListed() {
    let person = person()
    person.press(.judgeExamples)
    for text in [
      "5 of 240 differ: judge v2 keeps 1 more, drops 4 more; 12 of test stay sealed",
      "On dev judge v2 alone is right on 2, judge v1 alone on 1: too few to tell", "reject", "order number 5",
    ] {
      #expect(person.screen.contains(text), "\(text)")
    }
  }

  @Test func enterOpensExactlyThemInReview() {
    let person = person()
    person.press(.judgeExamples, .nextPane, .down, .open)
    #expect(person.state.screen == .review)
    #expect(person.state.review.listing.count == 5)
    #expect(person.state.review.current == ExampleID(5))
    person.press(.cancel)
    #expect(person.state.screen == .judge)
    #expect(person.state.review.filter.isEmpty)
  }

  @Test func blindnessHidesWhichVersionKeepsWhat() {
    let host = Self.host()
    let person = Person(host, size: Size(rows: 40, columns: 120))
    person.press(.blind, .screenJudge, .judgeExamples)
    #expect(line(person, "order number 8").contains("?"))
    #expect(!line(person, "order number 8").contains("drop"))
    #expect(!line(person, "order number 2").contains("reject"))
  }

  // MARK: Figures

  @Test func figuresAreToldInFull() {
    let person = person(60)
    person.press(.judgeFigures)
    for text in [
      "On dev, as the scores are now", "accepted: 16 kept, 4 dropped; rejected: 3 kept, 17 dropped",
      "85 % (95 % interval 64-95 %, n = 20)", "raw agreement 83 %, accepted 50 %",
      "a bad one kept costing 5 good ones dropped", "On test, as measured on 2025-11-25",
      "opened once in all, 1 for this version", "set 3fa2b1c09d7e", "by ana",
    ] {
      #expect(person.screen.contains(text), "\(text)")
    }
    person.press(.first)
    #expect(person.screen.contains("none of its 40 examples is scored"))
  }

  // MARK: Making, measuring, adopting

  @Test func anEditMakesAVersionBelowItsParent() {
    let person = person()
    person.host.editor = { [TextField(name: $0[0].name, text: $0[0].text + "Be brief.\n")] }
    person.press(.judgeEdit)
    #expect(person.screen.contains("judge v5 is made"))
    #expect(person.screen.contains("from judge v2 to judge v5") && person.screen.contains("{+Be brief.+}"))
    #expect(line(person, "    judge v5").contains("ana"))
  }

  @Test func anEditThatChangesNothingMakesNothing() {
    let person = person()
    person.press(.judgeEdit)
    #expect(person.screen.contains("there is no new version"))
    person.host.editor = { _ in nil }
    person.press(.judgeEdit)
    #expect(person.state.workspace.judges.count == 4)
  }

  @Test func whatCannotBeAPromptIsKeptAndOpenedAgain() {
    let person = person()
    person.host.editor = { [TextField(name: $0[0].name, text: "{{bad}} " + $0[0].text)] }
    person.press(.judgeEdit)
    #expect(person.screen.contains("line 1:3: there is no variable"))
    #expect(person.screen.contains("Your text is no version yet"))
    var opened = ""
    person.host.editor = {
      opened = $0[0].text
      return [TextField(name: $0[0].name, text: opened.replacing("{{bad}} ", with: "Mended. "))]
    }
    person.press(.judgeEdit)
    #expect(opened.hasPrefix("{{bad}}"))
    #expect(person.screen.contains("judge v5 is made"))
    #expect(!person.screen.contains("is no version yet"))
  }

  @Test func measuringStartsARunOfTheVersion() {
    let person = person()
    person.press(.judgeMeasure)
    #expect(
      person.host.effects.last
        == .startRun(
          RunRequest(
            selection: .unjudged, version: JudgeID(3), measure: .init(split: .dev, author: "ana"))))
    #expect(person.screen.contains("measuring judge v2 on dev"))
    person.dispatcher.dispatch(
      .judgeMeasured(JudgeID(3), Self.figures(3, 20, 0, 20, 0), Message(.info, "measured")))
    #expect(!person.screen.contains("measuring judge v2"))
    #expect(person.screen.contains("measured"))
  }

  @Test func theTestSplitIsOpenedByAWordOnly() {
    let person = person()
    person.press(.judgeMeasureTest)
    #expect(person.screen.contains("It has been opened once so far, 1 for this version."))
    #expect(person.screen.contains("Open the test split?"))
    person.enter()
    #expect(person.screen.contains("The test split stays sealed"))
    #expect(!person.host.effects.contains { if case .startRun = $0 { true } else { false } })
    person.press(.judgeMeasureTest)
    person.type("y")
    guard case .startRun(let request) = person.host.effects.last else {
      Issue.record("no run was started")
      return
    }
    #expect(request.measure?.split == .test && request.version == JudgeID(3))
  }

  @Test func adoptingAsksWhyAndIsUndone() {
    let person = person()
    person.press(.last, .judgeAdopt)
    #expect(person.screen.contains("why is it adopted:"))
    person.type("better on test")
    person.enter()
    #expect(person.host.records.adoptions.last?.reason == "better on test")
    #expect(line(person, "    judge v3").contains("◆"))
    #expect(person.state.judge?.id == JudgeID(4), "it is the one that is shown")
    person.press(.undo)
    #expect(person.host.records.adoptions.last?.judge == JudgeID(3))
    person.press(.undo)
    #expect(person.host.records.adoptions.last?.judge == JudgeID(2))
    person.press(.undo)
    #expect(person.screen.contains("No adoption is there to undo"))
  }

  @Test func tuningAsksForItsLimitsBeforeItBegins() {
    let person = person()
    person.press(.judgeTune)
    #expect(person.screen.contains("tune calls 1000"))
    #expect(!person.host.effects.contains { if case .startRun = $0 { true } else { false } })
    person.type(" minutes 2.5")
    person.enter()
    let request = RunRequest(
      judge: "judge v2", selection: .unjudged, tuning: .init(calls: 1_000, minutes: 2.5))
    #expect(person.host.effects.last == .startRun(request))
    #expect(person.screen.contains("Tuning judge v2"))
  }

  @Test(arguments: ["calls", "calls none", "calls 0", "calls 2.5", "budget -1", "rounds 3", "calls 5 budget"])
  func whatIsNoLimitStartsNoTuning(_ text: String) {
    let person = person()
    person.press(.commandLine)
    person.type("tune " + text)
    person.enter()
    #expect(!person.host.effects.contains { if case .startRun = $0 { true } else { false } })
    #expect(person.state.message?.kind == .error || person.state.message?.text.contains("a limit") == true)
  }

  @Test func anImportedVersionIsNeitherEditedNorAdoptedNorTuned() {
    let person = person()
    person.press(.first, .judgeEdit)
    #expect(person.screen.contains("it cannot be edited"))
    person.press(.judgeAdopt)
    #expect(person.screen.contains("it cannot be adopted"))
    person.press(.judgeTune)
    #expect(person.screen.contains("it cannot be tuned"))
    #expect(person.state.overlay == nil)
  }

  // MARK: Everywhere

  @Test func aClickOnATabShowsIt() {
    let person = person()
    let lines = person.screen.split(separator: "\n", omittingEmptySubsequences: false)
    let row = lines.firstIndex { $0.contains("Figures") } ?? 0
    let column = Array(lines[row]).firstIndex(of: "F") ?? 0
    person.send(.mouse(MouseEvent(kind: .press, at: Point(row: row, column: column))))
    #expect(person.state.judges.tab == .figures)
  }

  @Test(arguments: [(24, 60), (24, 80), (10, 30), (5, 20), (1, 1), (50, 200)])
  func everyViewIsDrawnAtEverySize(rows: Int, columns: Int) {
    let person = person(rows, columns)
    for command: CommandID in [
      .judgeMark, .down, .judgeDifference, .pageDown, .judgeExamples, .nextPane, .last, .judgeFigures,
      .zoomPane,
      .judgeNextTab, .judgePreviousTab, .judgeMeasureTest,
    ] {
      person.press(command)
      _ = person.screen
    }
  }
}
