import AssayEngine
import AssayJudging
import AssayModel
import Foundation
import Testing

@testable import AssayCommands

@Suite struct JudgeSetupTests {
  private let files: TemporaryFolder
  private var task: TaskSpecification

  init() throws {
    files = try TemporaryFolder()
    try files.write("judge.mustache", JudgePrompt.defaultTemplate)
    task = TaskSpecification(name: "t", description: "d", labels: ["x"])
    task.models = [
      ModelEndpoint(name: "a", url: "http://h/v1", model: "Qwen2.5-7B", keyVariable: "A_KEY"),
      ModelEndpoint(name: "b", url: "http://h/v1", model: "gpt-4o"),
    ]
    task.models[1].family = "own"
    var panel = JudgeSpecification(name: "panel", models: ["b", "a"])
    panel.samples = 2
    task.judges = [JudgeSpecification(models: ["a"]), panel]
  }

  private func setup(
    _ task: TaskSpecification? = nil, _ wishes: JudgeSetup.Wishes = .init(),
    environment: [String: String] = [:]
  ) throws -> JudgeSetup {
    try JudgeSetup(task: task ?? self.task, folder: files.root, environment: environment, wishes: wishes)
  }

  private func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  @Test func theDefinitionIsMadeOfTaskTemplateAndModels() throws {
    let setup = try setup(nil, .init(judge: "panel", samples: 3, concurrency: 7))
    #expect(setup.definition.specification.name == "panel")
    #expect(setup.definition.specification.samples == 3)
    #expect(setup.definition.template == JudgePrompt.defaultTemplate)
    #expect(setup.definition.models.map(\.endpoint) == ["b", "a"])
    #expect(setup.definition.models.map(\.family) == ["own", "qwen"])
    #expect(setup.endpoints.map(\.concurrency) == [7, 7])
    #expect(setup.definition.task == "d")
    #expect(setup.definition.labels == ["x"])
    #expect(setup.definition.dimensions == task.dimensions)
  }

