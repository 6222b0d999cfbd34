import AssayModel
import AssayWorkbench
import TerminalCore
import Testing

/// `G`, `:generate` and `:augment`: what is asked for, with its plan, before anything is sent.
@Suite struct GenerateFlowTests {
  private func host() -> MemoryHost {
    MemoryHost([("I was charged twice", "billing"), ("Where is my parcel", "shipping"), ("No label", nil)])
  }

  private func person(labels: [String] = ["billing", "shipping"], _ host: MemoryHost? = nil) -> Person {
    Person(host ?? self.host(), task: TaskSpecification(name: "test", labels: labels))
  }

  private func started(_ person: Person) -> RunRequest.Generation? {
    if case .startRun(let request) = person.host.effects.last { request.generation } else { nil }
  }

  private func plans(_ person: Person) -> Int {
    person.host.effects.count { if case .planGeneration = $0 { true } else { false } }
  }

  @Test func thePlanIsSeenBeforeAnythingIsStarted() {
    let person = person()
    person.press(.generate)
    #expect(person.screen.contains("“I was charged twice” · billing"))
    #expect(person.screen.contains("10 examples"))
    #expect(person.screen.contains("toy · 1 call · about 1,300 tokens · costs about 0.0021"))
    #expect(started(person) == nil)
    person.enter()
    #expect(
      started(person)
        == RunRequest.Generation(
          technique: .direct, count: 10, examples: [ExampleID(1)], labels: .shares(["billing": 1]),
          wish: "more like these examples"))
    #expect(person.state.overlay == nil)
    #expect(person.screen.contains("Generating 10 with toy"))
  }

  @Test(arguments: [
    ("m", Technique.direct, "more like these examples", ["billing": 1.0]),
    ("h", .direct, "harder", ["billing": 1.0]), ("o", .direct, "of the other label", ["shipping": 1.0]),
    ("p", .paraphrase, "", [:]),
  ]) func oneKeyChooses(key: String, technique: Technique, wish: String, labels: [String: Double]) throws {
    let person = person()
    person.press(.generate)
    person.type(key)
    person.enter()
    let order = try #require(started(person))
    #expect(order.technique == technique)
    #expect(wish.isEmpty ? order.wish == nil : order.wish?.contains(wish) == true)
    #expect(order.labels == (labels.isEmpty ? nil : .shares(labels)))
  }

  @Test(arguments: [
    ("easy", "harder: medium", ["medium": 1.0]), ("medium", "harder: hard", ["hard": 1]),
    ("hard", "harder: hard as it is, and a wish", ["hard": 1]),
    ("7 of 10", "harder: a wish, since it has no level", [:]),
    (nil, "harder: a wish, since it has no level", [:]),
  ]) func harderIsOneLevelUp(own: String?, words: String, asked: [String: Double]) throws {
    let host = host()
    host.change(1) { $0.difficulty = own }
    let person = person(host)
    person.press(.generate)
    person.type("h")
    #expect(person.screen.contains(words))
    person.enter()
    let order = try #require(started(person))
    #expect(order.difficulty == asked)
    #expect(order.checksLabels && order.wish?.contains("harder to get right") == true)
  }

  @Test func severalAreEachOneLevelUp() throws {
    let host = host()
    for (id, level) in [(1, "easy"), (2, "hard")] { host.change(Int64(id)) { $0.difficulty = level } }
    let person = person(host)
    person.press(.mark, .mark, .generate)
    person.type("h")
    #expect(person.screen.contains("harder: medium and hard"))
    person.enter()
    #expect(started(person)?.difficulty == ["medium": 1, "hard": 1])
    person.press(.first, .mark, .last, .mark, .generate)
    person.type("h")
    #expect(person.screen.contains("a wish, since not all have a level"), "the third says nothing")
  }

  @Test func onlyHarderOnesAreChecked() throws {
    let person = person()
    for key in ["m", "p"] {
      person.press(.generate)
      person.type(key)
      person.enter()
      let order = try #require(started(person))
      #expect(!order.checksLabels && order.difficulty.isEmpty)
    }
  }

  @Test func aLabelThatTheTaskDoesNotHaveIsNoOrder() {
    let person = person()
    person.press(.commandLine)
    person.type("generate 5 label bililng")
    person.enter()
    #expect(person.state.overlay == nil && plans(person) == 0)
    #expect(person.screen.contains("\"bililng\" is not a label of the task: billing, shipping"))
  }

  @Test func withMoreThanTwoLabelsOneIsChosen() throws {
    let person = person(labels: ["billing", "shipping", "account"])
    person.press(.generate)
    person.type("o")
    #expect(person.screen.contains("Which label"))
    #expect(!person.screen.contains("▸ billing"), "the example's own is none of them")
    person.type("acc")
    person.enter()
    #expect(person.screen.contains("the opposite label: account"))
    person.enter()
    #expect(started(person)?.labels == .shares(["account": 1]))
  }

  @Test func escInTheLabelsLeadsBackToTheBox() {
    let person = person(labels: ["billing", "shipping", "account"])
    person.press(.generate)
    person.type("o")
    person.key(.escape)
    #expect(person.screen.contains("▸ m  more like this"))
    person.key(.escape)
    #expect(person.state.overlay == nil)
    #expect(person.screen.contains("Nothing was asked for"))
  }

  @Test func withoutLabelsThereIsNoOpposite() {
    let person = Person(
      MemoryHost([("a", nil), ("b", nil)]), task: TaskSpecification(name: "test", labels: []))
    person.press(.generate)
    #expect(person.screen.contains("not to be had, the task has no labels"))
    person.type("o")
    person.enter()
    #expect(started(person) == nil)
    #expect(person.screen.contains("[task] labels in assay.toml"))
  }

  @Test func theLabelIsTheOneThatThePersonGave() {
    let person = person()
    person.press(.commandLine)
    person.type("label shipping")
    person.enter()
    person.press(.first, .generate)
    person.enter()
    #expect(started(person)?.labels == .shares(["shipping": 1]))
  }

  @Test func digitsChangeTheNumber() {
    let person = person()
    person.press(.generate)
    person.type("25")
    person.enter()
    #expect(started(person)?.count == 25)
    person.press(.generate)
    person.key(.backspace)
    person.key(.backspace)
    person.enter()
    #expect(person.screen.contains("How many"), "no number, no run")
    person.type("7+")
    person.enter()
    #expect(started(person)?.count == 10)
    person.press(.generate)
    person.type("--")
    person.enter()
    #expect(started(person)?.count == 1)
  }

  @Test func aNumberThatNobodyMeansIsNotTaken() {
    let person = person()
    person.press(.generate)
    person.type("9999999")
    #expect(person.screen.contains("100,000 at most"))
    person.enter()
    #expect(started(person)?.count == 99_999)
  }

  @Test func markedExamplesAreWhatItStartsFrom() {
    let person = person()
    person.press(.mark, .mark, .generate)
    #expect(person.screen.contains("from the 2 marked examples"))
    person.type("p")
    person.enter()
    #expect(started(person)?.examples == [ExampleID(1), ExampleID(2)])
    #expect(person.state.review.marks.isEmpty)
  }

  @Test func leavingKeepsTheMarks() {
    let person = person()
    person.press(.mark, .generate)
    person.key(.escape)
    #expect(person.state.review.marks == [ExampleID(1)])
  }

  @Test func bothLabelsAreKeptInTheirShares() {
    let person = person()
    person.press(.mark, .mark, .generate)
    person.enter()
    #expect(started(person)?.labels == .shares(["billing": 1, "shipping": 1]))
  }

  @Test func whatCannotBeginSaysWhatToWrite() {
    let host = host()
    host.plan = PlannedRun(
      problem: "assay.toml: there is no model that could generate. Add:\n  [generate]\n  model = \"local\"")
    let person = person(host)
    person.press(.generate)
    let lines = person.screen.split(separator: "\n").map(String.init)
    #expect(lines.contains { $0.contains("there is no model that could generate") })
    #expect(lines.contains { $0.contains("  [generate]") && !$0.contains("Add") }, "a line of its own")
    #expect(!person.screen.contains("Enter"), "what cannot begin is not offered")
    #expect(LinearText.generation(person.state)?.last == "q leaves it.")
    person.enter()
    #expect(started(person) == nil)
    #expect(person.state.overlay != nil, "it is still there to be read")
  }

  @Test func nothingStartsBeforeItsPlanIsThere() {
    let host = host()
    host.plan = nil
    let person = person(host)
    person.press(.generate)
    person.enter()
    #expect(started(person) == nil)
    #expect(person.screen.contains("Still working out"))
    // The answer to an older question.
    person.dispatcher.dispatch(.generationPlanned(PlannedRun(model: "old", calls: 9), number: 0))
    #expect(!person.screen.contains("old"))
    #expect(person.screen.contains("Still working out"))
    person.dispatcher.dispatch(.generationPlanned(PlannedRun(model: "toy", calls: 1), number: 1))
    #expect(!person.screen.contains("Still working out"))
    person.enter()
    #expect(started(person) != nil)
  }

  @Test func aSecondOneIsStartedWhileTheFirstGoesOn() {
    let person = person()
    person.press(.generate)
    person.enter()
    person.dispatcher.dispatch(.runsRead([SampleRuns.generating], isAll: false))
    person.press(.generate)
    person.enter()
    #expect(person.host.effects.count { if case .startRun = $0 { true } else { false } } == 2)
  }

  @Test func theStatusLineTellsHowFarItIsAndTheEndNamesTheKey() {
    let person = person()
    person.dispatcher.dispatch(.runsRead([SampleRuns.generating], isAll: false))
    #expect(person.screen.contains("generating 612/1,155"))
    person.dispatcher.dispatch(.generated(batch: "direct 3", Message(.info, "direct 3: 10 of 10 made")))
    #expect(person.screen.contains("direct 3: 10 of 10 made; + shows them"))
    person.press(.screenRuns)
    person.dispatcher.dispatch(.generated(batch: "direct 3", Message(.info, "direct 3: 10 of 10 made")))
    #expect(person.screen.contains("; 1 + shows them"))
    person.press(.screenReview, .news)
    #expect(person.state.review.filter.terms.map(\.text) == ["batch:direct 3"])
  }

  @Test func inAnEmptyWorkspaceItSaysWhatElse() {
    let person = Person(MemoryHost([]))
    person.press(.generate)
    #expect(person.state.overlay == nil)
    #expect(person.screen.contains(":generate 20"))
  }

  // MARK: The command line

  private func type(_ line: String, _ person: Person) {
    person.press(.commandLine)
    person.type(line)
    person.enter()
  }

  @Test func theCommandLineOpensTheSamePlan() {
    let person = person()
    type("generate 20", person)
    #expect(person.screen.contains("from the task and its seeds"))
    #expect(plans(person) == 1)
    person.enter()
    #expect(started(person) == RunRequest.Generation(technique: .direct, count: 20, examples: []))
    type("generate 30 edge-case label billing budget 0.5", person)
    #expect(person.screen.contains("budget 0.5"))
    person.enter()
    #expect(
      person.host.effects.last
        == .startRun(
          RunRequest(
            selection: .examples([]), budget: 0.5,
            generation: .init(
              technique: .edgeCase, count: 30, examples: [], labels: .shares(["billing": 1])))))
  }

  @Test func augmentingStartsFromWhatIsMarked() {
    let person = person()
    person.press(.mark)
    type("augment paraphrase 20", person)
    #expect(person.screen.contains("from the 1 marked example"))
    person.enter()
    #expect(
      started(person) == RunRequest.Generation(technique: .paraphrase, count: 20, examples: [ExampleID(1)]))
    type("augment back-translation", person)
    #expect(person.screen.contains("from all accepted examples"))
    person.enter()
    #expect(started(person)?.technique == .backTranslation)
  }

  @Test func whatIsNotUnderstoodIsTold() {
    let person = person()
    type("generate lots", person)
    #expect(person.screen.contains("\"lots\" is not a number"))
    type("generate paraphrase 20", person)
    #expect(person.screen.contains(":augment paraphrase 20"))
    type("generate 20 budget much", person)
    #expect(person.screen.contains("is not a budget"))
    #expect(plans(person) == 0)
  }

  @Test(arguments: [(24, 80), (24, 60), (12, 40), (10, 30), (50, 200), (5, 20), (1, 1)])
  func theBoxIsDrawnAtEverySize(rows: Int, columns: Int) {
    let person = person(labels: ["a", "b", "c"])
    person.resize(rows, columns)
    person.press(.generate)
    _ = person.screen
    person.type("o")
    _ = person.screen
  }

  // MARK: Plain lines

  @Test func thePlainLinesSayTheSame() throws {
    let person = person()
    func line(_ text: String) throws {
      for action in try #require(LinearText.action(for: text, person.state)) {
        person.dispatcher.dispatch(action)
      }
    }
    try line("G")
    #expect(LinearText.generation(person.state)?.contains("m: chosen: more like this.") == true)
    try line("h")
    try line("25")
    let lines = try #require(LinearText.generation(person.state))
    #expect(lines.contains("25 examples; a number changes it."))
    #expect(lines.contains { $0.contains("toy, 1 call") })
    try line("y")
    #expect(started(person)?.count == 25)
    #expect(started(person)?.wish?.contains("harder") == true)
  }
}
