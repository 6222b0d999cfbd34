import AssayEngine
import AssayFormats
import AssayModel
import AssayStore
import AssayWorkbench
import Foundation
import Testing

@testable import AssayCommands

/// What is written to a workspace reaches the screen, whichever process wrote it.
@Suite struct ChangeWatcherTests {
  private struct Fixture {
    let folder: TemporaryFolder
    let workspace: Workspace
    /// Another process's view of the same file.
    let other: Workspace
    let inbox: Inbox
    let scores: ScoreWatcher
    let watcher: ChangeWatcher

    init() throws {
      folder = try TemporaryFolder()
      let path = folder.root.path
      let rows = try folder.write(
        "rows.jsonl", (1...5).map { "{\"text\": \"text \($0)\"}" }.joined(separator: "\n"))
      workspace = try Workspace.create(at: path, bodyReader: RowReader.bodyReader)
      _ = try ImportRun(workspace: workspace, sources: [.file(rows)]).run()
      other = try Workspace.open(at: path, bodyReader: RowReader.bodyReader)
      inbox = try Inbox()
      scores = ScoreWatcher(workspace: workspace, inbox: inbox)
      watcher = try ChangeWatcher(
        workspace: workspace, inbox: inbox, scores: scores, last: DecisionID(0),
        facts: WorkspaceFacts(
          folder: path, count: try workspace.exampleCount(), batches: [], judges: try workspace.judges(),
          labels: []), isTimed: false)
    }

    func judge() throws -> JudgeVersion {
      let definition = JudgeDefinition(
        specification: JudgeSpecification(models: ["m"]),
        models: [.init(endpoint: "m", model: "model", family: "model")], template: "", task: "", labels: [],
        dimensions: [Dimension(name: "accuracy")])
      return try other.judgeVersion(
        for: definition, fingerprint: Array(repeating: 7, count: 32), name: "judge", at: 0)
    }

    func record(_ judge: JudgeVersion, _ scores: [(Int64, Double?)], run: (RunID, RunProgress)? = nil) throws
    {
      try other.record(
        JudgingResult(
          judgements: scores.map { id, value in
            (
              judge.id, ExampleID(id),
              Judgement(
                judge: judge.name, scores: [DimensionScore(dimension: "accuracy", value: value)],
                failure: value == nil ? "no number" : nil)
            )
          }, run: run.map { (id: $0.0, progress: $0.1) }), at: 1)
    }
  }

  private func scored(_ actions: [Action]) -> [ScoreBatch.Score] {
    actions.flatMap { action -> [ScoreBatch.Score] in
      if case .scored(let batch) = action { batch.scores } else { [] }
    }
  }

  private func runs(_ actions: [Action]) -> [Run] {
    actions.flatMap { action -> [Run] in
      if case .runsRead(let runs, isAll: false) = action { runs } else { [] }
    }
  }

  @Test func scoresOfTheShownJudgeComeOnceAndInOrder() throws {
    let fixture = try Fixture()
    let judge = try fixture.judge()
    fixture.scores.show(judge.id, after: try fixture.workspace.lastScoreSerial()) {}
    fixture.watcher.look()
    _ = fixture.inbox.takeAll()
    try fixture.record(judge, [(1, 4), (2, 2)])
    fixture.watcher.look()
    #expect(scored(fixture.inbox.takeAll()).map(\.mean) == [4, 2])
    try fixture.record(judge, [(1, 5), (3, nil)])
    fixture.watcher.look()
    let second = scored(fixture.inbox.takeAll())
    #expect(second.map(\.example) == [ExampleID(1), ExampleID(3)])
    #expect(second[0].mean == 5 && second[1].mean.isNaN)
    fixture.watcher.look()
    #expect(scored(fixture.inbox.takeAll()).isEmpty)
  }

  @Test func whatWasScoredWhileColumnsWereReadIsNotMissed() throws {
    let fixture = try Fixture()
    let judge = try fixture.judge()
    let serial = try fixture.workspace.lastScoreSerial()
    try fixture.record(judge, [(4, 3)])
    fixture.scores.show(judge.id, after: serial) {}
    fixture.watcher.look()
    #expect(scored(fixture.inbox.takeAll()).map(\.example) == [ExampleID(4)])
  }

  private func importMore(_ texts: [String], _ fixture: Fixture) throws {
    let rows = try fixture.folder.write(
      "more.jsonl", texts.map { "{\"text\": \"\($0)\"}" }.joined(separator: "\n"))
    _ = try ImportRun(workspace: fixture.other, sources: [.file(rows)]).run()
  }

  @Test func newExamplesAreToldAsGrowthWithTheirBatch() throws {
    let fixture = try Fixture()
    fixture.watcher.look()
    _ = fixture.inbox.takeAll()
    try importMore(["six", "seven"], fixture)
    fixture.watcher.look()
    let grown = fixture.inbox.takeAll().compactMap { action -> WorkspaceFacts? in
      if case .workspaceChanged = action { Issue.record("nothing else has changed") }
      return if case .workspaceGrown(let facts) = action { facts } else { nil }
    }
    #expect(grown.map(\.count) == [7])
    #expect(grown.first?.batches.map(\.count) == [5, 2])
    fixture.watcher.look()
    #expect(!fixture.inbox.takeAll().contains { if case .workspaceGrown = $0 { true } else { false } })
  }

  @Test func newExamplesBesideANewJudgeAreNoMereGrowth() throws {
    let fixture = try Fixture()
    fixture.watcher.look()
    _ = fixture.inbox.takeAll()
    try importMore(["six"], fixture)
    _ = try fixture.judge()
    fixture.watcher.look()
    let changed = fixture.inbox.takeAll().compactMap { action in
      if case .workspaceChanged(let facts) = action { facts.count } else { nil }
    }
    #expect(changed == [6])
  }

  @Test func aNewJudgeAndItsCountAreTold() throws {
    let fixture = try Fixture()
    let judge = try fixture.judge()
    fixture.watcher.look()
    let first = fixture.inbox.takeAll()
    #expect(
      first.contains { action in
        if case .workspaceChanged(let facts) = action {
          facts.judges.map(\.name) == ["judge v1"]
        } else {
          false
        }
      })
    try fixture.record(judge, [(1, 4), (2, 2)])
    fixture.watcher.look()
    let counts = fixture.inbox.takeAll().compactMap { action in
      if case .judgesRead(let judges) = action { judges.map(\.count) } else { nil }
    }
    #expect(counts == [[2]])
  }

  @Test func runsOfAnotherProcessAreFollowedToTheirEnd() throws {
    let fixture = try Fixture()
    let judge = try fixture.judge()
    let now = Int64(Date().timeIntervalSince1970 * 1_000)
    let id = try fixture.other.beginRun(kind: .judge, title: "judge v1 · model", parameters: "{}", at: now)
    fixture.watcher.look()
    #expect(runs(fixture.inbox.takeAll()).map(\.state) == [.running])
    var progress = RunProgress()
    progress.total = 5
    progress.done = 2
    try fixture.record(judge, [(1, 4), (2, 2)], run: (id, progress))
    fixture.watcher.look()
    #expect(runs(fixture.inbox.takeAll()).map(\.progress.done) == [2])
    fixture.watcher.look()
    #expect(runs(fixture.inbox.takeAll()).isEmpty, "nothing has changed")
    progress.done = 5
    try fixture.other.updateRun(id, state: .finished, progress: progress, at: now + 5)
    fixture.watcher.look()
    #expect(runs(fixture.inbox.takeAll()).map(\.state) == [.finished])
  }
}
