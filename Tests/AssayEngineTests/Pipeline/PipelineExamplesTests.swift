import AssayEngine
import AssayFormats
import AssayModel
import AssayStatistics
import AssayStore
import AssayTesting
import Foundation
import Testing

@Suite struct PipelineExamplesTests {
  /// Seeds 1 to 3, a batch 4 to 9; a judge that keeps even numbers; clusters as given.
  private func setting(clusters: [[Int64]] = []) throws -> (Workspace, Pipeline) {
    let workspace = try Workspace.temporary(bodyReader: RowReader.bodyReader)
    for (batch, numbers) in [("seeds", 1...3), ("direct 1", 4...9)] {
      let writer = try workspace.beginImport(name: batch)
      for number in numbers {
        let text = "text \(number)"
        var row = SampleRows.row(text, label: "x")
        row.judgements = [
          Judgement(judge: "old", scores: [DimensionScore(dimension: "a", value: number % 2 == 0 ? 5 : 1)])
        ]
        _ = try writer.add(row, contentHash: SampleRows.hash(text))
      }
      _ = try writer.finish()
    }
    try workspace.replaceClusters(
      clusters.map { members in
        Cluster(
          id: ClusterID(members.min() ?? 0), method: "minhash", threshold: 0.8,
          members: members.map { Cluster.Member(example: ExampleID($0), similarity: 1) })
      })
    let definition = PipelineDefinition(
      name: "p",
      stages: [
        PipelineStage(name: "seeds", work: .seeds(SeedsStage(file: "s"))),
        PipelineStage(name: "generate", work: .generate(GenerateStage(technique: .direct, count: 6))),
        PipelineStage(name: "judge", work: .judge(JudgeStage())),
        PipelineStage(name: "dedupe", work: .dedupe),
        PipelineStage(name: "sample", work: .sample(SampleStage(count: 2))),
      ])
    var figures = [StageFigures(), StageFigures(), StageFigures()]
    (figures[0].batch, figures[1].batch, figures[2].judge) = ("seeds", "direct 1", "old")
    let pipeline = try workspace.beginPipeline(
      definition,
      taking: zip(definition.stages, figures).map { StageRecord(name: $0.name, state: .done, figures: $1) },
      at: 1)
    return (workspace, pipeline)
  }

  private func numbers(_ ids: [ExampleID]) -> [Int64] { ids.map(\.rawValue) }

  @Test func aJudgeLetsPassWhatItKeeps() throws {
    let (workspace, pipeline) = try setting()
    let examples = try PipelineExamples(workspace, pipeline, keepAt: 4)
    #expect(numbers(try examples.left(by: 0)) == [1, 2, 3])
    #expect(numbers(try examples.incoming(to: 2)) == [4, 5, 6, 7, 8, 9])
    #expect(numbers(try examples.left(by: 2)) == [4, 6, 8])
    #expect(numbers(try examples.incoming(to: 4)) == [4, 6, 8])
    #expect(numbers(try examples.generated(before: 4)) == [4, 5, 6, 7, 8, 9])
  }

  @Test func seedsAreThoseOfTheStagesBefore() throws {
    let (workspace, pipeline) = try setting()
    let examples = try PipelineExamples(workspace, pipeline, keepAt: 4)
    #expect(numbers(try examples.seeds(before: 4)) == [1, 2, 3])
    #expect(try examples.seeds(before: 0) == [])
  }

  @Test func aStageSaysHowItsLastRunEnded() throws {
    var (workspace, pipeline) = try setting()
    pipeline.records[2].state = .begun
    func funnel() throws -> Funnel { try Funnel(pipeline, StageAccounts(workspace, pipeline, keepAt: 4)) }
    #expect(try funnel().brokenOff == nil)
    let origin = pipeline.origin(ofStage: 2)
    let parameters = """
      {"judge": "j", "fingerprint": "", "selection": "feed", "isFresh": false, "samples": 1, \
      "includesProbes": false, "origin": "\(origin)"}
      """
    let now = Int64(Date().timeIntervalSince1970 * 1000)
    let run = try workspace.beginRun(kind: .judge, title: "t", parameters: parameters, at: now)
    #expect(try funnel().isRunning)
    #expect(try funnel().brokenOff == nil)
    try workspace.updateRun(run, state: .budgetSpent, progress: RunProgress(), at: now)
    #expect(try funnel().rows[2].brokenOff == .budgetSpent)
    #expect(try funnel().brokenOff == .budgetSpent)
    // Another run goes on with it and comes to its end, and so does the stage.
    let next = try workspace.beginRun(kind: .judge, title: "t", parameters: parameters, at: now)
    try workspace.updateRun(next, state: .finished, progress: RunProgress(), at: now)
    #expect(try funnel().brokenOff == nil)
  }

