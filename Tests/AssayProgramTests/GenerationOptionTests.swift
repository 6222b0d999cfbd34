import Foundation
import Testing

/// What stands behind options of commands that send something is taken as meant, or refused by name.
@Suite struct GenerationOptionTests {
  private let workspace: GenerateWorkspace

  init() throws { workspace = try GenerateWorkspace(nil) }

  private func refusal(_ arguments: [String]) throws -> String {
    let output = try workspace.run(arguments)
    #expect(output.code == 2, "\(output)")
    return output.error
  }

  @Test(arguments: [
    ["generate"], ["augment", "--technique", "paraphrase"], ["run", "pipeline.toml"], ["judge"],
  ]) func aBudgetIsAPositiveAmount(command: [String]) throws {
    for said in ["-1", "0", "-0.5", "inf"] {
      let error = try refusal(command + ["--budget", said])
      #expect(error.contains("--budget must be a positive amount, such as 2.50, not \(said)\n"))
    }
  }

  @Test func numbersBelowZeroAreReadAsNumbers() throws {
    #expect(
      try refusal(["generate", "--count", "-5"]).contains("--count must be from 1 to 1,000,000, not -5"))
    #expect(
      try refusal(["generate", "--per-call", "-1"]).contains("--per-call must be from 1 to 200, not -1"))
    #expect(try refusal(["generate", "--temperature", "-1"]).contains("a number from 0 to 2"))
    #expect(try refusal(["generate", "--seed", "-1"]).contains("'-1' is invalid"))
    #expect(
      try refusal(["augment", "--technique", "paraphrase", "--per-parent", "-2"])
        .contains("--per-parent must be from 1 to 100, not -2"))
  }

  @Test func whatWouldBeLeftOutInSilenceIsRefused() throws {
    #expect(
      try refusal(["generate", "--technique", "edge-case", "--variants", " , "])
        .contains("--variants is empty"))
    #expect(try refusal(["generate", "--wish", " "]).contains("--wish is empty"))
    #expect(
      try refusal(["augment", "--technique", "back-translation", "--pivots", ","])
        .contains("--pivots is empty"))
    #expect(try refusal(["generate", "--labels", "refund=0"]).contains("every count is 0"))
    for option in [["--labels", "balanced"], ["--difficulty", "hard=1"]] {
      let error = try refusal(["generate", "--technique", "instruction-following"] + option)
      #expect(error.contains("leave \(option[0]) away"))
    }
  }

  @Test(arguments: [
    (
      "generate", ["direct", "instruction-following", "edge-case", "evaluation-set"],
      ["paraphrase", "adversarial"]
    ),
    ("augment", ["paraphrase", "distillation", "adversarial"], ["direct", "edge-case", "evaluation-set"]),
  ]) func eachCommandListsItsOwnTechniques(command: String, own: [String], foreign: [String]) throws {
    let error = try refusal([command, "--technique", "foo"])
    #expect(own.allSatisfy { error.contains("'\($0)'") })
    #expect(!foreign.contains { error.contains("'\($0)'") })
    let help = try workspace.run(command, "--help").out
    let options = try #require(help.range(of: "--technique <name>", options: .backwards))
    let values = help[options.upperBound...].prefix(while: { $0 != ")" })
    #expect(own.allSatisfy { values.contains($0) })
    #expect(!foreign.contains { values.contains($0) })
  }
}
