import AssayModel
import Foundation
import Testing

@testable import AssayCommands

@Suite struct FitnessTests {
  private let base = WorkspaceConfiguration(task: TaskSpecification(name: "base"))

  private func parse(_ text: String) -> ConfigurationLoader.Result {
    ConfigurationLoader.parse(text, name: "assay.toml", kind: .workspace, over: base)
  }

  // MARK: The section

  @Test func theSectionIsRead() {
    let result = parse(
      """
      [fitness]
      risks = ["expert-nuance", "safety-critical"]
      reason = "a doctor reads all of it"
      date = "2026-11-26"
      """)
    #expect(result.problems == [])
    #expect(
      result.configuration.task.fitness
        == Fitness(
          risks: [.expertNuance, .safetyCritical], reason: "a doctor reads all of it", date: "2026-11-26"))
    #expect(parse("[fitness]\nrisks = []\ndate = \"2026-11-26\"").configuration.task.fitness?.risks == [])
    #expect(parse("[task]\nname = \"x\"").configuration.task.fitness == nil)
  }

  @Test func mistakesAreNamedWithTheirLines() {
    let result = parse(
      """
      [fitness]
      risks = ["expert-nuanc"]
      reasons = "x"
      date = "26.11.2026"
      """)
    #expect(
      result.problems.map(\.description) == [
        "assay.toml:2: [fitness] \"risks\": there is no \"expert-nuanc\"; did you mean \"expert-nuance\"?",
        "assay.toml:3: [fitness] unknown key \"reasons\"; did you mean \"reason\"?",
        "assay.toml:4: [fitness] \"date\" must be a day such as \"2026-01-31\", not \"26.11.2026\"",
      ])
    #expect(result.configuration.task.fitness == nil)
    let empty = parse("[fitness]\n").problems.map(\.message)
    #expect(empty.contains { $0.hasPrefix("[fitness] \"risks\" is missing") })
    #expect(empty.contains { $0.hasPrefix("[fitness] \"date\" is missing") })
  }

  @Test(
    arguments: [
      nil, Fitness(risks: [], date: "2026-11-26"),
      Fitness(
        risks: [.safetyCritical, .specificDistribution], reason: "so \"they\"\nsay", date: "2026-01-02"),
      Fitness(risks: [.expertNuance], date: "2026-01-02"),
    ] as [Fitness?])
  func whatIsWrittenIsRead(fitness: Fitness?) {
    var task = TaskSpecification(name: "t")
    task.fitness = fitness
    let result = parse(WorkspaceTemplate(task: task).text)
    #expect(result.problems == [])
    #expect(result.configuration.task.fitness == fitness)
  }

  @Test func anAnswerIsPutIntoAFileThatIsThere() throws {
    let before = "# mine\n[task]\nname = \"x\" # yes\n"
    let first = try FitnessCommand.edited(
      before, Fitness(risks: [.expertNuance], reason: "r", date: "2026-01-02"))
    #expect(first.hasPrefix(before))
    #expect(parse(first).configuration.task.fitness?.reason == "r")
    let second = try FitnessCommand.edited(first, Fitness(risks: [], date: "2026-02-03"))
    #expect(parse(second).configuration.task.fitness == Fitness(risks: [], date: "2026-02-03"))
    #expect(second.contains("# mine"))
    #expect(throws: CommandFailure.self) {
      try FitnessCommand.edited("fitness = { date = \"x\" }", Fitness(risks: [], date: "2026-02-03"))
    }
  }

  // MARK: Options

  private func answers(_ risks: String, _ reason: String? = nil) throws -> Fitness {
    try FitnessAnswers(risks: risks, reason: reason, names: ("--fitness", "--fitness-reason"), date: "d")
      .fitness()
  }

  @Test func optionsAreUnderstood() throws {
    #expect(try answers("none") == Fitness(risks: [], date: "d"))
    #expect(
      try answers(" expert-nuance, safety-critical", " because ")
        == Fitness(risks: [.safetyCritical, .expertNuance], reason: "because", date: "d"))
  }

  @Test(
    arguments: [
      ("", nil, "--fitness is empty"), ("non", nil, "did you mean \"none\"?"),
      ("safety", "x", "there is no risk \"safety\""), ("expert-nuance", nil, "--fitness-reason TEXT"),
      ("expert-nuance", "  ", "--fitness-reason TEXT"),
      ("none,expert-nuance", "x", "there is no risk \"none\""),
    ] as [(String, String?, String)])
  func wrongOptionsAreToldWithWhatToWrite(risks: String, reason: String?, part: String) {
    let failure = #expect(throws: CommandFailure.self) { try answers(risks, reason) }
    #expect(failure?.message.contains(part) == true, "\(failure?.message ?? "")")
  }

  @Test func todayIsADay() {
    #expect(FitnessAnswers.today.count == 10)
    #expect(ModelTermsFile.isDate(FitnessAnswers.today))
  }

  // MARK: Words

  @Test func theSummarySaysWhoDecidedWhat() {
    #expect(Fitness.summary(nil).hasPrefix("nobody was asked"))
    #expect(
      Fitness.summary(Fitness(risks: [], date: "2026-11-26"))
        == "none of the three risks, by the answer of 2026-11-26")
    #expect(
      Fitness.summary(Fitness(risks: [.expertNuance], reason: "a doctor reads it", date: "2026-11-26"))
        == "legal, medical or financial nuance, by the answer of 2026-11-26. Goes on because: a doctor reads it"
    )
    #expect(
      Fitness.summary(Fitness(risks: [.safetyCritical], date: "2026-11-26"))
        .hasSuffix("Nobody has said why to go on with generated data"))
  }

  // MARK: Commands

  private func run(_ folder: String, _ arguments: String...) -> Int32 {
    CommandLineEntry.run(arguments + ["--workspace", folder])
  }

  private func fitness(_ files: TemporaryFolder) throws -> Fitness? {
    parse(try files.read("task/assay.toml")).configuration.task.fitness
  }

  @Test func scriptsAreNeverAskedAndKeepWhatIsThere() throws {
    let files = try TemporaryFolder()
    let folder = files.url("task").path
    #expect(run(folder, "init", "--name", "t") == 0)
    #expect(try fitness(files) == nil)
    #expect(run(folder, "fitness") == 0)
    #expect(run(folder, "fitness", "--risks", "expert-nuance") == 2)
    #expect(run(folder, "fitness", "--reason", "x") == 2)
    #expect(run(folder, "fitness", "--risks", "expert-nuance", "--reason", "read by a doctor") == 0)
    #expect(try fitness(files)?.reason == "read by a doctor")
    #expect(run(folder, "init", "--name", "other", "--force") == 0)
    #expect(try fitness(files)?.reason == "read by a doctor")
    #expect(run(folder, "init", "--force", "--fitness", "none") == 0)
    #expect(try fitness(files)?.risks == [])
    #expect(run(folder, "init", "--force", "--fitness-reason", "x") == 2)
  }

  @Test func fitnessWithoutATaskIsTwo() throws {
    let files = try TemporaryFolder()
    #expect(run(files.url("none").path, "fitness", "--risks", "none") == 2)
    #expect(!files.exists("none/assay.toml"))
  }
}
