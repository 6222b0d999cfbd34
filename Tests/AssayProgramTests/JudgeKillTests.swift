import AssayFormats
import AssayModel
import AssayStore
import Foundation
import ModelServerTesting
import Synchronization
import Testing

/// `assay judge` against a server of the tests: killed, short of room, beside itself.
@Suite struct JudgeKillTests {
  /// A workspace whose texts say which scores are right, and a server that knows it.
  private final class Setting: Sendable {
    let folder: URL
    let server: ChatServer
    let log: Log

    final class Log: Sendable {
      /// Of the items that were asked about, in order.
      let numbers = Mutex<[Int]>([])
      /// How many requests are answered; later ones are held back.
      let answered = Mutex(Int.max)
      let holds = Mutex<(@Sendable () -> Void)?>(nil)

      func add(_ number: Int) {
        let count = numbers.withLock {
          $0.append(number)
          return $0.count
        }
        if count > answered.withLock({ $0 }) { holds.withLock { $0 }?() }
      }
    }

    init(count: Int, latency: Double = 0, settings: String = "") throws {
      folder = FileManager.default.temporaryDirectory.appendingPathComponent("assay-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let log = Log()
      server = try ChatServer(latency: latency) { request in
        let text = request.messages.last?.text ?? ""
        let number = Setting.number(in: text)
        log.add(number)
        return .openAI("{\"relevance\": \(number % 5 + 1), \"accuracy\": \(number / 5 % 5 + 1)}")
      }
      self.log = log
      let hold: @Sendable () -> Void = { [weak server] in server?.hold() }
      log.holds.withLock { $0 = hold }
      let rows = (0..<count).map { "{\"text\": \"item \($0).\", \"label\": \"x\"}" }
      try Data(rows.joined(separator: "\n").utf8).write(to: folder.appendingPathComponent("rows.jsonl"))
      try Data(
        """
        [task]
        name = "items"
        [dimensions.relevance]
        [dimensions.accuracy]
        [judge]
        model = "local"
        [models.local]
        url = "\(server.url)"
        model = "test"
        concurrency = 8
        \(settings)
        """.utf8
      ).write(to: folder.appendingPathComponent("assay.toml"))
      _ = try run(["import", folder.appendingPathComponent("rows.jsonl").path])
    }

    deinit {
      server.stop()
      try? FileManager.default.removeItem(at: folder)
    }

    static func number(in text: String) -> Int {
      guard let start = text.range(of: "item ", options: .backwards) else { return -1 }
      return Int(text[start.upperBound...].prefix { $0.isNumber }) ?? -1
    }

    func run(_ arguments: [String]) throws -> Program.Output {
      try Program.run([arguments[0], "--workspace", folder.path] + arguments.dropFirst())
    }

    func workspace() throws -> Workspace {
      try Workspace.open(at: folder.path, bodyReader: RowReader.bodyReader)
    }

    /// The items with a judgement, and those whose scores are not the right ones.
    func judged() throws -> (all: Set<Int>, wrong: [Int]) {
      var (all, wrong): (Set<Int>, [Int]) = ([], [])
      try workspace().forEachExample { row in
        guard !row.judgements.isEmpty else { return }
        let number = Setting.number(in: row.body)
        all.insert(number)
        let right: [Double?] = [Double(number % 5 + 1), Double(number / 5 % 5 + 1)]
        if row.judgements.count != 1 || row.judgements[0].scores.map(\.value) != right {
          wrong.append(number)
        }
      }
      return (all, wrong)
    }

    /// Starts `assay judge` and kills it in the middle: so many requests are answered, more wait for an answer that does
    /// not come, and one answer at least is on disk. So it cannot end by itself, however long the kill takes.
    func killAfter(_ requests: Int) throws {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Program.path)
      process.arguments = ["judge", "--quiet", "--workspace", folder.path]
      process.environment = [
        "HOME": "/nonexistent", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "USER": "ana",
      ]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      let before = log.numbers.withLock { $0.count }
      let workspace = try workspace()
      let saved = try workspace.answerCount()
      log.answered.withLock { $0 = before + requests }
      let goal = server.tally.requests + requests + 1
      try process.run()
      #expect(server.wait(seconds: 120) { $0.requests >= goal })
      let end = ContinuousClock.now + .seconds(120)
      while try workspace.answerCount() == saved, ContinuousClock.now < end { usleep(1_000) }
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      #expect(process.terminationReason == .uncaughtSignal)
      log.answered.withLock { $0 = .max }
      server.release()
      // The server sees that its client has gone.
      _ = server.wait { $0.open == 0 }
    }
  }

