import AssayModel
import AssayWorkbench
import Foundation
import Testing

@testable import AssayCommands

@Suite struct ConfigurationLoaderTests {
  private let base = WorkspaceConfiguration(task: TaskSpecification(name: "base"))

  private func parse(_ text: String) -> ConfigurationLoader.Result {
    ConfigurationLoader.parse(text, name: "assay.toml", kind: .workspace, over: base)
  }

  @Test func dimensionsKeepTheOrderOfTheFile() {
    let result = parse(
      """
      [dimensions.zest]
      [dimensions."a b"]
      maximum = 7
      anchors = { 7 = "best", 1 = "worst" } # a comment = with signs [in it]
      [dimensions]
      middle = { minimum = 0, maximum = 3 }
      [dimensions.alpha]
      """)
    #expect(result.problems == [])
    #expect(result.configuration.task.dimensions.map(\.name) == ["zest", "a b", "middle", "alpha"])
    #expect(result.configuration.task.dimensions[1].anchors == [1: "worst", 7: "best"])
    #expect(result.configuration.task.dimensions[2] == Dimension(name: "middle", minimum: 0, maximum: 3))
  }

  @Test func theFileOfAnAuthorityIsSeenFromTheWorkspacesFolder() throws {
    let folder = try TemporaryFolder()
    try Data(
      """
      [models.here]
      url = "https://localhost/v1"
      model = "m"
      authorities = "own/ca.pem"
      [models.there]
      url = "https://localhost/v1"
      model = "m"
      authorities = "/etc/ca.pem"
      """.utf8
    ).write(to: folder.url("assay.toml"))
    let result = ConfigurationLoader.load(
      workspace: folder.root, folders: ConfigurationFolders(environment: ["HOME": folder.root.path]))
    #expect(result.problems == [])
    #expect(
      result.configuration.task.models.map(\.authorities)
        == [folder.url("own/ca.pem").path, "/etc/ca.pem"])
  }

  @Test func everythingIsRead() {
    let result = parse(
      """
      [task]
      name = "t"
      description = \"\"\"
      two
      lines\"\"\"
      labels = ["b", "a"]
      calibration_target = 38
      [judge]
      show = "j"
      keep_at = 3
      [duplicates]
      threshold = 1
      [interface]
      theme = "light"
      mouse = false
      blind = true
      [keys.review]
      "g g" = "move.first"
      x = "none"
      """)
    #expect(result.problems == [])
    let configuration = result.configuration
    #expect(configuration.task.name == "t")
    #expect(configuration.task.description == "two\nlines")
    #expect(configuration.task.labels == ["b", "a"])
    #expect(configuration.task.calibrationTarget == 38)
    #expect(configuration.task.judge == "j")
    #expect(configuration.task.keepAt == 3)
    #expect(configuration.task.duplicates.threshold(.minhash) == 1)
    #expect(configuration.theme == "light")
    #expect(configuration.mouse == false)
    #expect(configuration.blind == true)
    #expect(
      configuration.keys == [
        KeyOverride(section: "review", keys: "g g", command: "move.first", origin: "assay.toml:18"),
        KeyOverride(section: "review", keys: "x", command: "none", origin: "assay.toml:19"),
      ])
  }

  @Test func theWorkspaceLiesOverThePersonsOwn() throws {
    let temporary = try TemporaryFolder()
    try temporary.write(
      "config/config.toml",
      """
      [reviewer]
      name = "Ana"
      [interface]
      theme = "light"
      mouse = false
      [keys.review]
      a = "review.reject"
      z = "app.quit"
      """)
    try temporary.write("task/assay.toml", "[interface]\nmouse = true\n[keys.review]\na = \"review.skip\"\n")
    let result = ConfigurationLoader.load(
      workspace: temporary.url("task"), folders: ConfigurationFolders(personal: temporary.url("config")))
    #expect(result.problems == [])
    #expect(result.configuration.task.name == "task")
    #expect(result.configuration.reviewer == "Ana")
    #expect(result.configuration.theme == "light")
    #expect(result.configuration.mouse == true)
    #expect(result.configuration.keys.map(\.command) == ["app.quit", "review.skip"])
  }

  @Test func missingFilesAreNoMistakeAndBrokenOnesAre() throws {
    let temporary = try TemporaryFolder()
    let folders = ConfigurationFolders(personal: temporary.url("nowhere"))
    #expect(ConfigurationLoader.load(workspace: temporary.url("task"), folders: folders).problems == [])
    try temporary.write("task/assay.toml", Data([0x5B, 0xFF, 0xFE]))
    let problems = ConfigurationLoader.load(workspace: temporary.url("task"), folders: folders).problems
    #expect(problems.map(\.description) == ["assay.toml: this is not UTF-8; save it as UTF-8"])
  }

  @Test(arguments: [
    TaskSpecification(name: "plain"),
    TaskSpecification(
      name: "quotes \" and \\ and \u{1} and ümlaut", description: "two\nlines\tand a tab",
      labels: ["a, b", "\"", "三", "emoji 👩‍🚀"],
      dimensions: [Dimension(name: "a.b c", minimum: 0, maximum: 9), Dimension(name: "ok")],
      calibrationTarget: 7, keepAt: 2.5, duplicates: minhash(0.85)),
    TaskSpecification(name: "whole", duplicates: unusualDuplicates(), models: unusualModels()),
    TaskSpecification(
      name: "judged",
      dimensions: [
        Dimension(
          name: "ok", minimum: 0, maximum: 1, description: "Is it \"right\"?", anchors: [0: "no", 1: "yes"])
      ], keepAt: 0.5, models: unusualModels(), judge: "mine", judges: unusualJudges()),
    TaskSpecification(name: "many", labels: (0..<60).map { "label_\($0)" }),
  ])
  func theTemplateIsReadWithoutProblems(task: TaskSpecification) {
    let result = parse(WorkspaceTemplate(task: task).text)
    #expect(result.problems == [])
    var expected = task
    expected.judgeDefaults = task.judges.first ?? task.judgeDefaults
    #expect(result.configuration.task == expected)
  }

  /// A task that says nothing of thresholds gets a file that says nothing of them either: the defaults may change.
  @Test func theTemplateOnlyShowsTheDefaults() {
    let text = WorkspaceTemplate(task: TaskSpecification(name: "plain")).text
    for line in [
      "# threshold = 0.7", "# embedding = \"local\"", "# [models.local]", "# [duplicates.sets.test]",
    ] {
      #expect(text.contains("\n\(line)\n"), "\(line)")
    }
    #expect(parse(text).configuration.task.duplicates.thresholds == [:])
  }

  /// What is commented out must be right too once somebody takes the "# " away.
  @Test func theTemplatesCommentedLinesAreReadWithoutProblems() {
    let lines = WorkspaceTemplate(task: TaskSpecification(name: "plain")).text.split(separator: "\n")
    let commented = /^# (\[[a-z.]+\]|"?[a-z_]+"? = .*)$/
    let text = lines.map { line in line.wholeMatch(of: commented).map { String($0.1) } ?? String(line) }
    let result = parse(
      text.filter { !$0.hasPrefix("anchors") }.joined(separator: "\n"))
    #expect(result.problems == [])
    #expect(result.configuration.task.models.map(\.name) == ["local"])
    #expect(result.configuration.task.judges.map(\.models) == [["local"]])
    #expect(result.configuration.task.duplicates.references.map(\.role) == [.test])
    #expect(result.configuration.task.duplicates.same == ["label"])
  }

  @Test(arguments: ["banking", "dialogues", "instruction-following"])
  func theSamplesConfigurationsHaveNoProblems(sample: String) throws {
    let project = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let folder = project.appendingPathComponent("sample-data/\(sample)")
    let result = ConfigurationLoader.load(
      workspace: folder, folders: ConfigurationFolders(personal: folder.appendingPathComponent("none")))
    #expect(result.problems == [])
    for set in result.configuration.task.duplicates.references {
      #expect(
        FileManager.default.fileExists(atPath: set.file), "\(set.name)")
    }
    #expect(
      result.configuration.task.duplicates.references.map(\.role) == (sample == "banking" ? [.seeds] : []))
  }

  @Test func reviewerNames() throws {
    let environment = ["ASSAY_REVIEWER": "env", "USER": "user"]
    #expect(try ReviewerName.resolve(flag: "flag", configured: "file", environment: environment) == "flag")
    #expect(try ReviewerName.resolve(flag: nil, configured: "file", environment: environment) == "env")
    #expect(try ReviewerName.resolve(flag: nil, configured: "file", environment: ["USER": "user"]) == "file")
    #expect(try ReviewerName.resolve(flag: nil, configured: nil, environment: ["USER": "user"]) == "user")
    #expect(
      try ReviewerName.resolve(flag: nil, configured: nil, environment: ["USER": ""], account: "root")
        == "root")
    #expect(throws: CommandFailure.self) {
      try ReviewerName.resolve(flag: nil, configured: nil, environment: [:], account: "")
    }
    #expect(throws: CommandFailure.self) {
      try ReviewerName.resolve(flag: "a\u{1B}[2J", configured: nil, environment: [:])
    }
  }

  @Test(arguments: [
    ("lables", "labels", 1), ("tsak", "task", 1), ("", "abc", 3), ("abc", "abc", 0), ("ca", "abc", 3),
  ])
  func distances(first: String, second: String, distance: Int) {
    #expect(Spelling.distance(first, second) == distance)
    #expect(Spelling.distance(second, first) == distance)
  }
}

