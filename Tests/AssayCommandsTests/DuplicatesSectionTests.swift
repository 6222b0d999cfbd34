import AssayModel
import Foundation
import Testing

@testable import AssayCommands

@Suite struct DuplicatesSectionTests {
  private func parse(_ text: String) -> ConfigurationLoader.Result {
    let base = WorkspaceConfiguration(task: TaskSpecification(name: "base"))
    return ConfigurationLoader.parse(text, name: "assay.toml", kind: .workspace, over: base)
  }

  @Test func everythingIsRead() {
    let result = parse(
      """
      [duplicates]
      methods = ["exact", "masked"]
      fields = ["question"]
      same = ["label"]
      characters = 5
      permutations = 256
      recall = 0.9
      seed = 7
      embedding = "wordllama-l2-supercat-256"
      [duplicates.thresholds]
      minhash = 0.8
      containment = 1
      [duplicates.equality]
      unicode = false
      case = true
      space = false
      punctuation = false
      [duplicates.sets.test]
      file = "test.csv"
      role = "test"
      [duplicates.sets.old]
      file = "../old.jsonl"
      """)
    #expect(result.problems == [])
    var expected = DuplicateSettings()
    expected.methods = [.exact, .masked]
    expected.thresholds = [.minhash: 0.8, .containment: 1]
    expected.fields = ["question"]
    expected.same = ["label"]
    expected.gram = .characters(5)
    expected.permutations = 256
    expected.recall = 0.9
    expected.seed = 7
    expected.embedding = "wordllama-l2-supercat-256"
    expected.equality.compatibility = false
    expected.equality.ignoresSpace = false
    expected.equality.ignoresPunctuation = false
    expected.references = [
      ReferenceSet(name: "test", file: "test.csv", role: .test),
      ReferenceSet(name: "old", file: "../old.jsonl", role: .other),
    ]
    #expect(result.configuration.task.duplicates == expected)
  }

  @Test func thePageOnConfigurationNamesEveryKey() throws {
    let project = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(
      contentsOf: project.appendingPathComponent("docs/configuration.md"), encoding: .utf8)
    let names =
      DuplicatesSection.keys + ModelSection.keys + JudgeSections.keys + CalibrationSection.keys
      + CalibrationSection.splitKeys
      + DuplicateMethod.allCases.map(\.rawValue) + ModelEndpoint.Dialect.allCases.map(\.rawValue)
      + ModelEndpoint.Structure.allCases.map(\.rawValue) + JudgeSpecification.Calls.allCases.map(\.rawValue)
      + JudgeSpecification.Scoring.allCases.map(\.rawValue)
      + JudgeSpecification.PanelRule.allCases.map(\.rawValue)
    for name in names {
      #expect(
        page.contains("`\(name)`") || page.contains("[duplicates.\(name)"), "\(name)")
    }
  }

  @Test func thresholdIsThatOfTheWordGroups() {
    #expect(
      parse("[duplicates]\nthreshold = 0.6").configuration.task.duplicates.thresholds == [.minhash: 0.6])
    #expect(parse("[duplicates]\nwords = 2").configuration.task.duplicates.gram == .words(2))
    #expect(parse("[duplicates]\nsame = []").configuration.task.duplicates == DuplicateSettings())
  }

  @Test(arguments: [
    (
      "methods = [\"exact\",\n \"minhsh\"]",
      "3: [duplicates] \"methods\": there is no method \"minhsh\"; did you mean \"minhash\"?"
    ),
    (
      "methods = [\"fuzzy\"]",
      "2: [duplicates] \"methods\": there is no method \"fuzzy\"; "
        + "known here: exact, minhash, containment, masked, embedding"
    ),
    (
      "methods = []",
      "2: [duplicates] \"methods\" is empty; known here: exact, minhash, containment, masked, embedding"
    ),
    (
      "methods = \"exact\"", "2: [duplicates] \"methods\" must be a list of texts, [\"…\", \"…\"], not a text"
    ),
    ("treshold = 0.5", "2: [duplicates] unknown key \"treshold\"; did you mean \"threshold\"?"),
    ("threshold = 0", "2: [duplicates] \"threshold\" must be over 0 and at most 1, not 0.0"),
    ("thresholds = 0.5", "2: [duplicates] \"thresholds\" must be a table, not a number"),
    (
      "[duplicates.thresholds]\nmasked = 1.5",
      "3: [duplicates.thresholds] \"masked\" must be over 0 and at most 1, not 1.5"
    ),
    (
      "[duplicates.thresholds]\nmask = 0.5",
      "3: [duplicates.thresholds] unknown key \"mask\"; did you mean \"masked\"?"
    ),
    (
      "[duplicates.thresholds]\nexact = 1",
      "3: [duplicates.thresholds] \"exact\" has no threshold: its texts are equal"
    ),
    (
      "threshold = 0.5\n[duplicates.thresholds]\nminhash = 0.5",
      "4: [duplicates.thresholds] \"minhash\" stands in [duplicates] too, as \"threshold\"; keep one of them"
    ),
    ("fields = [\"a\", \"a\"]", "2: [duplicates] \"fields\" has \"a\" twice"),
    ("same = \"label\"", "2: [duplicates] \"same\" must be a list of texts, [\"…\", \"…\"], not a text"),
    (
      "words = 3\ncharacters = 5",
      "3: [duplicates] \"words\" and \"characters\" exclude each other; keep one of them"
    ),
    ("words = 0", "2: [duplicates] \"words\" must be at least 1, not 0"),
    ("characters = 51", "2: [duplicates] \"characters\" must be at most 50, not 51"),
    ("permutations = 8", "2: [duplicates] \"permutations\" must be at least 16, not 8"),
    ("recall = 1", "2: [duplicates] \"recall\" must be under 1: bands never promise every pair"),
    ("recall = -1", "2: [duplicates] \"recall\" must be over 0 and at most 1, not -1.0"),
    ("seed = -1", "2: [duplicates] \"seed\" must be at least 0, not -1"),
    ("embedding = \"\"", "2: [duplicates] \"embedding\" is empty; `assay models` lists the models"),
    (
      "[duplicates.equality]\ncase = \"no\"",
      "3: [duplicates.equality] \"case\" must be true or false, not a text"
    ),
    (
      "[duplicates.equality]\nspaces = true",
      "3: [duplicates.equality] unknown key \"spaces\"; did you mean \"space\"?"
    ),
    (
      "[duplicates.sets.test]\nrole = \"test\"",
      "2: [duplicates.sets.test] \"file\" is missing: the file to compare with, as seen from the workspace's folder"
    ),
    (
      "[duplicates.sets.test]\nfile = \"\"",
      "3: [duplicates.sets.test] \"file\" is empty"
    ),
    (
      "[duplicates.sets.test]\nfile = \"a\"\nrole = \"seed\"",
      "4: [duplicates.sets.test] there is no role \"seed\"; did you mean \"seeds\"?"
    ),
    (
      "[duplicates.sets]\ntest = \"a.csv\"",
      "3: [duplicates] \"sets\": \"test\" must be a section of its own, [duplicates.sets.test], not a text"
    ),
  ])
  func mistake(text: String, sentence: String) {
    #expect(parse("[duplicates]\n" + text).problems.map(\.description) == ["assay.toml:" + sentence])
  }
}
