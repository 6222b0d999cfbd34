import AssayJudging
import AssayModel
import AssayStore
import Foundation
import Testing

@testable import AssayCommands

/// 0 all good, 1 done with problems, 2 nothing done: scripts rely on them.
@Suite struct ExitCodeTests {
  private let files: TemporaryFolder
  private let folder: String

  init() throws {
    files = try TemporaryFolder()
    folder = files.url("task").path
  }

  private func run(_ arguments: String...) -> Int32 {
    CommandLineEntry.run(arguments + ["--workspace", folder])
  }

  @Test func helpAndVersionAreGood() {
    #expect(CommandLineEntry.run(["--version"]) == 0)
    #expect(CommandLineEntry.run(["--help"]) == 0)
    #expect(CommandLineEntry.run(["help", "import"]) == 0)
    for shell in ["bash", "zsh", "fish"] { #expect(CommandLineEntry.run(["completions", shell]) == 0) }
  }

  @Test(arguments: [
    ["sttus"], ["--no-such-option"], ["import"], ["export"], ["export", "nonsense"],
    ["export", "scores", "--format", "chat"],
    ["export", "all", "--with-reasons"], ["export", "all", "--min-confidence", "101"],
    ["export", "scores", "--min-confidence", "50"], ["status", "--jsn"],
    ["dedupe", "--threshold", "2"], ["dedupe", "--threshold", "0"], ["import", "-", "-"],
    ["import", "x", "--map", "text"], ["completions", "csh"], ["themes", "no-such-theme"],
    ["judge", "--only", "some"], ["judge", "--only", "filter"],
    ["judge", "--only", "all", "--filter", "score<3"], ["judge", "--samples", "0"],
    ["judge", "--budget", "-1"],
    ["judge", "--concurrency", "2000"], ["judge", "--batch-out", "a", "--batch-in", "b"],
    ["judge", "--batch-in", "-", "--batch-in", "-"], ["judge", "--shard-requests", "5"],
    ["judge", "--batch-out", "-"], ["judge", "--dry-run", "--batch-out", "a"],
    ["judge", "--record", "a", "--batch-in", "b"], ["runs", "cancel"], ["runs", "pause", "x"],
    ["runs", "list", "--limit", "0"], ["runs", "concurrency", "1", "5000"],
  ])
  func wrongUsageIsTwo(arguments: [String]) {
    #expect(CommandLineEntry.run(arguments) == 2)
  }

  @Test func withoutAWorkspaceNothingIsDone() {
    #expect(run() == 2)
    #expect(run("status") == 2)
    #expect(run("export", "all") == 2)
    #expect(run("dedupe") == 2)
    #expect(run("judge") == 2)
    #expect(run("runs") == 2)
    #expect(run("runs", "cancel", "1") == 2)
    #expect(!files.exists("task"))
  }

  @Test func initNeverOverwrites() throws {
    #expect(run("init", "--name", "mine", "--labels", "a, b,", "--dimensions", "clarity") == 0)
    let text = try files.read("task/assay.toml")
    let base = WorkspaceConfiguration(task: TaskSpecification(name: "base"))
    let result = ConfigurationLoader.parse(text, name: "assay.toml", kind: .workspace, over: base)
    #expect(result.problems == [])
    #expect(result.configuration.task.name == "mine")
    #expect(result.configuration.task.labels == ["a", "b"])
    #expect(result.configuration.task.dimensions == [Dimension(name: "clarity")])
    #expect(run("init", "--name", "other") == 2)
    #expect(try files.read("task/assay.toml") == text)
    #expect(run("init", "--name", "other", "--force") == 0)
    #expect(try files.read("task/assay.toml") != text)
    #expect(run("init", "--force", "--labels", "a,a") == 2)
  }

  @Test func initWritesThePromptAndNeverOverOne() throws {
    #expect(run("init", "--name", "mine") == 0)
    #expect(try files.read("task/judge.mustache") == JudgePrompt.defaultTemplate)
    try files.write("task/judge.mustache", "my own {{example}}")
    #expect(run("init", "--name", "mine", "--force") == 0)
    #expect(try files.read("task/judge.mustache") == "my own {{example}}")
    #expect(run("init", "--prompt") == 2)
    try FileManager.default.removeItem(at: files.url("task/judge.mustache"))
    #expect(run("init", "--prompt") == 0)
    #expect(try files.read("task/judge.mustache") == JudgePrompt.defaultTemplate)
  }

  @Test func judgingWithoutAJudgeIsTwoAndStartsNoRun() throws {
    let good = try files.write("good.jsonl", "{\"id\": \"a\", \"text\": \"one\"}\n")
    #expect(run("import", good) == 0)
    #expect(run("judge") == 2)
    #expect(run("judge", "--dry-run") == 2)
    #expect(try Workspace.open(at: folder) { _, _, _ in ([], []) }.runs(limit: 5) == [])
    #expect(run("runs") == 0)
    #expect(run("runs", "--json") == 0)
    #expect(run("runs", "pause", "7") == 2)
  }

  @Test func imports() throws {
    let good = try files.write("good.jsonl", "{\"id\": \"a\", \"text\": \"one\"}\n")
    let mixed = try files.write("mixed.jsonl", "{\"id\": \"b\", \"text\": \"two\"}\nnonsense\n")
    let bad = try files.write("bad.jsonl", "{\"number\": 1}\n")
    let empty = try files.write("empty.jsonl", "")
    let missing = files.url("missing.jsonl").path
    #expect(run("import", good) == 0)
    #expect(run("import", good) == 0)
    #expect(run("import", mixed, "--quiet") == 1)
    #expect(run("import", bad, "--json") == 2)
    #expect(run("import", missing) == 2)
    #expect(run("import", empty) == 2)
    #expect(run("import", missing, good) == 1)
    #expect(run("import", bad, good, "--strict") == 2)
    #expect(run("status", "--json") == 0)
    #expect(run("dedupe", "--threshold", "1", "--json") == 0)
  }

  @Test func whoHasDescribedTheTaskIsNotToldToDoSoAgain() throws {
    let folder = files.url("task").path
    #expect(Beginning.sentence(folder: folder).contains("assay init --workspace \(folder)"))
    try files.write("task/assay.toml", "[task]\nname = \"task\"\n")
    let sentence = Beginning.sentence(folder: folder)
    #expect(!sentence.contains("assay init"))
    #expect(sentence.contains("To begin:\n  assay import --workspace \(folder) examples.jsonl"))
  }

  @Test func aMistypedFileLeavesNoWorkspaceBehind() throws {
    #expect(run("import", files.url("missing.jsonl").path) == 2)
    #expect(!FileManager.default.fileExists(atPath: files.url("task/assay.db").path))
  }

  @Test func exportsNeverOverwrite() throws {
    let good = try files.write("good.jsonl", "{\"id\": \"a\", \"text\": \"one\"}\n")
    let output = files.url("out.csv").path
    #expect(run("import", good) == 0)
    #expect(run("export", "all", "-o", output) == 0)
    // The name says which format.
    #expect(try files.read("out.csv") == "id,text,batch\na,one,good\n")
    #expect(run("export", "all", "-o", output) == 2)
    #expect(run("export", "all", "-o", output, "--format", "jsonl", "--force") == 0)
    #expect(try files.read("out.csv") == "{\"id\": \"a\", \"text\": \"one\", \"batch\": \"good\"}\n")
    #expect(run("export", "calibration") == 0)
  }

  @Test func aWrongConfigurationStopsBeforeAnythingIsDone() throws {
    try files.write("task/assay.toml", "[task]\nlables = []\n")
    let good = try files.write("good.jsonl", "{\"id\": \"a\", \"text\": \"one\"}\n")
    #expect(run("import", good) == 2)
    #expect(!files.exists("task/assay.db"))
    #expect(run("doctor") == 1)
    #expect(run("doctor", "--json") == 1)
  }
}
