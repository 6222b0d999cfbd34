import AssayEngine
import AssayFormats
import AssayModel
import AssayStore
import Foundation
import Testing

@testable import AssayCommands

@Suite struct ProbesCommandTests {
  private let workspace: Workspace
  private let probes: [Probe]
  private let task = TaskSpecification(name: "test")

  init() throws {
    workspace = try Workspace.temporary(bodyReader: RowReader.bodyReader)
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "assay-\(UUID().uuidString).jsonl")
    let lines = (0..<40).map {
      "{\"id\": \"row-\($0)\", \"text\": \"the text of row number \($0), which is long enough\", \"truth\": {\"verdict\": \"accept\"}}"
    }
    try Data(lines.joined(separator: "\n").utf8).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    _ = try ImportRun(workspace: workspace, sources: [.file(path.path)]).run()
    let run = ProbeRun(
      workspace: workspace,
      options: ProbeRun.Options(count: 12, kinds: [.garbled, .repeated, .nearCopy], seed: 1))
    probes = try run.write(try run.draft(), at: 1)
  }

  private func decide(_ action: Decision.Action, _ ids: [ExampleID]) throws {
    try workspace.append(ids.map { NewDecision(example: $0, action: action) }, reviewer: "ana", at: 1_000)
  }

  @Test func kindsAreReadAsPeopleWriteThem() throws {
    #expect(
      try ProbesMakeCommand.faults("near-label,altered_fact,Off Topic") == [
        .nearLabel, .alteredFact, .offTopic,
      ])
    #expect(try ProbesMakeCommand.faults(nil).count == 11)
    #expect(throws: (any Error).self) { try ProbesMakeCommand.faults("subtle") }
    #expect(throws: (any Error).self) { try ProbesMakeCommand.faults("nonsense") }
  }

  @Test func statusCountsWhoCaughtWhat() throws {
    let caught = probes.filter { $0.fault != .nearCopy }
    try decide(.reject, caught.dropLast().map(\.example))
    try decide(
      .accept, [caught[caught.count - 1].example] + probes.filter { $0.fault == .nearCopy }.map(\.example))
    let status = try ProbeStatus(workspace: workspace, task: task, withMisses: true)
    let ana = try #require(status.reviewers.first)
    #expect(ana.knownBad.n == 4 && ana.knownBad.right == 3)
    #expect(ana.misses?.count == 1 && ana.misses?.first?.detail == caught.last?.detail)
    #expect(status.lines.contains { $0.contains("reviewer ana: caught 3 of 4 known-bad (75 %, 30-95)") })
    #expect(status.lines.contains("No judge has judged any yet: assay judge"))
    let quiet = try ProbeStatus(workspace: workspace, task: task)
    #expect(quiet.reviewers.first?.misses == nil)
    #expect(!quiet.lines.contains { line in probes.contains { line.contains($0.detail) } })
  }

  @Test func aWorkspacesStatusSpeaksOfDataAndOfTheReviewer() throws {
    try decide(.reject, probes.map(\.example))
    let status = try WorkspaceStatus(
      workspace: workspace, folder: ".", task: TaskSpecification(name: "test"))
    #expect(status.examples == 40 && status.undecided == 40 && status.decisions == 0)
    #expect(status.lines.contains { $0.hasPrefix("Probes: ana caught 4 of 4 known-bad") })
  }

  @Test func aWordOnAProbeNamesItByTheBeginningOfItsKey() throws {
    let key = try #require(try workspace.keys(of: [probes[0].example])[probes[0].example])
    #expect(try ProbeVerdict.give(.discarded, keys: [key], workspace) == 1)
    #expect(try workspace.probes().count { $0.status == .discarded } == 1)
    #expect(throws: CommandFailure.self) { try ProbeVerdict.give(.confirmed, keys: ["row-"], workspace) }
    #expect(throws: CommandFailure.self) {
      try ProbeVerdict.give(.confirmed, keys: [key, "nobody"], workspace)
    }
    #expect(try workspace.probes().count { $0.status == .discarded } == 1, "all or none")
    let status = try ProbeStatus(workspace: workspace, task: task)
    #expect(status.discarded == 1 && status.knownBad == 5)
  }

  @Test func aMissingModelIsNamed() {
    var task = TaskSpecification(name: "test")
    task.models = [ModelEndpoint(name: "local", url: "http://localhost/v1", model: "m")]
    #expect {
      _ = try SubtleStep(
        task: task, folder: URL(fileURLWithPath: "/"), environment: [:], model: "locl", budget: nil)
    } throws: { "\($0)".contains("did you mean \"local\"?") }
  }
}
