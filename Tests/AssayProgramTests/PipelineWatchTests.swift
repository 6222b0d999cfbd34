import AssayModel
import AssayStore
import Foundation
import ModelServerTesting
import Synchronization
import Testing

/// A pipeline under way: how far it is, how it is stopped, what is left of it.
@Suite struct PipelineWatchTests {
  private func object(_ output: Program.Output) throws -> [String: Any] {
    let parsed = try JSONSerialization.jsonObject(with: Data(output.out.utf8)) as? [String: Any]
    return try #require(parsed, "\(output.out)\n\(output.error)")
  }

  private func stages(_ setting: PipelineSetting) throws -> [[String: Any]] {
    try #require(object(setting.run(["--status", "--json"]))["stages"] as? [[String: Any]])
  }

  private func wait(_ condition: () throws -> Bool) rethrows -> Bool {
    let end = ContinuousClock.now + .seconds(90)
    while ContinuousClock.now < end {
      if try condition() { return true }
      usleep(10_000)
    }
    return false
  }

  /// The fourth call that writes never gets an answer.
  private func stuck() -> ChatServer.WritingModel {
    let writes = Mutex(0)
    var model = ChatServer.WritingModel()
    model.hangs = { request in
      guard ChatServer.WritingModel.isWriting(request) else { return false }
      return writes.withLock { count in
        count += 1
        return count > 3
      }
    }
    return model
  }

  @Test func theStatusSaysHowFarEachStageIsAndAKilledOneIsInterruptedAtOnce() throws {
    let setting = try PipelineSetting(model: stuck())
    let process = try setting.start()
    var running: [String: Any] = [:]
    let isSeen = try wait {
      guard try setting.hasJudged(20) else { return false }
      running = try stages(setting)[1]["running"] as? [String: Any] ?? [:]
      return running["done"] as? Int ?? 0 >= 20
    }
    #expect(isSeen, "\(running)")
    #expect(running["total"] as? Int == 40)
    #expect(running["state"] as? String == "running")
    let judging = try #require(stages(setting)[3]["running"] as? [String: Any])
    #expect(judging["total"] as? Int ?? 0 >= 20)
    let text = try setting.run(["--status"])
    #expect(text.out.contains("banking 1, running"), "\(text.out)")
    #expect(text.out.contains(/generate running: \d+ of 40/), "\(text.out)")

    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let runs = try setting.command(["runs", "--json"])
    #expect(runs.out.components(separatedBy: "\"interrupted\"").count == 3, "\(runs.out)")
    let status = try object(setting.run(["--status", "--json"]))
    #expect(status["is_running"] as? Bool == false)
    #expect(status["broken_off"] as? String == "interrupted")
    let killed = try setting.run(["--status"])
    #expect(killed.out.hasPrefix("banking 1, not done yet: interrupted\n"), "\(killed.out)")
  }

  @Test func timeOnTheClockIsCountedOncePerStageAndOnceInTheSum() throws {
    let setting = try PipelineSetting(latency: 0.01)
    let output = try object(setting.run())
    let spendings = try #require(output["stages"] as? [[String: Any]]).compactMap {
      $0["spending"] as? [String: Any]
    }
    let walls = spendings.compactMap { $0["wall_seconds"] as? Double }
    #expect(walls.count == 6)
    #expect(walls[1...3].allSatisfy { $0 > 0 })
    let total = try #require((output["total"] as? [String: Any])?["wall_seconds"] as? Double)
    // The judge goes on beside the two that generate.
    #expect(total < walls.reduce(0, +))
    #expect(total >= walls.max() ?? .infinity)
  }

  @Test func ctrlCNamesTheStageThatWasUnderWay() throws {
    let setting = try PipelineSetting(latency: 0.1)
    let error = Pipe()
    let process = try setting.start(error: error)
    let isJudging = try wait {
      guard let workspace = try? setting.workspace() else { return false }
      let states = try workspace.pipelines().first?.records.map(\.state) ?? []
      return states.count == 6 && states[2] == .done && states[3] == .begun
    }
    #expect(isJudging)
    kill(process.processIdentifier, SIGINT)
    let text = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    #expect(
      text.contains(
        "Stopped in stage \"judge\"; what is done is saved, and the same command goes on from there"),
      "\(text)")
    #expect(try setting.run().code == 0)
    #expect(setting.answeredTwice == 0)
    let runs = try setting.command(["runs"])
    #expect(runs.out.contains(/judge v1.*continued by run \d/), "\(runs.out)")
  }

  @Test func whatAPipelineHasBegunIsNotTakenOverByGenerate() throws {
    let setting = try PipelineSetting(
      pipeline: """
        [pipeline]
        name = "alone"
        [[stage]]
        kind = "generate"
        count = 40
        per_call = 10
        """)
    #expect(try setting.interrupt(after: 2, by: SIGKILL))
    let order = ["generate", "--count", "40", "--per-call", "10"]
    let plan = try object(setting.command(order + ["--dry-run", "--json"]))
    #expect(plan["goes_on_with"] is NSNull)
    #expect(try setting.command(order + ["--yes"]).code == 0)
    #expect(try setting.workspace().batches().map(\.name).contains("direct 2"))
    #expect(try setting.run().code == 0)
    #expect(try setting.workspace().batches().map(\.count) == [40, 40])
  }

  @Test func theReportHasTheFunnel() throws {
    let setting = try PipelineSetting()
    #expect(try setting.run().code == 0)
    let report = try object(setting.command(["report", "--format", "json"]))
    let pipeline = try #require((report["pipelines"] as? [[String: Any]])?.first)
    #expect(pipeline["name"] as? String == "banking 1")
    let stages = try #require(pipeline["stages"] as? [[String: Any]])
    #expect(stages.map { $0["kept"] as? Int }.prefix(3) == [12, 40, 20])
    #expect(stages[3]["asked"] as? Int == 60)
    let share = try #require(stages[3]["share"] as? [String: Any])
    #expect(share["n"] as? Int == 60)
    #expect(share["low"] as? Double ?? 9 < share["high"] as? Double ?? 0)
    let total = try #require(pipeline["total"] as? [String: Any])
    #expect(total["requests"] as? Int == setting.server.tally.requests)
    let page = try setting.command(["report", "--format", "md"])
    #expect(page.out.contains("What pipelines cost and kept"))
    #expect(page.out.contains(/\| judge \| 60 \| 60 \|/), "\(page.out)")
  }
}