  @Test func killedTwentyTimesItJudgesAllAndSendsNothingAgainThatWasAnsweredOnDisk() throws {
    let count = 700
    let setting = try Setting(count: count, latency: 0.004)
    var known: Set<Int> = []
    for round in 0..<20 {
      let before = setting.log.numbers.withLock { $0.count }
      try setting.killAfter(17 + round % 7)
      let asked = setting.log.numbers.withLock { Set($0[before...]) }
      #expect(asked.isDisjoint(with: known), "round \(round)")
      let (all, wrong) = try setting.judged()
      #expect(wrong == [])
      #expect(all.isSuperset(of: known))
      known = all
    }
    #expect(known.count >= 20)
    #expect(known.count < count)
    let before = setting.log.numbers.withLock { $0.count }
    let output = try setting.run(["judge", "--json"])
    #expect(output.code == 0, "\(output.error)")
    let rest = setting.log.numbers.withLock { Array($0[before...]) }
    #expect(rest.count == count - known.count)
    #expect(known.isDisjoint(with: rest))
    let (all, wrong) = try setting.judged()
    #expect((all.count, wrong) == (count, []))
    let total = setting.log.numbers.withLock { $0.count }
    let runs = try setting.workspace().runs(limit: 30)
    #expect(runs.count == 21)
    // They say that they go on, and nobody believes it.
    #expect(
      runs.dropFirst().allSatisfy {
        $0.seen(at: $0.updatedAt + 60_001, from: $0.host, isAlive: { _ in false }).state == .interrupted
      })
    #expect(runs[0].state == .finished)

    let again = try setting.run(["judge", "--only", "all", "--json"])
    #expect(again.code == 0, "\(again.error)")
    #expect(again.out.contains(/"cached" ?: 700\b/), "\(again.out)")
    #expect(setting.log.numbers.withLock { $0.count } == total)
  }

  @Test func withoutRoomOnTheDiskItSaysSoAndWhatWasSavedIsThere() throws {
    let setting = try Setting(count: 400)
    // Files of a few hundred kilobytes at most: the log of the database grows beyond that.
    let size =
      try FileManager.default.attributesOfItem(
        atPath: setting.folder.appendingPathComponent("assay.db").path)[.size] as? Int ?? 0
    let blocks = size / 512 + 200
    let output = try Program.run(
      ["-c", "ulimit -f \(blocks); exec \"$0\" judge --workspace \"$1\"", Program.path, setting.folder.path],
      program: "/bin/sh")
    #expect(output.code != 0)
    #expect(output.error.contains("disk") || output.error.contains("full"), "\(output.error)")
    let (saved, wrong) = try setting.judged()
    #expect(wrong == [])
    #expect(saved.count < 400)
    let before = setting.log.numbers.withLock { $0.count }
    let rest = try setting.run(["judge", "--quiet"])
    #expect(rest.code == 0, "\(rest.error)")
    let asked = setting.log.numbers.withLock { Array($0[before...]) }
    #expect(saved.isDisjoint(with: asked))
    #expect(try setting.judged().all.count == 400)
  }

  @Test func twoProcessesJudgeOneWorkspace() throws {
    let setting = try Setting(count: 300, latency: 0.002)
    let outputs = Mutex<[Program.Output]>([])
    DispatchQueue.concurrentPerform(iterations: 2) { _ in
      if let output = try? setting.run(["judge", "--quiet"]) { outputs.withLock { $0.append(output) } }
    }
    let codes = outputs.withLock { $0.map(\.code) }
    #expect(codes == [0, 0], "\(outputs.withLock { $0.map(\.error) })")
    let (all, wrong) = try setting.judged()
    #expect((all.count, wrong) == (300, []))
    #expect(try setting.workspace().judges().map(\.count) == [300])
  }
}
