import AssayModel
import Testing

@testable import AssayCommands

@Suite struct JudgeSectionsTests {
  private func parse(_ text: String) -> ConfigurationLoader.Result {
    let base = WorkspaceConfiguration(task: TaskSpecification(name: "base"))
    return ConfigurationLoader.parse(text, name: "assay.toml", kind: .workspace, over: base)
  }

  private static let models = """
    [models.a]
    url = "http://a/v1"
    model = "m"
    [models.b]
    url = "http://b/v1"
    model = "n"

    """

  @Test func everythingIsRead() throws {
    // The judges stand before the models, and the special one before the general one.
    let result = parse(
      """
      [judges.careful]
      models = ["b", "a"]
      panel = "majority"
      samples = 5
      [judge]
      model = "a"
      template = "my.mustache"
      calls = "separate"
      scoring = "plain"
      samples = 3
      temperature = 1.5
      neighbours = 0
      reasons = false
      shots = "shots.jsonl"
      keep_at = 3.5
      [judges.quick]
      model = "b"
      reasons = true

      """ + Self.models)
    #expect(result.problems == [])
    var general = JudgeSpecification(models: ["a"])
    general.template = "my.mustache"
    general.calls = .separate
    general.scoring = .plain
    general.samples = 3
    general.temperature = 1.5
    general.neighbours = 0
    general.reasons = false
    general.shots = "shots.jsonl"
    var careful = general
    careful.name = "careful"
    careful.models = ["b", "a"]
    careful.panel = .majority
    careful.samples = 5
    var quick = general
    quick.name = "quick"
    quick.models = ["b"]
    quick.reasons = true
    #expect(result.configuration.task.judges == [general, careful, quick])
    #expect(result.configuration.task.wordModels == ["a", "b"])
    #expect(result.configuration.task.keepAt == 3.5)
  }

  @Test func aGeneralJudgeWithoutModelIsNoneAndLendsItsSettings() {
    let result = parse(Self.models + "[judge]\nsamples = 2\n[judges.x]\nmodel = \"a\"\n")
    #expect(result.problems == [])
    #expect(result.configuration.task.judges.map(\.name) == ["x"])
    #expect(result.configuration.task.judges.map(\.samples) == [2])
  }

  @Test(arguments: [
    ("[judge]\nmodel = \"c\"", "8: [judge] \"model\": there is no model \"c\"; did you mean \"a\"?"),
    (
      "[judge]\nmodels = [\n\"a\",\n\"gpt-4o\"]",
      "10: [judge] \"models\": there is no model \"gpt-4o\"; known here: a, b"
    ),
    (
      "[judge]\nmodel = \"a\"\nmodels = [\"b\"]",
      "9: [judge] \"model\" and \"models\" exclude each other; \"models\" is a panel of several"
    ),
    ("[judge]\nmodels = []", "8: [judge] \"models\" is empty; name the models of the panel"),
    ("[judge]\nmodels = [\"a\", \"a\"]", "8: [judge] \"models\" has \"a\" twice"),
    ("[judge]\nmodel = \"\"", "8: [judge] \"model\" is empty"),
    (
      "[judge]\nmodel = [\"a\"]",
      "8: [judge] \"model\" must be the name of a [models.NAME] in quotes, not a list"
    ),
    ("[judge]\ntemplat = \"x\"", "8: [judge] unknown key \"templat\"; did you mean \"template\"?"),
    ("[judge]\ntemplate = \"\"", "8: [judge] \"template\" is empty"),
    ("[judge]\nshots = 3", "8: [judge] \"shots\" must be a path in quotes, not a whole number"),
    (
      "[judge]\ncalls = \"seperate\"",
      "8: [judge] \"calls\": there is no \"seperate\"; did you mean \"separate\"?"
    ),
    (
      "[judge]\nscoring = \"weighted\"",
      "8: [judge] \"scoring\": there is no \"weighted\"; it is one of automatic, plain"
    ),
    (
      "[judge]\npanel = \"vote\"",
      "8: [judge] \"panel\": there is no \"vote\"; it is one of mean, median, majority"
    ),
    ("[judge]\nsamples = 0", "8: [judge] \"samples\" must be at least 1, not 0"),
    ("[judge]\nneighbours = 51", "8: [judge] \"neighbours\" must be at most 50, not 51"),
    ("[judge]\nreasons = \"no\"", "8: [judge] \"reasons\" must be true or false, not a text"),
    ("[judge]\ntemperature = -1", "8: [judge] \"temperature\" must be from 0 to 2, not -1.0"),
    (
      "[judge]\nsamples = 3\ntemperature = 0",
      "8: [judge] 3 samples at a temperature of 0 would all be the same; take \"temperature\" out (0.7) or ask "
        + "for one sample"
    ),
    (
      "[judges.x]\nsamples = 2",
      "7: [judges.x] \"model\" is missing, here and in [judge]: the name of a [models.NAME]"
    ),
    ("[judges.x]\nmodel = \"z\"", "8: [judges.x] \"model\": there is no model \"z\"; did you mean \"a\"?"),
    (
      "[judges.x]\nmodel = \"a\"\nkeep_at = 3",
      "9: [judges.x] \"keep_at\" belongs in [judge], for all judges together"
    ),
    (
      "[judges.judge]\nmodel = \"a\"",
      "7: [judges.judge] [judge] itself has the name \"judge\"; give this one another"
    ),
    ("[judges]\nx = 3", "8: [judges] \"x\" must be a section of its own, [judges.NAME], not a whole number"),
  ])
  func mistake(text: String, sentence: String) {
    #expect(parse(Self.models + text).problems.map(\.description) == ["assay.toml:" + sentence])
  }

