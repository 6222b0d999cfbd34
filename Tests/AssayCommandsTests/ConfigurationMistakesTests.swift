import AssayModel
import Testing

@testable import AssayCommands

/// Each wrong line with its exact sentence.
@Suite struct ConfigurationMistakesTests {
  private func sentences(_ text: String, _ kind: ConfigurationLoader.Kind = .workspace) -> [String] {
    let base = WorkspaceConfiguration(task: TaskSpecification(name: "base"))
    let name = kind == .workspace ? "assay.toml" : "config.toml"
    return ConfigurationLoader.parse(text, name: name, kind: kind, over: base).problems.map(\.description)
  }

  @Test(arguments: [
    (
      "[task]\nlables = []",
      "assay.toml:2: [task] unknown key \"lables\"; did you mean \"labels\"?"
    ),
    (
      "[task]\ncolour = 1",
      "assay.toml:2: [task] unknown key \"colour\"; known here: name, description, labels, calibration_target"
    ),
    (
      "[models.mt]\nprotocol = \"libretranslate\"\nurl = \"http://localhost:5000/translate\"",
      "assay.toml:3: [models.mt] \"url\" must end before /translate, which is added to it"
    ),
    (
      "[models.mt]\nprotocol = \"libretranslate\"\nurl = \"http://localhost:5000\"\n[judge]\nmodel = \"mt\"",
      "assay.toml:5: [judge] \"model\": the model \"mt\" only translates, and judges nothing"
    ),
    (
      "[models.mt]\nprotocol = \"libretranslate\"\nurl = \"http://localhost:5000\"\n[tuner]\nmodel = \"mt\"",
      "assay.toml:5: [tuner] \"model\": the model \"mt\" only translates"
    ),
    ("[tsak]\nname = \"x\"", "assay.toml:1: unknown section [tsak]; did you mean [task]?"),
    ("\n[dimension.clarity]\n", "assay.toml:2: unknown section [dimension]; did you mean [dimensions]?"),
    (
      "[pipeline]\n",
      "assay.toml:1: unknown section [pipeline]; "
        + "known here: task, dimensions, judge, judges, generate, calibration, tuner, models, duplicates, interface, "
        + "keys, fitness"
    ),
    (
      "[reviewer]\nname = \"x\"",
      "assay.toml:1: unknown section [reviewer]; your own name belongs in your own config.toml"
    ),
    (
      "name = \"x\"",
      "assay.toml:1: the key \"name\" stands before any section; put it under [task] or another one"
    ),
    ("task = 5", "assay.toml:1: \"task\" must be a section, [task], not a whole number"),
    ("[task]\nname = 5", "assay.toml:2: [task] \"name\" must be a text in quotes, not a whole number"),
    ("[task]\nname = \"\"", "assay.toml:2: [task] \"name\" is empty"),
    (
      "[task]\nlabels = \"a, b\"",
      "assay.toml:2: [task] \"labels\" must be a list of texts, [\"…\", \"…\"], not a text"
    ),
    (
      "[task]\nlabels = [\n  \"a\", # first\n  2,\n]",
      "assay.toml:4: [task] \"labels\" must be a list of texts; one element is a whole number"
    ),
    ("[task]\nlabels = [\"a\",\n\"b\",\n\"a\"]", "assay.toml:4: [task] \"labels\" has \"a\" twice"),
    ("[task]\nlabels = [\"\"]", "assay.toml:2: [task] \"labels\" has an empty text"),
    (
      "[task]\ncalibration_target = 0",
      "assay.toml:2: [task] \"calibration_target\" must be at least 1, not 0"
    ),
    (
      "[task]\ncalibration_target = 1.5",
      "assay.toml:2: [task] \"calibration_target\" must be a whole number, not a number"
    ),
    (
      "[dimensions]\nclarity = 5",
      "assay.toml:2: [dimensions] \"clarity\" must be a section of its own, [dimensions.clarity], not a whole number"
    ),
    (
      "[dimensions.clarity]\nminimum = 5\nmaximum = 1",
      "assay.toml:3: [dimensions.clarity] the minimum, 5, must be less than the maximum, 1"
    ),
    (
      "[dimensions.clarity]\nanchors = { 1 = \"bad\", 9 = \"good\" }",
      "assay.toml:2: [dimensions.clarity] \"anchors\" has \"9\", which is no score from 1 to 5"
    ),
    (
      "[dimensions.clarity]\nanchors = { low = \"bad\" }",
      "assay.toml:2: [dimensions.clarity] \"anchors\" has \"low\", which is no score from 1 to 5"
    ),
    (
      "[dimensions.clarity]\nanchors = { 1 = 2 }",
      "assay.toml:2: [dimensions.clarity] \"1\" must be a text in quotes that says what such a score is, "
        + "not a whole number"
    ),
    (
      "[dimensions.clarity]\nminimun = 1",
      "assay.toml:2: [dimensions.clarity] unknown key \"minimun\"; did you mean \"minimum\"?"
    ),
    ("[judge]\nkeep_at = \"4\"", "assay.toml:2: [judge] \"keep_at\" must be a number, not a text"),
    ("[judge]\nkeep_at = nan", "assay.toml:2: [judge] \"keep_at\" must be a number, not nan"),
    (
      "[duplicates]\nthreshold = 70",
      "assay.toml:2: [duplicates] \"threshold\" must be over 0 and at most 1, not 70.0"
    ),
    ("[interface]\nmouse = \"yes\"", "assay.toml:2: [interface] \"mouse\" must be true or false, not a text"),
    (
      "[interface]\ntheme = 1979-05-27",
      "assay.toml:2: [interface] \"theme\" must be a text in quotes, not a date"
    ),
    (
      "[keys.reviews]\na = \"review.accept\"",
      "assay.toml:1: unknown section [keys.reviews]; did you mean \"review\"?"
    ),
    (
      "[keys]\na = \"review.accept\"",
      "assay.toml:2: unknown section [keys.a]; known here: global, review, clusters, calibration, judge, runs"
    ),
    (
      "[keys.review]\n\"a\" = 3",
      "assay.toml:2: [keys.review] \"a\" must be the name of a command in quotes, not a whole number"
    ),
    (
      "[keys.review]\n\"a\" = \"review.acept\"",
      "assay.toml:2: [keys.review] \"a\": there is no command \"review.acept\"; did you mean \"review.accept\"?"
    ),
    (
      "[keys.review]\n\"a\" = \"make.coffee\"",
      "assay.toml:2: [keys.review] \"a\": there is no command \"make.coffee\"; `?` in the workbench lists them"
    ),
  ])
  func mistake(text: String, sentence: String) {
    #expect(sentences(text) == [sentence])
  }