private func minhash(_ threshold: Double) -> DuplicateSettings {
  var settings = DuplicateSettings()
  settings.thresholds[.minhash] = threshold
  return settings
}

private func unusualDuplicates() -> DuplicateSettings {
  var settings = minhash(0.6)
  settings.methods = [.exact, .embedding]
  settings.thresholds[.embedding] = 0.9
  settings.fields = ["text", "out put"]
  settings.same = ["label", "batch"]
  settings.embedding = "far"
  settings.references = [
    ReferenceSet(name: "held out", file: "a b.csv", role: .test),
    ReferenceSet(name: "s", file: "s", role: .other),
  ]
  return settings
}

private func unusualJudges() -> [JudgeSpecification] {
  var first = JudgeSpecification(models: ["far"])
  first.template = "other.mustache"
  first.calls = .separate
  first.samples = 3
  first.temperature = 0.5
  first.reasons = false
  first.shots = "few.jsonl"
  var second = first
  second.name = "two of them"
  second.models = ["far", "near by"]
  second.panel = .majority
  second.scoring = .plain
  second.neighbours = 0
  second.reasons = true
  return [first, second]
}

private func unusualModels() -> [ModelEndpoint] {
  var claude = ModelEndpoint(name: "c", dialect: .anthropic, url: "https://a/v1", model: "c-1")
  claude.connectTimeout = 2.5
  claude.idleTimeout = 20
  claude.answerLimit = 2048
  claude.temperature = 0.25
  claude.maxTokens = 77
  claude.requestsPerMinute = 600
  claude.tokensPerMinute = 90_000.5
  claude.priceIn = 0.0000001
  claude.priceOut = 15
  claude.structure = .schema
  claude.logProbabilities = true
  claude.licence = "L \"2\""
  claude.family = "claude"
  var demo = ModelEndpoint(name: "demo", dialect: .recorded, url: "", model: "m")
  demo.recording = "r.jsonl"
  return [
    claude, demo,
    ModelEndpoint(
      name: "far", url: "https://h/v1", model: "m-1", keyVariable: "KEY", batch: 7, concurrency: 2,
      timeout: 1.5,
      authorities: "ca.pem"), ModelEndpoint(name: "near by", url: "http://localhost:1", model: "x"),
  ]
}
