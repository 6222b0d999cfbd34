import AssayEngine
import AssayFormats
import AssayJudging
import AssayModel
import AssayStore
import Foundation
import Synchronization
import Testing

/// A model that answers at once, from a closure.
private final class ClosureService: ChatService {
  private let answer: @Sendable (ChatRequest) -> Result<ChatAnswer, ChatProblem>
  private let count = Mutex(0)
  var requests: Int { count.withLock { $0 } }

  init(_ answer: @escaping @Sendable (ChatRequest) -> Result<ChatAnswer, ChatProblem>) {
    self.answer = answer
  }

  func run(
    _ work: any ChatWork, control: RunControl, budget: Double?,
    observe: @escaping @Sendable (ChatTraffic) -> Void
  ) throws -> ChatEnding {
    while let jobs = try work.next(2), !jobs.isEmpty {
      count.withLock { $0 += jobs.count }
      _ = try work.finished(
        jobs.map { ChatOutcome(job: $0, result: answer($0.request), seconds: 0.1, cost: nil) })
    }
    return .finished
  }
}

@Suite struct SubtleProbesTests {
  private let files: TemporaryFiles
  private let workspace: Workspace
  private let endpoint = ModelEndpoint(name: "m", url: "http://localhost/v1", model: "model")

  init() throws {
    files = try TemporaryFiles()
    workspace = try Workspace.temporary(bodyReader: RowReader.bodyReader)
    let lines = (0..<10).map {
      "{\"id\": \"r\($0)\", \"instruction\": \"Where is city \($0)?\", \"output\": \"City \($0) lies in the north, near the coast.\", \"truth\": {\"verdict\": \"accept\"}}"
    }
    let path = try files.write("rows.jsonl", lines.joined(separator: "\n"))
    _ = try ImportRun(workspace: workspace, sources: [.file(path)]).run()
  }

  private func work(_ count: Int) throws -> SubtleProbes {
    let run = ProbeRun(workspace: workspace, options: ProbeRun.Options(count: 0, seed: 1))
    let draft = try run.draft()
    return SubtleProbes(
      workspace: workspace, endpoint: endpoint, task: "", origins: try run.subtleOrigins(count, draft),
      seed: 1,
      now: { 5 })
  }

  private func run(_ work: SubtleProbes, _ service: ClosureService) throws {
    _ = try service.run(work, control: RunControl(), budget: nil) { _ in }
  }

  private let good = ClosureService { _ in
    .success(
      ChatAnswer(
        text: #"{"error": "wrong side", "text": "City of that name lies in the south, near the coast."}"#))
  }

  @Test func proposalsCountNowhereUntilAPersonConfirmsThem() throws {
    let work = try work(4)
    try run(work, good)
    #expect(work.summary.proposed == 4)
    let probes = try workspace.probes()
    #expect(probes.count == 4 && probes.allSatisfy { $0.fault == .subtle && $0.status == .proposed })
    #expect(probes.allSatisfy { $0.detail == "wrong side" && $0.place != nil })
    let count = try workspace.exampleCount()
    #expect(Listing.imported(count: count, probes: probes).count == 10, "review does not show them")
    try workspace.setProbeStatus(.confirmed, of: probes[0].example)
    #expect(Listing.imported(count: count, probes: try workspace.probes()).count == 11)
  }

  @Test func aRepeatCostsNothing() throws {
    let first = try work(4)
    try run(first, good)
    let again = SubtleProbes(
      workspace: workspace, endpoint: endpoint, task: "",
      origins: try workspace.probes().map { probe in
        let example = try #require(try workspace.examples([probe.origin]).first)
        return (ProbePlan.Origin(id: probe.origin, text: ProbeText(fields: example.fields)), nil)
      }, seed: 1, now: { 6 })
    try run(again, good)
    #expect(again.summary.cached == 4 && good.requests == 4)
    #expect(try workspace.probes().count == 4, "the same probe is there once")
  }

  @Test func whatIsOfNoUseIsToldAndNotKept() throws {
    let work = try work(3)
    try run(work, ClosureService { _ in .success(ChatAnswer(text: "I would rather not.")) })
    #expect(work.summary.unusable == ["the answer is not the JSON object that was asked for": 3])
    let failing = try self.work(3)
    try run(failing, ClosureService { _ in .failure(ChatProblem(kind: .server, message: "down")) })
    #expect(
      failing.summary.cached == 3, "an answer of no use is kept as well: asking again would give the same")
    #expect(try workspace.probes().isEmpty)
  }
}
