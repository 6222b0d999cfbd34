import AssayEngine
import AssayModel
import AssayStore
import AssayTesting
import Foundation
import Synchronization
import Testing

/// A run that takes what comes while it goes on.
@Suite struct JudgeFeedTests {
  private func options(_ feed: BatchFeed) -> JudgeRun.Options {
    var options = JudgeTesting.options(selection: .examples([]))
    options.isFresh = false
    options.feed = feed
    options.origin = "pipeline 1, stage 2"
    return options
  }

  private func add(_ numbers: Range<Int>, to workspace: Workspace, batch: String) throws {
    let writer = try workspace.beginImport(name: batch)
    for number in numbers {
      let text = JudgeTesting.text(number)
      _ = try writer.add(
        SampleRows.row(text, label: "x", provenance: Provenance()), contentHash: SampleRows.hash(text))
    }
    _ = try writer.finish()
  }

  @Test func itJudgesWhatComesInItsBatchesAndEndsWithTheFeed() throws {
    let workspace = try JudgeTesting.workspace(5)
    let feed = BatchFeed(workspace)
    feed.add("direct 1")
    // Each answer brings more, until there are 30: nothing of it is there when the run begins.
    try add(100..<101, to: workspace, batch: "direct 1")
    let service = ScriptedService(atOnce: 1) { job, number in
      if number < 29 {
        try add(number + 101..<number + 102, to: workspace, batch: "direct 1")
      } else {
        feed.end()
      }
      return .success(JudgeTesting.answer(job.request))
    }
    let summary = try JudgeTesting.run(workspace, options(feed), service)
    #expect((summary.total, summary.judged) == (30, 30))
    #expect(summary.ending == .finished)
    #expect(try workspace.unjudged(by: summary.judge.id) == (1...5).map { ExampleID($0) })
    let run = try #require(try workspace.run(summary.run))
    #expect(run.progress.total == 30)
    let parameters = try #require(JudgeParameters(json: run.parameters))
    #expect(parameters.origin == "pipeline 1, stage 2")
    #expect(parameters.judgeSelection == nil)
  }

  @Test func whatTheJudgeHasJudgedIsNotAskedAgain() throws {
    let workspace = try JudgeTesting.workspace(8)
    let first = try JudgeTesting.run(
      workspace, JudgeTesting.options(selection: .examples([1, 2, 3].map { ExampleID($0) })),
      ScriptedService())
    let feed = BatchFeed(workspace)
    feed.add((1...8).map { ExampleID($0) })
    feed.end()
    let service = ScriptedService()
    let summary = try JudgeTesting.run(workspace, options(feed), service)
    #expect(summary.judge.id == first.judge.id)
    #expect((summary.total, summary.judged, service.sent.count) == (5, 5, 5))
    #expect(try workspace.wrongOnes(summary.judge) == [])
  }

  /// What was looked through is not looked through again, also where a batch brings nothing.
  @Test func batchesThatComeInTurnsAreHandedOutOnceAndWhole() throws {
    let workspace = try JudgeTesting.workspace(5)
    let feed = BatchFeed(workspace)
    feed.add("direct 1")
    feed.add("late")
    #expect(try feed.next() == [])
    var handed: [ExampleID] = []
    for (numbers, batch) in [(100..<103, "direct 1"), (200..<204, "another"), (300..<302, "late")] {
      try add(numbers, to: workspace, batch: batch)
      handed += try #require(try feed.next())
    }
    feed.add("another")
    feed.end()
    handed += try #require(try feed.next())
    #expect(handed.map(\.rawValue) == [6, 7, 8, 13, 14, 9, 10, 11, 12])
    #expect(try feed.next() == nil)
    #expect(try workspace.examples(inBatch: "nobody's").newest == ExampleID(14))
    let late = try workspace.examples(inBatch: "late", after: ExampleID(13))
    #expect(late.ids == [ExampleID(14)] && late.newest == ExampleID(14))
  }

  @Test func aWishToStopEndsARunThatWaits() throws {
    let workspace = try JudgeTesting.workspace(1)
    let control = RunControl()
    let thread = Thread { control.stop(.graceful) }
    let feed = BatchFeed(workspace)
    thread.start()
    let summary = try JudgeTesting.run(workspace, options(feed), ScriptedService(), control: control)
    #expect(summary.ending == .stopped)
    #expect(try workspace.run(summary.run)?.state == .cancelled)
  }
}
