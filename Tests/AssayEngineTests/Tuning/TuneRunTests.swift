import AssayCalibration
import AssayEngine
import AssayJudging
import AssayModel
import AssayStatistics
import AssayStore
import Foundation
import Synchronization
import Testing

@Suite struct TuneRunTests {
  private func tune(
    _ workspace: Workspace, _ options: TuneRun.Options, _ service: any ChatService,
    control: RunControl = RunControl()
  ) throws -> TuneSummary {
    var options = options
    // As the command does.
    options.began = try options.began ?? TuneRun.unfinished(options, workspace)
    return try TuneRun(workspace: workspace, options: options).run(service: service, control: control)
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func knownErrorsAreFoundCuredProvenAndAdopted(_ seed: UInt64) throws {
    let workspace = try TuneTesting.workspace(160)
    let adoptions = NotedAdoptions()
    var options = TuneTesting.options(workspace, seed: seed, adopter: adoptions)
    options.rounds = 8
    let summary = try tune(workspace, options, TuneTesting.service())

    guard case .decided(let decision) = summary.result else {
      Issue.record("no decision: \(summary.sentence)")
      return
    }
    #expect(decision.outcome == .better, "\(summary.sentence)")
    #expect(decision.challenger.errors < decision.incumbent.errors / 2)
    let winner = try #require(summary.winner)
    let rules = winner.measured.candidate.rules
    for kind in TuneTesting.kinds { #expect(rules.contains(TuneTesting.rule(kind)), "\(rules)") }
    #expect(adoptions.judges == [try #require(winner.judge).id])

    let lineage = try #require(try workspace.judgeLineages().last { $0.judge == winner.judge?.id })
    #expect(lineage.author == "tuner" && lineage.parent != nil)
    let openings = try workspace.openings()
    #expect(openings.count == 1, "the test split is opened once")
    let name = try #require(winner.judge).name
    #expect(openings.map(\.purpose) == ["tune: \(name) against \(summary.incumbent.name)"])
    #expect(try workspace.measurements().contains { $0.split == .test && $0.judge == winner.judge?.id })
    let run = try #require(try workspace.run(summary.run))
    #expect(run.kind == .tune && run.state == .finished)
    #expect(run.progress.ending?.contains("adopted") == true)
  }

  @Test func whatIsRunAgainAsksNothingAndComesToTheSame() throws {
    let workspace = try TuneTesting.workspace(100)
    let service = TuneTesting.service()
    let options = TuneTesting.options(workspace)
    let first = try tune(workspace, options, service)
    let sent = service.sent.count
    let again = try tune(workspace, options, service)
    #expect(service.sent.count == sent)
    #expect(again.winner?.measured.candidate.rules == first.winner?.measured.candidate.rules)
    #expect(again.entries.count == first.entries.count)
  }

  @Test(arguments: [3, 40, 77, 140])
  func afterADeathNothingIsAskedTwice(_ after: Int) throws {
    struct Death: Error {}
    let workspace = try TuneTesting.workspace(80)
    var options = TuneTesting.options(workspace)
    options.rounds = 3
    let dying = ScriptedService { job, number in
      if number == after { throw Death() }
      return .success(
        job.model == "tuner"
          ? TuneTesting.curingTuner(job.request) : TuneTesting.curableJudge(job.request))
    }
    #expect(throws: Death.self) { try tune(workspace, options, dying) }
    #expect(try workspace.runs(limit: 1)[0].state == .failed)
    let saved = try workspace.answerCount()
    #expect(saved > after - 16, "only the group in flight is lost")

    let service = TuneTesting.service()
    let summary = try tune(workspace, options, service)
    let all = try workspace.answerCount()
    #expect(service.sent.count == all - saved, "what was on disk is not asked again")
    #expect(Set(service.sent.map(\.request)).count == service.sent.count)

    let third = TuneTesting.service()
    let again = try tune(workspace, options, third)
    #expect(third.sent.isEmpty)
    #expect(again.winner?.measured.candidate.rules == summary.winner?.measured.candidate.rules)
    #expect(again.entries.count == summary.entries.count)
  }

  @Test(arguments: [90, 120, 150])
  func theLimitOfCallsIsKeptAndTheProofHasItsShare(_ most: Int) throws {
    let workspace = try TuneTesting.workspace(60)
    var options = TuneTesting.options(workspace)
    options.budget.calls = most
    options.rounds = 20
    let service = TuneTesting.service()
    let summary = try tune(workspace, options, service)
    #expect(service.sent.count <= most)
    #expect(summary.calls == service.sent.count)
    if case .unfinished = summary.result { Issue.record("\(summary.sentence)") }
  }

  @Test func aBudgetThatIsTooSmallEndsWithoutAResult() throws {
    let workspace = try TuneTesting.workspace(60)
    var options = TuneTesting.options(workspace, adopter: NotedAdoptions())
    options.budget.calls = 20
    let service = TuneTesting.service()
    let summary = try tune(workspace, options, service)
    #expect(service.sent.count <= 20 && !summary.isAdopted)
    guard case .unfinished = summary.result else {
      Issue.record("\(summary.sentence)")
      return
    }
    #expect(try workspace.run(summary.run)?.state == .budgetSpent)
    #expect(try workspace.openings().isEmpty)
  }

  @Test func moneyIsKeptAcrossADeath() throws {
    struct Death: Error {}
    let workspace = try TuneTesting.workspace(60)
    var options = TuneTesting.options(workspace)
    options.budget.money = 1
    options.rounds = 20
    let clock = Mutex<Int64>(1_000)
    options.now = {
      clock.withLock {
        $0 += 1
        return $0
      }
    }
    options.began = 1_000
    let dying = ScriptedService { job, number in
      if number == 40 { throw Death() }
      return .success(
        job.model == "tuner"
          ? TuneTesting.curingTuner(job.request) : TuneTesting.curableJudge(job.request))
    }
    #expect(throws: Death.self) { try tune(workspace, options, dying) }
    let service = TuneTesting.service()
    let summary = try tune(workspace, options, service)
    // Up to 16 answers were in flight and paid for when it died.
    #expect(Double(service.sent.count + 40 - 16) * 0.01 <= 1)
    #expect(try #require(summary.cost) <= 1.000001)
  }

  @Test func theLimitOfTimeIsThatOfAllProcesses() throws {
    struct Death: Error {}
    let clock = Mutex<Int64>(1_000)
    /// Each answer takes a minute.
    func service(dyingAt last: Int? = nil) -> ScriptedService {
      ScriptedService { job, number in
        if number == last { throw Death() }
        clock.withLock { $0 += 60_000 }
        return .success(
          job.model == "tuner"
            ? TuneTesting.curingTuner(job.request) : TuneTesting.curableJudge(job.request))
      }
    }
    func options(_ workspace: Workspace) -> TuneRun.Options {
      var options = TuneTesting.options(workspace)
      options.budget.minutes = 120
      options.rounds = 20
      options.now = { clock.withLock { $0 } }
      return options
    }
    let whole = service()
    let alone = try TuneTesting.workspace(60)
    let inOne = try tune(alone, options(alone), whole)
    #expect((64...136).contains(whole.sent.count), "\(whole.sent.count)")
    #expect(inOne.minutes == Double(whole.sent.count))

    let workspace = try TuneTesting.workspace(60)
    let first = service(dyingAt: 50)
    #expect(throws: Death.self) { try tune(workspace, options(workspace), first) }
    // The night between the two counts for nothing.
    clock.withLock { $0 += 10 * 3_600_000 }
    let second = service()
    let summary = try tune(workspace, options(workspace), second)
    // It goes on for as long as the first has left of the limit, and not for the whole of it once more.
    #expect((1...whole.sent.count - 30).contains(second.sent.count), "\(second.sent.count)")
    #expect(summary.minutes == Double(50 + second.sent.count))
  }

  @Test func noPromptOfTheJudgeHoldsTextOfDevOrTest() throws {
    let workspace = try TuneTesting.workspace(100)
    var options = TuneTesting.options(workspace)
    options.rounds = 5
    // A tuner that quotes what it is shown, every time in another proposal.
    let quoting: @Sendable (ChatRequest) -> ChatAnswer = { request in
      let lines = (request.messages.last?.content ?? "").split(separator: "\n").map(String.init)
      let shown = lines.filter { $0.hasPrefix("item ") }
      let whole = shown.prefix(2).map { "Such as: \($0)" }
      let part = shown.prefix(1).map { $0.split(separator: " ").suffix(8).joined(separator: " ") }
      return TuneTesting.proposals(whole + part + ["Be careful with sort alpha."])
    }
    let service = TuneTesting.service(tuner: quoting)
    let summary = try tune(workspace, options, service)
    #expect(summary.refused.contains { $0.why.contains("quotes an example") })

    let set = try options.load(summary.incumbent.id).set
    let held = Set((set.rows(in: .dev) + set.rows(in: .test)).map(\.example))
    let texts = try workspace.examples(Array(held)).map { $0.fields[0].text }
    let pieces = Set(texts.flatMap(Self.pieces))
    var withShots = 0
    for job in service.sent where job.model != "tuner" {
      var prompt = job.request.messages.map(\.content).joined(separator: "\n")
      let own = TuneTesting.judgedText(job.request)
      if prompt.components(separatedBy: "item ").count > 2 { withShots += 1 }
      // The example under judgement stands in it once, as it must.
      let range = try #require(prompt.range(of: own, options: .backwards))
      prompt.removeSubrange(range)
      #expect(pieces.isDisjoint(with: Self.pieces(prompt)))
    }
    #expect(withShots > 0, "shots of the pool are shown")
    // The tuner is never shown the test split.
    let test = try workspace.examples(set.rows(in: .test).map(\.example)).map { $0.fields[0].text }
    for job in service.sent where job.model == "tuner" {
      let asked = job.request.messages.map(\.content).joined(separator: "\n")
      #expect(!test.contains { asked.contains($0) })
    }
  }

  private static func pieces(_ text: String) -> [String] {
    let words = text.split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }
    guard words.count >= 8 else { return [] }
    return (0...words.count - 8).map { words[$0..<$0 + 8].joined(separator: " ") }
  }

  @Test func onPureNoiseNothingIsAdopted() {
    let adoptions = NotedAdoptions()
    let opened = Mutex(0)
    let problems = Mutex<[any Error]>([])
    // Searches have nothing to do with each other, so that all cores can take some.
    DispatchQueue.concurrentPerform(iterations: 50) { place in
      do {
        guard case .decided = try noise(seed: UInt64(place + 1), adoptions).result else { return }
        opened.withLock { $0 += 1 }
      } catch {
        problems.withLock { $0.append(error) }
      }
    }
    #expect(problems.withLock { $0.isEmpty })
    let count = opened.withLock { $0 }
    #expect(count >= 25, "chance finds something on dev often enough for this to be a test")
    #expect(adoptions.judges.count <= 2, "\(adoptions.judges.count) of 50, \(count) decided")
  }

  private func noise(seed: UInt64, _ adoptions: NotedAdoptions) throws -> TuneSummary {
    let workspace = try TuneTesting.workspace(60)
    var options = TuneTesting.options(workspace, seed: seed, adopter: adoptions)
    options.candidates = 4
    options.rounds = 2
    let service = TuneTesting.service(judge: TuneTesting.noisyJudge) { request in
      TuneTesting.proposals((0..<3).map { "Rule \(seed) \(request.sample) \($0) is worth a thought." })
    }
    return try tune(workspace, options, service)
  }

  @Test func aStopIsHeardAndTheWorkGoesOnLater() throws {
    let workspace = try TuneTesting.workspace(60)
    let control = RunControl()
    let service = ScriptedService { job, number in
      if number == 30 { control.stop(.graceful) }
      return .success(
        job.model == "tuner"
          ? TuneTesting.curingTuner(job.request) : TuneTesting.curableJudge(job.request))
    }
    let summary = try tune(workspace, TuneTesting.options(workspace), service, control: control)
    #expect(summary.ending == .stopped)
    let run = try #require(try workspace.run(summary.run))
    #expect(run.state == .cancelled)
    let parameters = try #require(TuneParameters(json: run.parameters))
    #expect(parameters.tuner == "tuner" && parameters.seed == 1 && parameters.rounds == 5)
  }

  @Test func tooFewDecisionsAreToldBeforeAnythingIsSent() throws {
    let workspace = try TuneTesting.workspace(4)
    let service = TuneTesting.service()
    #expect(throws: TuneProblem.self) { try tune(workspace, TuneTesting.options(workspace), service) }
    #expect(service.sent.isEmpty)
    #expect(try workspace.runs(limit: 10).isEmpty)
  }

  @Test func theReportSaysWhatChangedAndWhatItTook() throws {
    let workspace = try TuneTesting.workspace(160)
    let files = try TemporaryFiles()
    var options = TuneTesting.options(workspace, adopter: NotedAdoptions())
    options.rounds = 6
    options.folder = URL(fileURLWithPath: files.path(""))
    let summary = try tune(workspace, options, TuneTesting.service())
    let name = try #require(summary.report)
    #expect(name == "tune-\(summary.run.rawValue).md")
    let report = try String(
      contentsOf: options.folder!.appendingPathComponent(name), encoding: .utf8)
    for words in [
      "## Figures", "+ - \(TuneTesting.rule("alpha"))", "McNemar", "\(summary.calls) calls",
      "## Candidates that judged all of dev", "catch rate (95 %)",
    ] { #expect(report.contains(words), "\(words)") }
  }
}
