import AssayModel
import AssayStore
import Foundation
import ModelServerTesting
import Synchronization
import Testing

/// `assay generate` killed and interrupted in the middle.
@Suite struct GenerateKillTests {
  /// Answers so many requests and holds the rest back until it is released.
  private final class Gate: Sendable {
    private let state = Mutex<(count: Int, limit: Int, isHeld: Bool)>((0, 0, false))
    private let hold = Mutex<(@Sendable () -> Void)?>(nil)

    func server() throws -> ChatServer {
      let server = try ChatServer { request in
        let isOver = self.state.withLock { state in
          state.count += 1
          state.isHeld = state.count > state.limit
          return state.isHeld
        }
        // Before the answer is on its way, so it stays here.
        if isOver { self.hold.withLock { $0 }?() }
        return ScriptedGenerator.answer(request)
      }
      hold.withLock { $0 = { [weak server] in server?.hold() } }
      return server
    }

    /// Whether nothing is answered any more.
    var isHeld: Bool { state.withLock { $0.isHeld } }

    /// - Parameter more: requests that are still answered.
    func open(_ more: Int, _ server: ChatServer) {
      state.withLock { $0 = ($0.count, more == .max ? .max : $0.count + more, false) }
      server.release()
    }
  }

  private static let order = [
    "--count", "200", "--per-call", "10", "--no-attributes", "--seeds", "seeds.jsonl", "--yes",
  ]
  private static let settings = "concurrency = 4"

  private func start(_ workspace: GenerateWorkspace, error: Any = FileHandle.nullDevice) throws -> Process {
    try workspace.start(["generate"] + Self.order, error: error)
  }

  /// All wait for answers that do not come, and what was answered is on disk.
  ///
  /// - Returns: how many answers that are.
  private func settle(_ workspace: GenerateWorkspace, _ server: ChatServer, _ gate: Gate) throws -> Int {
    #expect(server.wait(seconds: 120) { gate.isHeld && $0.open >= 4 })
    let (disk, answered) = (try workspace.open(), server.tally.answered)
    let end = ContinuousClock.now + .seconds(120)
    while try disk.answerCount() < answered, ContinuousClock.now < end { usleep(2_000) }
    #expect(try disk.answerCount() == answered)
    return answered
  }

  @Test func killedAgainAndAgainItAsksNothingTwiceThatIsOnDiskAndMakesNoExampleTwice() throws {
    let gate = Gate()
    let server = try gate.server()
    defer { server.stop() }
    let workspace = try GenerateWorkspace(server, settings: Self.settings)
    var known = 0
    for round in 1...3 {
      gate.open(4, server)
      let process = try start(workspace)
      let answers = try settle(workspace, server, gate)
      #expect(answers > known, "round \(round)")
      known = answers
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      #expect(process.terminationReason == .uncaughtSignal)
      _ = server.wait { $0.open == 0 }
      let texts = try workspace.generated().map { $0.fields[0].text }
      // Each call asks for ten, and what is on disk counts.
      #expect(Set(texts).count == 10 * answers && texts.count == 10 * answers, "round \(round)")
    }
    gate.open(.max, server)
    let output = try workspace.run(["generate"] + Self.order)
    #expect(output.code == 0, "\(output.error)")
    #expect(output.error.contains("  goes on with run "))
    let examples = try workspace.generated()
    #expect(examples.count == 200)
    #expect(Set(examples.map(\.key)).count == 200)
    #expect(Set(examples.map { $0.fields[0].text }).count == 200)
    // What was answered was on disk each time, so nothing was answered twice.
    #expect(server.tally.contents.values.allSatisfy { $0.answered == 1 })
    // One piece of work, one batch.
    #expect(Set(examples.map(\.batch)).count == 1)
  }

  @Test func ctrlCFinishesWhatIsInFlightAndTheSameCommandGoesOn() throws {
    let gate = Gate()
    let server = try gate.server()
    defer { server.stop() }
    let workspace = try GenerateWorkspace(server, settings: Self.settings)
    gate.open(4, server)
    let error = Pipe()
    let process = try start(workspace, error: error)
    let answers = try settle(workspace, server, gate)
    process.interrupt()
    var told = Data()
    while !String(decoding: told, as: UTF8.self).contains("Ctrl-C again stops at once\n") {
      let more = error.fileHandleForReading.availableData
      try #require(!more.isEmpty, "the program ended without a word")
      told += more
    }
    gate.open(.max, server)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    #expect(try workspace.runs().first?.state == .cancelled)
    // Those in flight came in.
    #expect(try workspace.generated().count == 10 * (answers + 4))
    let output = try workspace.run(["generate"] + Self.order)
    #expect(output.code == 0, "\(output.error)")
    #expect(try workspace.generated().count == 200)
    #expect(server.tally.contents.values.allSatisfy { $0.answered == 1 })
  }
}