  @Test func withoutAnyModelThereIsNothingToSpell() {
    #expect(
      parse("[judge]\nmodel = \"my model\"").problems.map(\.description) == [
        "assay.toml:2: [judge] \"model\": there is no model \"my model\"; no model has a section yet: add "
          + "[models.\"my model\"] with \"url\" and \"model\""
      ])
  }

  /// A model that is there but wrong is told once, not again by the judge that names it.
  @Test func aModelWithAMistakeIsNotMissing() {
    let problems = parse("[models.a]\nurl = \"http://a/v1\"\n[judge]\nmodel = \"a\"").problems
    #expect(problems.map(\.line) == [1])
  }

  @Test(arguments: [
    ("", 4.0), ("[dimensions.a]\n", 4.0), ("[dimensions.a]\nmaximum = 10\n", 7.75),
    ("[dimensions.pass]\nminimum = 0\nmaximum = 1\n", 0.75),
    ("[dimensions.a]\n[dimensions.pass]\nminimum = 0\nmaximum = 1\n", 2.375),
  ])
  func keepAtFollowsTheScale(text: String, limit: Double) {
    let result = parse(text)
    #expect(result.problems == [])
    #expect(result.configuration.task.keepAt == limit)
  }

  @Test func aLimitOutsideOfTheScaleIsTold() {
    let scale = "[dimensions.pass]\nminimum = 0\nmaximum = 1\n[judge]\n"
    #expect(
      parse(scale + "keep_at = 4").problems.map(\.description) == [
        "assay.toml:5: [judge] \"keep_at\", 4.0, is over 1, the highest mean of these dimensions: no example "
          + "would be kept"
      ])
    #expect(
      parse(scale + "keep_at = -0.5").problems.map(\.description) == [
        "assay.toml:5: [judge] \"keep_at\", -0.5, is under 0, the lowest mean of these dimensions: every example "
          + "would be kept"
      ])
    // Judges that came with the data have scales of their own.
    #expect(parse("[judge]\nkeep_at = 7").problems == [])
  }

  @Test func onlyOneProtocolMakesVectors() {
    let text = """
      [duplicates]
      embedding = "c"
      [models.c]
      protocol = "anthropic"
      url = "https://h/v1"
      model = "m"
      """
    #expect(
      parse(text).problems.map(\.description) == [
        "assay.toml:2: [duplicates] \"embedding\": the model \"c\" has protocol = \"anthropic\", which makes no "
          + "vectors; only \"openai\" does"
      ])
  }

  @Test(arguments: [
    (
      "[dimensions.a]\nminimum = 0\nmaximum = 101",
      "3: [dimensions.a] the scale from 0 to 101 has more than 100 steps"
    ), ("[dimensions.a]\ndescription = \"\"", "2: [dimensions.a] \"description\" is empty"),
    (
      "[dimensions.a]\nminimum = -9223372036854775808\nmaximum = 9223372036854775807",
      "3: [dimensions.a] the scale from -9223372036854775808 to 9223372036854775807 has more than 100 steps"
    ),
  ])
  func mistakeInADimension(text: String, sentence: String) {
    #expect(parse(text).problems.map(\.description) == ["assay.toml:" + sentence])
  }
}