  @Test func ofAClusterOneIsLeftAndNoneWhereItHasASeed() throws {
    // 8 stands for 4 and 6; 5 and 7 were dropped by the judge.
    let (workspace, pipeline) = try setting(clusters: [[8, 4, 6], [5, 7]])
    let examples = try PipelineExamples(workspace, pipeline, keepAt: 4)
    let distinct = try examples.withoutCopies(examples.incoming(to: 3))
    #expect(numbers(distinct.left) == [8])
    #expect((distinct.copies, distinct.clusters) == (2, 1))

    let (other, seeded) = try setting(clusters: [[2, 4], [9, 6]])
    let among = try PipelineExamples(other, seeded, keepAt: 4)
    let left = try among.withoutCopies(among.incoming(to: 3))
    // 4 is like a seed; of 6 and 9 only 6 came so far, so it is nobody's copy here.
    #expect(numbers(left.left) == [6, 8])
    #expect((left.copies, left.clusters) == (1, 1))
  }

  @Test func theFunnelIsWhatIsWrittenDown() throws {
    let (workspace, pipeline) = try setting()
    let accounts = try StageAccounts(workspace, pipeline, keepAt: 4)
    let judged = try accounts.judged(2)
    #expect((judged.incoming, judged.kept, judged.failed) == (6, 3, 0))
    #expect(judged.rule == "mean >= 4")
    var done = pipeline
    done.records[2].figures = judged
    let funnel = try Funnel(done, StageAccounts(workspace, done, keepAt: 4))
    #expect(funnel.rows[2].share?.value == 0.5)
    #expect(funnel.rows[3].figures == nil)
    #expect(!funnel.isDone)
  }

  @Test func aPipelineIsFoundAgainByItsNameAndItsStages() throws {
    let (workspace, pipeline) = try setting()
    guard case .goesOn(let found) = try PipelineStart.find(pipeline.definition, workspace) else {
      Issue.record("it has begun and is not done")
      return
    }
    #expect(found == pipeline)
    var other = pipeline.definition
    other.name = "q"
    guard case .new = try PipelineStart.find(other, workspace) else {
      Issue.record("there is none of this name")
      return
    }
    var changed = pipeline.definition
    changed.stages[1].work = .generate(GenerateStage(technique: .direct, count: 7))
    guard case .changed(_, 1, ["count was 6 and is 7"]) = try PipelineStart.find(changed, workspace) else {
      Issue.record("the second stage has changed")
      return
    }
    // What waits may become something else.
    var later = pipeline.definition
    later.stages[4].work = .sample(SampleStage(count: 3))
    guard case .goesOn = try PipelineStart.find(later, workspace) else {
      Issue.record("the last stage has not begun")
      return
    }
    later.stages.removeLast(1)
    #expect(try workspace.updatePipeline(pipeline.id, later).map(\.name) == later.stages.map(\.name))
  }

  @Test func seedsOfStagesDiffer() {
    let stages = (0..<3).map { PipelineStage(name: "\($0)", work: .dedupe) }
    let seeds = (1...50 as ClosedRange<Int64>).flatMap { id in
      let pipeline = Pipeline(
        id: id, definition: PipelineDefinition(name: "p", stages: stages), startedAt: 0, records: [])
      return (0..<3).map { pipeline.seed(ofStage: $0) }
    }
    #expect(Set(seeds).count == 150)
    #expect(seeds.allSatisfy { $0 < 1 << 53 })
  }
}
