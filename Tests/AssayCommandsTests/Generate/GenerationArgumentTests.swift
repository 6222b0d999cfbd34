import AssayModel
import Foundation
import Testing

@testable import AssayCommands

/// What stands behind `--labels`, `--difficulty`, `--temperature` and lists.
@Suite struct GenerationArgumentTests {
  private func task(_ labels: String...) -> TaskSpecification {
    TaskSpecification(name: "t", labels: labels)
  }

  private func counts(_ text: String) -> [String: Int]? {
    guard case .counts(let counts) = LabelsArgument(text) else { return nil }
    return Dictionary(uniqueKeysWithValues: counts.map { ($0.label, $0.count) })
  }

  @Test func labelsComeInFourForms() {
    #expect(LabelsArgument("free") == .free)
    #expect(LabelsArgument("balanced") == .balanced)
    #expect(LabelsArgument("like:real.csv") == .like("real.csv"))
    #expect(counts("a=100, b = 50") == ["a": 100, "b": 50])
    // Commas and signs of equality inside of a label.
    #expect(counts("yes, please=10,x=y=3") == ["yes, please": 10, "x=y": 3])
    for text in ["", "like:", "a", "a=", "a=-1", "a=1,b", "a=1,a=2", "a=0", "=3", "balance"] {
      #expect(LabelsArgument(text) == nil, "\(text)")
    }
  }

  @Test func whatIsWrongWithLabelsIsSaid() {
    #expect(LabelsArgument.problem(with: "a=0,b=0").contains("every count is 0"))
    #expect(LabelsArgument.problem(with: "a=-1,b=2") == "a count is 0 or more")
    #expect(LabelsArgument.problem(with: "balance").contains("write balanced, like:FILE, free"))
  }

  @Test func countsAreOfTheTasksLabelsHoweverTheyAreWritten() throws {
    let task = task("lost card", "refund")
    let found = try #require(LabelsArgument("Lost-Card=3,refund=2")).shares(task)
    #expect(found.shares == .counts(["lost card": 3, "refund": 2]))
    let failure = #expect(throws: CommandFailure.self) {
      try #require(LabelsArgument("refnud=2")).shares(task)
    }
    #expect(failure?.message == "--labels: the task has no label \"refnud\"; did you mean \"refund\"?")
    // A task without labels takes any, and cannot be balanced.
    #expect(try #require(LabelsArgument("x=2")).shares(self.task()).shares == .counts(["x": 2]))
    #expect(throws: CommandFailure.self) { try LabelsArgument.balanced.shares(self.task()) }
  }

  @Test func sharesAreThoseOfAFile() throws {
    let files = try TemporaryFolder()
    let rows = [
      ("one", "refund"), ("two", "REFUND"), ("three", "lost-card"), ("four", "weather"), ("five", ""),
    ]
    let csv = try files.write("real.csv", "text,label\n" + rows.map { "\($0),\($1)\n" }.joined())
    let found = try LabelsArgument.like(csv).shares(task("lost card", "refund"))
    #expect(found.shares == .shares(["refund": 2, "lost card": 1]))
    #expect(
      found.warnings == [
        "\(csv): 1 row with 1 label that the task does not have, such as \"weather\", does not count",
        "\(csv): 1 row without a label",
      ])
    let free = try LabelsArgument.like(csv).shares(task())
    #expect(free.shares == .shares(["refund": 1, "REFUND": 1, "lost-card": 1, "weather": 1]))
    let json = try files.write("other.jsonl", "{\"text\": \"a\", \"label\": \"x\"}\nnonsense\n")
    #expect(throws: CommandFailure.self) { try LabelsArgument.like(json).shares(task("refund")) }
    #expect(throws: CommandFailure.self) {
      try LabelsArgument.like(files.url("none.csv").path).shares(task("refund"))
    }
  }

  @Test func difficultiesAreShares() {
    #expect(
      GenerationWords.shares("easy=.3, medium=0.5,hard=.2") == ["easy": 0.3, "medium": 0.5, "hard": 0.2])
    #expect(GenerationWords.shares("easy=1,hard=0") == ["easy": 1])
    func problem(_ text: String) -> String? { GenerateCommand.problem(difficulty: text) }
    for text in ["easy=.3,medium=.5,hard=.2", "easy=1", "easy=.3333,medium=.3333,hard=.3333"] {
      #expect(problem(text) == nil)
    }
    #expect(
      problem("hard=.9,easy=.3")
        == "the shares add up to 1.2, not to 1; write for example easy=0.25,hard=0.75")
    #expect(
      problem("easy=30,medium=50,hard=20")
        == "the shares add up to 100, not to 1; write for example easy=0.3,medium=0.5,hard=0.2")
    #expect(problem("easy=.3,hard=.698")?.hasPrefix("the shares add up to 0.998, not to 1") == true)
    #expect(problem("easy=.3,hard=.6995") == nil)
    for text in ["", "easy", "easy=x", "easy=0", "easy=.5,easy=.5", "easy=-1", "=1", "easy=inf"] {
      #expect(problem(text) == "write shares such as easy=.3,medium=.5,hard=.2")
      #expect(GenerationWords.shares(text) == nil, "\(text)")
    }
  }

  @Test func temperaturesAreOneOrTwo() {
    #expect(GenerationWords.temperature("0.8-1.0") == 0.8...1.0)
    #expect(GenerationWords.temperature(" 1 - 1.5 ") == 1...1.5)
    #expect(GenerationWords.temperature("0.9") == 0.9...0.9)
    for text in ["", "a", "1.0-0.8", "-1", "0-3", "0.1-0.2-0.3"] {
      #expect(GenerationWords.temperature(text) == nil, "\(text)")
    }
  }

  @Test func listsHaveEachOnce() {
    #expect(GenerationWords.list("German, French > Finnish,,German") == ["German", "French > Finnish"])
    #expect(GenerationWords.slip("sarcasn", ["sarcasm"]) == "sarcasm")
    #expect(GenerationWords.slip("sarcasm", ["sarcasm"]) == nil)
    #expect(GenerationWords.slip("sarcasm of a pirate", ["sarcasm"]) == nil)
  }
}
