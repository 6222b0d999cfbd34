import AssayEngine
import AssayGeneration
import AssayModel
import Foundation
import Testing

@testable import AssayCommands

@Suite struct SeedsCommandTests {
  private let files: TemporaryFolder
  private let folder: String

  init() throws {
    files = try TemporaryFolder()
    folder = files.root.path
  }

  private func run(_ arguments: String...) -> Int32 {
    CommandLineEntry.run(["seeds", "check"] + arguments + ["--workspace", folder])
  }

  private static let varied = [
    "Where is it?", "my card never came and I have been waiting for three weeks now, what is going on",
    "Please send a new one.", "Cancel", "Two payments of 30 euros were taken. I made only one! Give it back.",
    "why do you charge a fee when I pay abroad", "It says declined.",
    "Is there a limit on top ups with Apple Pay?",
    "Someone stole my phone yesterday night; the card was in the case. Block everything now, and tell me what to do",
    "how long does a transfer take…",
  ]

  private func lines(_ texts: [String]) -> String {
    texts.map { "{\"text\": \(JSONText.string($0))}\n" }.joined()
  }

  @Test func exitCodesAreFineFindingsOrCannot() throws {
    #expect(run() == 2)
    try files.write("seeds.jsonl", lines(Self.varied))
    #expect(run() == 0)
    #expect(run("--json") == 0)
    let three = try files.write("three.jsonl", lines(Array(Self.varied.prefix(3))))
    #expect(run(three) == 1)
    let empty = try files.write("empty.jsonl", "")
    #expect(run(empty) == 2)
    #expect(run(files.url("missing.jsonl").path) == 2)
    #expect(run("--heldout", files.url("missing.jsonl").path) == 2)
    #expect(run("--heldout", three) == 1)
    #expect(run("--from", "batch:x") == 2)
    #expect(run("--from", "x") == 2)
    #expect(run("--from", "batch:") == 2)
    #expect(run(three, "--from", "batch:x") == 2)
    #expect(run("--map", "nonsense") == 2)
    let pairs = try files.write("pairs.jsonl", "{\"a\": \"x\"}\n")
    #expect(run(pairs) == 2)
    #expect(run(pairs, "--map", "text=a") == 1)
  }

  @Test func aBatchOfTheWorkspaceIsLookedAt() throws {
    let file = try files.write("rows.jsonl", lines(Self.varied))
    #expect(CommandLineEntry.run(["import", "--workspace", folder, "--batch", "mine", file, "--quiet"]) == 0)
    #expect(run("--from", "batch:mine") == 0)
    #expect(run("--from", "batch:other") == 2)
  }

  @Test func theLinesSayTheFiguresAndTheWorstFirst() {
    let samples = ["I am", "I was here", "I know it well", "I see", "I go there now and then", "no"]
      .enumerated().map {
        SeedSample(
          place: "line \($0 + 1)", fields: [TextField(name: "text", text: $1)], label: $0 < 5 ? "a" : "b")
      }
    let report = SeedCheckReport(
      source: "seeds.jsonl", unread: 1,
      heldOut: [SeedCheck.ComparedSet(name: "test.csv", rows: 1_540, matches: 0)],
      report: SeedReport(samples, labels: ["a", "b", "c"]))
    let lines = report.lines
    #expect(lines[0] == "seeds.jsonl: 6 seeds (10 to 20 are wanted, more where there are more labels)")
    #expect(lines[1] == "Not read: 1 line")
    #expect(lines[2] == "Labels: a 5, b 1; 1 without a seed")
    #expect(
      lines[3]
        == "Length: text 1 to 6 words, median 2.5, mean 3.0, standard deviation 1.8, n = 6")
    #expect(lines.contains("Held out: test.csv, 1,540 rows: no seed is like one"))
    #expect(lines.contains("1. 5 of 6 begin with \"I\""))
    #expect(lines.contains("   line 1, line 2, line 3, line 4, line 5"))
    #expect(lines.contains { $0.hasPrefix("5. Remark: none says how hard it is") })
    let wrapped = lines.flatMap { WrappedLine($0).lines(width: 40) }
    let findings = wrapped.drop { !$0.hasPrefix("1. ") }
    #expect(findings.count > 10)
    #expect(findings.allSatisfy { $0.hasPrefix("   ") || $0.first?.isNumber == true }, "numbers stand alone")
  }

  @Test func theShippedSeedsLackTheLabelsThatWereNotGenerated() throws {
    let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let sample = project.appendingPathComponent("sample-data/banking")
    let samples = try SeedReader().rows(of: [sample.appendingPathComponent("seeds.jsonl").path])
    #expect(samples.count == 84)
    let labels = ConfigurationLoader.load(
      workspace: sample, folders: ConfigurationFolders(personal: files.url("none"))
    ).configuration.task.labels
    let report = try SeedCheck(labels: labels, settings: DuplicateSettings()).run(samples).report
    #expect(report.findings.map(\.code) == ["missing-label", "no-difficulty", "no-digits"])
    #expect(report.findings[0].count == 65 && report.findings[0].n == 77)
  }
}
