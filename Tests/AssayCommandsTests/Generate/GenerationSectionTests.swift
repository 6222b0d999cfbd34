import AssayModel
import Testing

@testable import AssayCommands

@Suite struct GenerationSectionTests {
  private func parse(_ text: String) -> ConfigurationLoader.Result {
    ConfigurationLoader.parse(
      text, name: "assay.toml", kind: .workspace,
      over: WorkspaceConfiguration(task: TaskSpecification(name: "base")))
  }

  private static let models = ["big", "other", "small", "translator"].map { name in
    "[models.\(name)]\nurl = \"http://127.0.0.1:1/v1\"\nmodel = \"\(name)-7b\"\n"
  }.joined()

  private static let full: GenerationSettings = {
    var settings = GenerationSettings()
    settings.model = "big"
    settings.verifier = "other"
    settings.weak = "small"
    settings.translator = "translator"
    settings.perCall = 40
    settings.temperature = 0.5...1.5
    settings.seedsPerCall = 0
    settings.seeds = "hand made"
    settings.pivots = ["German", "French > Finnish"]
    settings.contexts = ["a hospital", "a new customer, in a hurry"]
    return settings
  }()

  @Test func everythingIsReadThoughTheModelsStandBehind() {
    let result = parse(
      """
      [generate]
      model = "big"
      verifier = "other"
      weak = "small"
      translator = "translator"
      per_call = 40
      temperature = [0.5, 1.5]
      seeds_per_call = 0
      seeds = "hand made"
      pivots = ["German", "French > Finnish"]
      contexts = ["a hospital", "a new customer, in a hurry"]

      """ + Self.models)
    #expect(result.problems == [])
    #expect(result.configuration.task.generation == Self.full)
    // None of them is asked for vectors.
    #expect(result.configuration.task.wordModels == ["big", "other", "small", "translator"])
    #expect(parse("").configuration.task.generation == GenerationSettings())
  }

  @Test func theTemplateSaysWhatTheTaskSays() {
    var task = TaskSpecification(name: "x")
    task.generation = Self.full
    let result = parse(WorkspaceTemplate(task: task).text + "\n" + Self.models)
    #expect(result.problems == [] && result.configuration.task.generation == Self.full)
    let plain = WorkspaceTemplate(task: TaskSpecification(name: "x")).text
    #expect(plain.contains("\n[generate]\n"))
    #expect(plain.contains("\n# temperature = [0.8, 1.0]\n"))
    let uncommented = plain.split(separator: "\n").map { line in
      ["per_call", "seeds_per_call", "temperature = [", "seeds", "pivots", "contexts"].contains {
        line.hasPrefix("# \($0)")
      } && line.contains(" = ") ? String(line.dropFirst(2)) : String(line)
    }
    #expect(parse(uncommented.joined(separator: "\n")).problems == [])
  }

  @Test(arguments: [
    ("modell = \"big\"", "2: [generate] unknown key \"modell\"; did you mean \"model\"?"),
    ("model = \"bgi\"", "2: [generate] \"model\": there is no model \"bgi\"; did you mean \"big\"?"),
    (
      "\nweak = \"no\"",
      "3: [generate] \"weak\": there is no model \"no\"; known here: big, other, small, translator"
    ),
    (
      "model = 1", "2: [generate] \"model\" must be the name of a [models.NAME] in quotes, not a whole number"
    ),
    ("per_call = 0", "2: [generate] \"per_call\" must be at least 1, not 0"),
    ("per_call = 201", "2: [generate] \"per_call\" must be at most 200, not 201"),
    (
      "temperature = [1.0, 0.8]",
      "2: [generate] \"temperature\" must be two numbers from 0 to 2, the lower one first, such as [0.8, 1.0]"
    ),
    (
      "temperature = 1",
      "2: [generate] \"temperature\" must be a list of numbers, [0.1, 0.2], not a whole number"
    ),
    ("seeds = \"\"", "2: [generate] \"seeds\" is empty"),
    ("pivots = [\"German\", \"German\"]", "2: [generate] \"pivots\" has \"German\" twice"),
    ("contexts = \"a\"", "2: [generate] \"contexts\" must be a list of texts, [\"…\", \"…\"], not a text"),
  ]) func mistakesAreToldWithTheirLine(_ text: String, _ message: String) {
    let result = parse("[generate]\n" + text + "\n" + Self.models)
    #expect(result.problems.map(\.description) == ["assay.toml:" + message])
    let settings = result.configuration.task.generation
    #expect(settings.model == nil && settings.perCall == 20 && settings.temperature == 0.8...1.0)
  }

  @Test func aModelOfAnotherModelsSectionIsHinted() {
    let result = parse("[generate]\nmodel = \"big\"\n")
    #expect(
      result.problems.map(\.description) == [
        "assay.toml:2: [generate] \"model\": there is no model \"big\"; a model is a section [models.NAME]"
      ])
  }
}