  @Test func withoutAModelTheWayToOneIsTold() {
    var task = task
    task.judges = []
    #expect(
      message { _ = try setup(task) }
        == "assay.toml: [judge] names no model; add model = \"a\" to it, or another of your models, or say "
        + "--judge a")
    // The only one is meant.
    let models = task.models
    task.models = [models[1]]
    #expect((try? setup(task))?.definition.models.map(\.endpoint) == [models[1].name])
    #expect((try? setup(task))?.definition.specification.name == "judge")
    task.models = models
    task.duplicates.embedding = models[0].name
    #expect((try? setup(task))?.definition.models.map(\.endpoint) == models.dropFirst().map(\.name))
    task.models = []
    let sentence = message { _ = try setup(task) }
    #expect(sentence.hasPrefix("assay.toml: [judge] names no model. Write there"))
    #expect(sentence.contains("assay models serve"))
  }

  @Test func anUnknownJudgeIsNamedWithThoseThatExist() {
    #expect(
      message { _ = try setup(nil, .init(judge: "panle")) }
        == "assay.toml: there is no judge \"panle\"; did you mean \"panel\"?; a judge is a section [judges.NAME] "
        + "with \"model\", or a model of [models.NAME]")
  }

  @Test func aModelCanJudgeWithoutASectionOfItsOwn() throws {
    var task = task
    task.judges = []
    task.judgeDefaults.reasons = false
    let setup = try setup(task, .init(judge: "b"))
    #expect(setup.definition.specification.name == "b")
    #expect(setup.definition.specification.reasons == false)
    #expect(setup.endpoints.map(\.name) == ["b"])
  }

  @Test func aMistakeInTheTemplateHasItsPlace() throws {
    try files.write("judge.mustache", "Judge\n{{exampel}}\n")
    #expect(
      message { _ = try setup() }
        == "judge.mustache:2:1: there is no variable \"exampel\"; did you mean \"example\"?")
  }

  @Test func aMissingTemplateOfTheUsualNameIsTheOneThatComesWithIt() throws {
    try FileManager.default.removeItem(at: files.url("judge.mustache"))
    #expect(try setup().definition.template == JudgePrompt.defaultTemplate)
    var task = task
    task.judges[0].template = "other.mustache"
    #expect(message { _ = try setup(task) }.contains("other.mustache: there is no such file"))
  }

  @Test func aKeyIsNeededOnlyToSend() throws {
    let setup = try setup()
    #expect(
      message { _ = try setup.service() }
        == "the environment variable A_KEY, which [models.a] names for its key, is not set; export it in this "
        + "shell, or take the line \"key\" out of assay.toml if the server needs none")
    _ = try self.setup(environment: ["A_KEY": "test-key-123"]).service()
  }

  @Test func aRecordingMustBeThere() throws {
    var task = task
    var recorded = ModelEndpoint(name: "r", dialect: .recorded, url: "", model: "m")
    recorded.recording = "r.jsonl"
    task.models.append(recorded)
    task.judges[0].models = ["r"]
    #expect(message { _ = try setup(task).service() }.contains("r.jsonl: cannot be read"))
    try files.write("r.jsonl", "")
    _ = try setup(task).service()
  }

  @Test func aBudgetNeedsPrices() throws {
    let setup = try setup()
    #expect(
      message { _ = try setup.options(.all, budget: 1) }
        == "a budget needs prices: [models.a] in assay.toml has no \"price_in\" and \"price_out\" (for a million "
        + "tokens; 0 where it is free)")
    #expect(setup.warnings.count == 1)
    var task = task
    task.models[0].priceIn = 1
    task.models[0].priceOut = 0
    let priced = try self.setup(task)
    #expect(try priced.options(.all, budget: 1).budget == 1)
    #expect(priced.warnings == [])
  }

  @Test func samplesAtZeroAreRefused() {
    var task = task
    task.judges[0].temperature = 0
    #expect(message { _ = try setup(task, .init(samples: 3)) }.hasPrefix("3 samples at a temperature of 0"))
    #expect(message { _ = try setup(task, .init(samples: 1)) } == "no error")
  }

  @Test func withoutADimensionThereIsNothingToScore() {
    var task = task
    task.dimensions = []
    #expect(message { _ = try setup(task) }.contains("there is nothing to score"))
  }

  // MARK: Shots

  @Test func shotsAreRead() throws {
    try files.write(
      "s.jsonl",
      """
      {"text": "one", "label": "x", "judgements": [{"judge": "right", "scores": {"accuracy": 5}, "reason": "Good."}]}
      """)
    var task = task
    task.dimensions = [Dimension(name: "accuracy")]
    task.judges[0].shots = "s.jsonl"
    #expect(
      try setup(task).definition.shots == [
        JudgeDefinition.Shot(
          fields: [TextField(name: "text", text: "one")], label: "x", scores: ["accuracy": 5], reason: "Good."
        )
      ])
  }

  @Test func everyWrongShotIsNamed() throws {
    try files.write(
      "s.jsonl",
      """
      {"text": "one"}
      nonsense
      {"text": "two", "judgements": [{"judge": "right", "scores": {"accuracy": 9}}]}
      {"text": "three", "judgements": [{"judge": "right", "scores": {"clarity": 3}}]}
      """)
    var task = task
    task.dimensions = [Dimension(name: "accuracy")]
    task.judges[0].shots = "s.jsonl"
    let lines = message { _ = try setup(task) }.split(separator: "\n").map(String.init)
    try #require(lines.count == 4)
    #expect(lines[0].hasPrefix("s.jsonl:1: has no scores"))
    #expect(lines[1].contains("s.jsonl:2: "))
    #expect(lines[2] == "s.jsonl:3: accuracy is 9.0, which is no score from 1 to 5")
    #expect(lines[3] == "s.jsonl:4: has no score for accuracy")
    task.judges[0].shots = "missing.jsonl"
    #expect(message { _ = try setup(task) }.contains("missing.jsonl"))
  }

  // MARK: Filters

  @Test func termsAreThoseOfReview() throws {
    #expect(
      try JudgeExamples.terms(["label:billing score<3", "verdict:undecided"]) == [
        .label("billing"), .score(dimension: "score", .less, 3), .verdict(.undecided),
      ])
    #expect(try JudgeExamples.terms(["label:lost card"]) == [.label("lost card")])
    #expect(message { _ = try JudgeExamples.terms(["score"]) }.hasPrefix("--filter: \"score\" says nothing"))
    #expect(try JudgeExamples.terms(["marked"]) == [.marked])
    #expect(
      message { _ = try JudgeExamples.terms(["found"]) }.hasPrefix(
        "--filter: \"found\" ends with the visit"))
  }
}
