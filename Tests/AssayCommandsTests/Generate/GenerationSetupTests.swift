import AssayEngine
import AssayFormats
import AssayGeneration
import AssayModel
import AssayStore
import Foundation
import Testing

@testable import AssayCommands

@Suite struct GenerationSetupTests {
  private let files: TemporaryFolder
  private let workspace: Workspace

  init() throws {
    files = try TemporaryFolder()
    workspace = try Workspace.temporary(bodyReader: RowReader.bodyReader)
  }

  private func model(_ name: String, _ model: String, _ more: String = "") -> String {
    "[models.\(name)]\nurl = \"http://127.0.0.1:1/v1\"\nmodel = \"\(model)\"\n\(more)\n"
  }

  private func setup(
    _ text: String, labels: Bool = true, environment: [String: String] = [:],
    _ change: (inout GenerationSetup.Wishes) -> Void = { _ in }
  ) throws -> GenerationSetup {
    let task = labels ? "[task]\nlabels = [\"a\", \"b\"]\n" : ""
    let result = ConfigurationLoader.parse(
      task + text, name: "assay.toml", kind: .workspace,
      over: WorkspaceConfiguration(task: TaskSpecification(name: "base")))
    #expect(result.problems == [])
    var wishes = GenerationSetup.Wishes(count: 10)
    change(&wishes)
    return try GenerationSetup(
      wishes, task: result.configuration.task, folder: files.root,
      folders: ConfigurationFolders(personal: files.root), environment: environment, workspace: workspace)
  }

  private func message(_ body: () throws -> GenerationSetup) -> String? {
    do {
      _ = try body()
      return nil
    } catch let failure as CommandFailure {
      return failure.message
    } catch {
      return "\(error)"
    }
  }

  private var both: String { model("one", "llama-3-8b") + model("two", "qwen2.5-7b") }

  // MARK: Words of one's own

