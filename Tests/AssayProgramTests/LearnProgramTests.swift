import AssayModel
import AssayStore
import Foundation
import ModelServerTesting
import Synchronization
import Testing

/// `assay generate --learn` again and again, with people's decisions between.
@Suite struct LearnProgramTests {
  private static let count = 40
  private static let order = [
    "generate", "--learn", "--technique", "direct,edge-case", "--count", "\(count)", "--per-call", "10",
    "--no-attributes", "--seeds", "seeds.jsonl", "--yes", "--json",
  ]

  /// What the command says it deals, by technique.
  private func learn(
    _ workspace: GenerateWorkspace, _ more: [String] = []
  ) throws -> (code: Int32, next: [String: Int], error: String) {
    let (code, json, error) = try workspace.json(Self.order + more)
    let learning = json["learning"] as? [String: Any]
    return (code, learning?["next"] as? [String: Int] ?? [:], error)
  }

  /// Without seeds that a test has taken in itself.
  private func made(_ workspace: GenerateWorkspace) throws -> [Example] {
    try workspace.generated().filter { $0.provenance.technique != nil }
  }

  /// How many of each technique there are.
  private func counts(_ workspace: GenerateWorkspace) throws -> [String: Int] {
    Dictionary(grouping: try made(workspace), by: { $0.provenance.technique ?? "" }).mapValues(\.count)
  }

  /// A person decides on everything that is not decided yet: one technique is accepted, the other rejected.
  private func accept(_ technique: String, _ workspace: GenerateWorkspace) throws {
    let store = try workspace.open()
    let decided = Set(try store.decisions().map(\.example))
    let new = try made(workspace).filter { !decided.contains($0.id) }
    #expect(!new.isEmpty)
    try store.append(
      new.map {
        NewDecision(example: $0.id, action: $0.provenance.technique == technique ? .accept : .reject)
      },
      reviewer: "ana", at: 1)
  }

  @Test func examplesShiftToWhatPeopleAcceptAndBackAgainAndTheFloorHolds() throws {
    let server = try ChatServer { ScriptedGenerator.answer($0) }
    defer { server.stop() }
    let workspace = try GenerateWorkspace(server)
    // A third is dealt evenly over the two.
    let floor = Int(0.33 * Double(Self.count) / 2)
    var (dealt, all): ([[String: Int]], [String: Int]) = ([], [:])
    for accepted in ["direct", "edge-case", "edge-case", "edge-case"] {
      let (code, next, error) = try learn(workspace)
      #expect(code == 0, "\(error)")
      #expect(next.values.reduce(0, +) == Self.count)
      #expect(next.values.allSatisfy { $0 >= floor } && next.count == 2, "\(next)")
      all.merge(next, uniquingKeysWith: +)
      // What was dealt is what came.
      #expect(try counts(workspace) == all)
      try accept(accepted, workspace)
      dealt.append(next)
    }
    #expect(dealt[0] == ["direct": 20, "edge-case": 20], "nothing is known yet")
    #expect(dealt[1]["direct"] ?? 0 >= 30, "all of its examples were accepted")
    // People have changed their minds twice by now.
    #expect(dealt[3]["edge-case"] ?? 0 > dealt[3]["direct"] ?? 0)
    #expect(dealt[3]["edge-case"] ?? 0 > dealt[2]["edge-case"] ?? 0)
    #expect(server.tally.contents.values.allSatisfy { $0.requests == 1 })
  }

  /// Killed when the first run of the round is over and the second has nothing yet.
  @Test func aRoundThatIsKilledBetweenTwoRunsGoesOnAsItWasDealtWithinItsBudget() throws {
    let limit = Mutex(2)
    let hold = Mutex<(@Sendable () -> Void)?>(nil)
    let server = try ChatServer { request in
      let isOver = limit.withLock { limit in
        limit -= 1
        return limit < 0
      }
      if isOver { hold.withLock { $0 }?() }
      return ScriptedGenerator.answer(request, tokensOut: 800)
    }
    defer { server.stop() }
    hold.withLock { $0 = { [weak server] in server?.hold() } }
    let workspace = try GenerateWorkspace(
      server, settings: "price_in = 10\nprice_out = 100\nconcurrency = 1\nmax_tokens = 800")
    #expect(try workspace.run("import", "seeds.jsonl", "--no-duplicates").code == 0)
    let disk = try workspace.open()
    let process = try workspace.start(Self.order)
    let end = ContinuousClock.now + .seconds(120)
    func isFirstOver() throws -> Bool { try disk.run(RunID(1))?.state == .finished }
    while try !isFirstOver(), process.isRunning, ContinuousClock.now < end { usleep(500) }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    try #require(try isFirstOver())
    #expect(try counts(workspace) == ["direct": 20])
    limit.withLock { $0 = .max }
    server.release()
    // A round that began now would be dealt otherwise.
    try accept("direct", workspace)
    let spent = try #require(try disk.run(RunID(1))?.progress.traffic.cost)
    #expect(spent > 0.15)
    let poor = try learn(workspace, ["--budget", "\(spent + 0.05)"])
    #expect(poor.code == 3, "what the first run has spent counts")
    #expect(poor.next == ["direct": 20, "edge-case": 20])
    #expect(try counts(workspace) == ["direct": 20])
    let (code, next, error) = try learn(workspace)
    #expect(code == 0, "\(error)")
    #expect(error.contains("goes on with the round that was begun"))
    #expect(next == ["direct": 20, "edge-case": 20])
    #expect(try counts(workspace) == next)
    // The next one is another round.
    let after = try learn(workspace)
    #expect(after.code == 0 && after.next["direct"] ?? 0 > 25, "\(after)")
  }
}