  @Test func personalFileHasItsOwnSections() {
    #expect(
      sentences("[task]\nname = \"x\"", .personal) == [
        "config.toml:1: unknown section [task]; known here: reviewer, interface, keys"
      ])
    #expect(
      sentences("[reviewer]\nname = \"  \"", .personal) == [
        "config.toml:2: [reviewer] a reviewer's name must not be empty"
      ])
    #expect(
      sentences("[reviewer]\nname = \"a\\u001b[31m\"", .personal) == [
        "config.toml:2: [reviewer] a reviewer's name must not have control characters"
      ])
    #expect(sentences("[reviewer]\nname = \"Ana\"", .personal) == [])
  }

  @Test func syntaxErrorsHaveTheirLine() throws {
    let found = sentences("[task]\nname = \"x\"\nlabels = [\"a\"\n[judge]\n")
    #expect(found.count == 1)
    #expect(try #require(found.first).hasPrefix("assay.toml:4: "))
    #expect(sentences("[task]\nname = \"x\"\nname = \"y\"").count == 1)
  }

  @Test func allMistakesAtOnceInTheOrderOfTheFile() {
    let text = """
      [interface]
      mouse = 1
      [task]
      description = '''
      [judge]
      lables = 1
      '''
      lables = []
      name = 2
      [duplicates]
      threshold = 0
      """
    #expect(
      sentences(text) == [
        "assay.toml:2: [interface] \"mouse\" must be true or false, not a whole number",
        "assay.toml:8: [task] unknown key \"lables\"; did you mean \"labels\"?",
        "assay.toml:9: [task] \"name\" must be a text in quotes, not a whole number",
        "assay.toml:11: [duplicates] \"threshold\" must be over 0 and at most 1, not 0.0",
      ])
  }

  @Test func whatIsWrongKeepsItsDefault() {
    let base = WorkspaceConfiguration(task: TaskSpecification(name: "base"))
    let result = ConfigurationLoader.parse(
      "[task]\nname = 1\nlabels = [\"a\", 2, \"b\"]\n[duplicates]\nthreshold = 2\n", name: "assay.toml",
      kind: .workspace, over: base)
    #expect(result.problems.count == 3)
    #expect(result.configuration.task.name == "base")
    #expect(result.configuration.task.labels == ["a", "b"])
    #expect(result.configuration.task.duplicates.threshold(.minhash) == 0.7)
  }
}