  @Test func ownKindsAndLevelsAreCalledThatInThePlan() throws {
    func plan(_ change: @escaping (inout GenerationSetup.Wishes) -> Void) throws -> GenerationPlan {
      let setup = try setup(model("one", "m"), change)
      let estimate = try GenerationEstimate.make(workspace: workspace, options: setup.options, first: 0)
      return GenerationPlan(setup, estimate, task: setup.options.task, begun: nil)
    }
    let kinds = try plan {
      $0.technique = .edgeCase
      $0.variants = ["sarcasm", "foo", "a pirate's words"]
    }
    #expect(
      kinds.variants?.hasPrefix("sarcasm, foo, a pirate's words; foo: an own kind, as written (") == true)
    #expect(kinds.variants?.contains("two-intents") == true, "what there is to choose from")
    let known = try plan {
      $0.technique = .edgeCase
      $0.variants = ["sarcasm", "a pirate's words"]
    }
    #expect(known.variants == "sarcasm, a pirate's words")
    let levels = try plan { $0.difficulty = ["easy": 0.5, "expert": 0.5] }
    #expect(
      levels.difficulty?.hasSuffix("; expert: an own level, as written (known are easy, medium, hard)")
        == true)
    #expect(try plan { $0.difficulty = ["hard": 1] }.difficulty == "hard 10")
  }

  @Test func whatIsWishedHarderIsCheckedByTheConfiguredVerifier() throws {
    let text = both + "[generate]\nmodel = \"one\"\nverifier = \"two\"\n"
    #expect(try setup(text).options.checks.isEmpty)
    let harder = try setup(text) { $0.checksLabels = true }
    #expect(harder.options.order.verifier == "two" && harder.options.checks.count == 1)
    #expect(try setup(text, labels: false) { $0.checksLabels = true }.options.checks.isEmpty)
  }

  // MARK: The model that measures

  private func basis(_ text: String, installed: Bool) throws -> String? {
    let data = files.root.appendingPathComponent(UUID().uuidString)
    if installed {
      let models = data.appendingPathComponent("assay/models", isDirectory: true)
      try FileManager.default.createDirectory(at: models, withIntermediateDirectories: true)
      let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("AssayEmbeddingTests/Fixtures/wordpiece")
      try FileManager.default.copyItem(at: fixture, to: models.appendingPathComponent("small"))
    }
    let options = try setup(text, environment: ["XDG_DATA_HOME": data.path]).options
    let open = try #require(options.measuringModel)
    switch open() {
    case .model(let model): return VendiBasis(model: model.identity).modelName
    case .none(let reason): return reason
    }
  }

  @Test func theInstalledModelMeasuresAndAnEndpointIsNotAsked() throws {
    let missing = "no embedding model is installed: assay models fetch gets one"
    #expect(try basis(model("one", "m"), installed: true) == "small")
    #expect(try basis(model("one", "m"), installed: false) == missing)
    // The generator makes no vectors, however it is named.
    #expect(
      try basis(both + "[generate]\nmodel = \"one\"\nverifier = \"two\"\n", installed: false) == missing)
    let named = both + "[generate]\nmodel = \"one\"\n[duplicates]\nembedding = \"two\"\n"
    let endpoint = "the endpoint two is not asked while a run goes on"
    #expect(try basis(named, installed: true) == endpoint, "named, so no other one stands in for it")
    #expect(try basis(both + "[generate]\nmodel = \"one\"\n", installed: false) == endpoint)
    #expect(try basis(both + "[generate]\nmodel = \"one\"\n", installed: true) == "small")
    let absent = try basis(model("one", "m") + "[duplicates]\nembedding = \"gone\"\n", installed: true)
    #expect(absent?.hasPrefix("there is no model \"gone\"") == true)
  }

  // MARK: Models

  @Test func theGeneratorIsAskedForElseConfiguredElseTheOnlyOne() throws {
    #expect(try setup(model("one", "m")).options.order.model == "one")
    // The one that makes vectors writes nothing.
    #expect(
      try setup(both + "[duplicates]\nembedding = \"two\"\n").options.order.model == "one")
    #expect(try setup(both + "[generate]\nmodel = \"two\"\n").options.order.model == "two")
    let asked = try setup(both + "[generate]\nmodel = \"two\"\n") { $0.model = "one" }
    #expect(asked.options.order.model == "one")
  }

  @Test func whatIsMissingIsToldWithWhatToWrite() {
    #expect(message { try setup(both) }?.contains("add a section [generate] with model = \"one\"") == true)
    #expect(message { try setup("") }?.contains("[models.local]") == true)
    #expect(
      message { try setup(both) { $0.model = "tow" } }?.contains("--model: there is no model \"tow\"") == true
    )
    #expect(message { try setup(both) { $0.model = "tow" } }?.contains("did you mean \"two\"?") == true)
    let budget = message { try setup(model("one", "m")) { $0.budget = 1 } }
    #expect(budget?.hasPrefix("a budget needs prices") == true)
  }

  @Test func labelsThatAreKeptAreVerifiedByTheJudgesModelIfThatIsAnother() throws {
    let judged = both + "[judge]\nmodel = \"two\"\n"
    func paraphrase(_ text: String, labels: Bool = true) throws -> GenerationSetup {
      try setup(text, labels: labels) {
        $0.technique = .paraphrase
        $0.model = "one"
      }
    }
    let verified = try paraphrase(judged)
    #expect(verified.options.order.verifier == "two")
    #expect(verified.options.checks.map(\.name) == ["label"])
    #expect(!verified.warnings.contains { $0.contains("verif") })
    // A model is no check on itself.
    let alone = try paraphrase(both + "[judge]\nmodel = \"one\"\n")
    #expect(alone.options.order.verifier == nil && alone.options.checks.isEmpty)
    #expect(alone.warnings.contains { $0.hasPrefix("nobody verifies that paraphrase keeps the labels") })
    // There are no labels to keep, and a new text's label is the model's own.
    #expect(try paraphrase(judged, labels: false).options.order.verifier == nil)
    #expect(try setup(judged) { $0.model = "one" }.options.order.verifier == nil)
    let named = try setup(both) {
      $0.model = "one"
      $0.verifier = "two"
    }
    #expect(named.options.order.verifier == "two" && named.options.checks.map(\.name) == ["label"])
  }

  @Test func aVerifierOfTheSameFamilyIsTold() throws {
    let related = try setup(model("one", "llama-3-8b") + model("two", "llama-3.1-70b")) {
      $0.technique = .paraphrase
      $0.model = "one"
      $0.verifier = "two"
    }
    #expect(related.warnings.contains { $0.contains("of the same family") })
  }

  @Test func adversarialExamplesAreAgainstTheJudgeUnlessAStudentIsNamed() throws {
    let text = both + "[judge]\nmodel = \"two\"\n[dimensions.accuracy]\n"
    let judge = try setup(text) {
      $0.technique = .adversarial
      $0.model = "one"
    }
    #expect(judge.options.order.variants == ["judge"])
    #expect(judge.options.endpoints.map(\.name) == ["one", "two"])
    #expect(!judge.options.checks.isEmpty)
    let student = try setup(text) {
      $0.technique = .adversarial
      $0.model = "one"
      $0.weak = "two"
    }
    #expect(student.options.order.variants == ["student"])
    #expect(
      message {
        try setup(both) {
          $0.technique = .adversarial
          $0.model = "one"
        }
      }?.hasPrefix(
        "there is nobody to attack") == true)
  }

  @Test func aConfiguredWeakModelIsNotAttackedInThePlaceOfTheJudge() throws {
    let text =
      both + model("small", "s") + "[generate]\nmodel = \"one\"\nweak = \"small\"\n"
      + "[judge]\nmodel = \"two\"\n[dimensions.accuracy]\n"
    // Also where somebody writes who is to be attacked: the checks ask the judge.
    for variants in [[], ["student"]] {
      let judge = try setup(text) {
        $0.technique = .adversarial
        $0.verifier = "small"
        $0.variants = variants
      }
      #expect(judge.options.order.variants == ["judge"] && judge.options.order.weak == nil)
      let checks = judge.options.checks.map(\.name)
      #expect(checks == ["adversarial", "label"], "the weak model may verify: it is not who is attacked")
    }
    let student = try setup(text) {
      $0.technique = .adversarial
      $0.weak = "small"
      $0.verifier = "two"
      $0.variants = ["judge"]
    }
    #expect(student.options.order.variants == ["student"])
  }

  // MARK: The order

  @Test func labelsAndDifficultyFollowTheTechnique() throws {
    let one = model("one", "m")
    #expect(try setup(one).options.order.labels == .balanced)
    #expect(try setup(one, labels: false).options.order.labels == .free)
    #expect(try setup(one) { $0.technique = .paraphrase }.options.order.labels == .free)
    #expect(try setup(one) { $0.technique = .instruction }.options.order.labels == .free)
    #expect(try setup(one) { $0.labels = .free }.options.order.labels == .free)
    #expect(try setup(one).options.order.difficulty.isEmpty)
    let set = try setup(one) { $0.technique = .evaluationSet }
    #expect(set.options.order.difficulty == ["easy": 0.3, "medium": 0.5, "hard": 0.2])
  }

  @Test func variantsFollowTheTechnique() throws {
    let one = model("one", "m")
    #expect(
      try setup(one) { $0.technique = .edgeCase }.options.order.variants == EdgeCase.allCases.map(\.rawValue))
    let pivots = try setup(one + "[generate]\npivots = [\"Welsh\"]\n") { $0.technique = .backTranslation }
    #expect(pivots.options.order.variants == ["Welsh"])
    #expect(
      try !setup(one) { $0.technique = .backTranslation }.options.order.variants.isEmpty)
    #expect(
      message { try setup(one) { $0.technique = .contextVariation } }?.hasPrefix("context variation needs")
        == true)
  }

  @Test func smallOrdersOfEdgeCasesHaveACallForEachKind() throws {
    func perCall(_ count: Int, _ given: Int? = nil) throws -> Int {
      try setup(model("one", "m")) {
        $0.technique = .edgeCase
        $0.count = count
        $0.perCall = given
      }.options.order.perCall
    }
    #expect(try perCall(45) == 5 && perCall(40) == 4 && perCall(3) == 1)
    #expect(try perCall(500) == 20)
    #expect(try perCall(45, 15) == 15, "as a person says")
  }

  @Test func rightAnswersAreAskedForWithoutChance() throws {
    let text = model("one", "m") + "[generate]\ntemperature = [0.7, 0.9]\n"
    #expect(try setup(text) { $0.technique = .distillation }.options.order.temperature == 0...0)
    let own = try setup(text) {
      $0.technique = .distillation
      $0.temperature = 0.3...0.3
    }
    #expect(own.options.order.temperature == 0.3...0.3)
  }

  @Test func modelsThatARunDoesNotAskNeedNoPrice() throws {
    let text =
      model("one", "m") + "price_in = 1\nprice_out = 1\n" + model("cheap", "small")
      + "[generate]\nmodel = \"one\"\nweak = \"cheap\"\ntranslator = \"cheap\"\n"
    let direct = try setup(text) { $0.budget = 1 }
    #expect(direct.options.endpoints.map(\.name) == ["one"] && direct.warnings == [])
    let test = try setup(text) { $0.technique = .evaluationSet }
    #expect(test.options.order.weak == "cheap" && test.warnings.contains { $0.contains("[models.cheap]") })
    let back = try setup(text) { $0.technique = .backTranslation }
    #expect(back.options.order.translator == "cheap")
  }

  @Test func theConfigurationIsLaidUnderTheWishes() throws {
    let text =
      model("one", "m")
      + "[generate]\nper_call = 7\ntemperature = [0.1, 0.2]\nseeds_per_call = 3\nseeds = \"s\"\n"
    let order = try setup(text).options.order
    #expect(order.perCall == 7 && order.temperature == 0.1...0.2 && order.seedsPerCall == 3)
    #expect(order.seeds == .batch("s"))
    let wished = try setup(text) {
      $0.perCall = 9
      $0.temperature = 1...1
      $0.seeds = .accepted
      $0.wish = "short ones"
      $0.seed = 42
    }.options.order
    #expect(wished.perCall == 9 && wished.temperature == 1...1 && wished.seeds == .accepted)
    #expect(wished.wish == "short ones" && wished.seed == 42)
  }

  // MARK: The template

  @Test func theWorkspacesTemplateIsUsedAndItsMistakesAreToldWithTheirPlace() throws {
    let one = model("one", "m")
    #expect(try setup(one).options.template == DefaultTemplates.text(for: .direct))
    #expect(try setup(one).templateFile == nil)
    try files.write("prompts/direct.mustache", DefaultTemplates.text(for: .direct))
    #expect(try setup(one).templateFile == nil)
    try files.write("prompts/direct.mustache", "Write {{count}} more.\n{{format}}\n")
    #expect(try setup(one).templateFile == "prompts/direct.mustache")
    #expect(try setup(one).options.template == "Write {{count}} more.\n{{format}}\n")
    try files.write("prompts/direct.mustache", "{{format}}\nWrite {{cuont}}.\n")
    #expect(
      message { try setup(one) }
        == "prompts/direct.mustache:2:7: there is no variable \"cuont\"; did you mean \"count\"?")
    // Of another technique's template nothing is asked.
    #expect(try setup(one) { $0.technique = .edgeCase }.templateFile == nil)
  }

  @Test func termsTravelWithTheExamples() throws {
    let own = try setup(model("one", "m", "licence = \"ours\""))
    #expect(own.options.licence == "ours")
    #expect(try setup(model("one", "gpt-4o")).options.licence?.contains("OpenAI") == true)
    #expect(try !setup(model("one", "gpt-4o")).termsLines.isEmpty)
  }

  // MARK: Going on

  private static var now: Int64 { Int64(Date().timeIntervalSince1970 * 1000) }

  private func begin(_ setup: GenerationSetup, _ state: Run.State, process: Int32? = nil) throws -> RunID {
    let id = try workspace.beginRun(
      kind: .generate, title: "direct", parameters: GenerationParameters(setup.options).json,
      at: Self.now)
    try workspace.updateRun(id, state: state, progress: RunProgress(), at: Self.now)
    return id
  }

  @Test func theSameOrderGoesOnWithItsUnfinishedRun() throws {
    let text = model("one", "m", "price_in = 1\nprice_out = 1")
    let first = try setup(text)
    #expect(first.options.resumes == nil && first.options.order.seed == 1)
    let run = try begin(first, .cancelled)
    let again = try setup(text) { $0.budget = 5 }
    #expect(again.options.resumes == run && again.options.order.seed == 1)
    #expect(again.options.order.budget == 5)
    // Another order is other work, with a seed of its own.
    let other = try setup(text) { $0.count = 11 }
    #expect(other.options.resumes == nil && other.options.order.seed == 2)
    #expect(try setup(text) { $0.seed = 7 }.options.resumes == nil)
    // A changed template too.
    try files.write("prompts/direct.mustache", "Write {{count}} more.\n{{format}}\n")
    #expect(try setup(text).options.resumes == nil)
  }

  @Test func whatHasComeToItsEndIsBegunAnew() throws {
    let text = model("one", "m")
    _ = try begin(try setup(text), .cancelled)
    let resumed = try setup(text)
    _ = try begin(resumed, .finished)
    // The run that went on is over, so the one before it is too.
    let next = try setup(text)
    #expect(next.options.resumes == nil && next.options.order.seed == 2)
  }

  @Test func aRunThatIsStillGoingOnIsLeftAlone() throws {
    let text = model("one", "m")
    _ = try begin(try setup(text), .running)
    #expect(try setup(text).options.resumes == nil)
  }

  @Test func aRunIsResumedAsItWasWhateverTheFilesSay() throws {
    let text = model("one", "m")
    let id = try begin(try setup(text) { $0.wish = "short" }, .interrupted)
    try files.write("prompts/direct.mustache", "Write {{count}} more.\n{{format}}\n")
    let run = try #require(try workspace.run(id))
    let task = ConfigurationLoader.parse(
      text, name: "assay.toml", kind: .workspace,
      over: WorkspaceConfiguration(task: TaskSpecification(name: "base"))
    ).configuration.task
    let resumed = try GenerationSetup(
      resuming: run, task: task, folder: files.root, folders: ConfigurationFolders(personal: files.root),
      environment: [:], workspace: workspace)
    #expect(resumed.options.resumes == id && resumed.options.order.wish == "short")
    #expect(resumed.options.template == DefaultTemplates.text(for: .direct))
    #expect(throws: CommandFailure.self) {
      try GenerationSetup(
        resuming: run, task: TaskSpecification(name: "none"), folder: files.root,
        folders: ConfigurationFolders(personal: files.root), environment: [:], workspace: workspace)
    }
  }
}
