import AssayModel
import AssayTesting
import Foundation
import Testing

@testable import AssayStore

@Suite struct JudgeVersionTests {
  private let workspace: Workspace

  init() throws { workspace = try temporaryWorkspace() }

  @Test func theSameFingerprintIsTheSameVersion() throws {
    let first = try workspace.sampleJudge(1)
    #expect(first.name == "judge v1" && first.dimensions == ["accuracy", "clarity"] && first.count == 0)
    let revision = try workspace.revision()
    #expect(try workspace.sampleJudge(1) == first)
    #expect(try workspace.revision() == revision)
    #expect(try workspace.sampleJudge(2).name == "judge v2")
    #expect(try workspace.revision() > revision)
    #expect(try workspace.sampleJudge(3, name: "strict").name == "strict v1")
    #expect(try workspace.judges().map(\.name) == ["judge v1", "judge v2", "strict v1"])
    #expect(try workspace.integrityProblems().isEmpty)
  }

  @Test func theDefinitionComesBack() throws {
    let judge = try workspace.sampleJudge(1)
    let stored = try #require(try workspace.judgeDefinition(judge.id))
    #expect(stored.definition == JudgingSamples.definition(task: "task 1") && stored.at == 5)
    try workspace.load([SampleRows.row("one", judgements: [SampleRows.judgement(["a": 1], by: "imported")])])
    let imported = try #require(try workspace.judges().last)
    #expect(try workspace.judgeDefinition(imported.id) == nil)
  }

  @Test func importedNamesArePassedOver() throws {
    try workspace.load([
      SampleRows.row(
        "one", judgements: ["judge v1", "judge v2 · small"].map { SampleRows.judgement(["a": 1], by: $0) })
    ])
    let panel = try workspace.sampleJudge(1)
    #expect(panel.name == "judge v2")
    let member = try workspace.judgeVersion(
      for: JudgingSamples.definition(), fingerprint: JudgingSamples.hash(9), name: "judge", at: 1,
      memberOf: panel.id)
    #expect(member.name == "judge v2 · small (2)")
  }

  @Test func membersOfAPanelGoByItsNameAndTakeNoNumber() throws {
    let panel = try workspace.sampleJudge(1)
    let members = try ["small", "large"].enumerated().map { place, model in
      try workspace.judgeVersion(
        for: JudgingSamples.definition(model: model), fingerprint: JudgingSamples.hash(10 + place),
        name: "judge", at: 1, memberOf: panel.id)
    }
    #expect(members.map(\.name) == ["judge v1 · small", "judge v1 · large"])
    #expect(try workspace.members(ofPanel: panel.id) == members.map(\.id))
    #expect(try workspace.members(ofPanel: members[0].id).isEmpty)
    #expect(try workspace.sampleJudge(2).name == "judge v2")
    #expect(throws: WorkspaceError.unknownJudge(99)) {
      try workspace.judgeVersion(
        for: JudgingSamples.definition(), fingerprint: JudgingSamples.hash(20), name: "judge", at: 1,
        memberOf: JudgeID(99))
    }
  }

  @Test func twoProcessesThatAskAtOnceGetTheSame() throws {
    let folder = try TemporaryFolder()
    let workspaces = [try create(folder), try open(folder)]
    let lock = NSLock()
    nonisolated(unsafe) var names: [Int: Set<String>] = [:]
    DispatchQueue.concurrentPerform(iterations: 8) { turn in
      for number in 1...20 {
        let name = (try? workspaces[turn % 2].sampleJudge(number).name) ?? "failed"
        lock.withLock { _ = names[number, default: []].insert(name) }
      }
    }
    #expect(names.values.allSatisfy { $0.count == 1 })
    #expect(Set(names.values.joined()) == Set((1...20).map { "judge v\($0)" }))
  }
}
