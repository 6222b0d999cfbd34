import AssayFormats
import AssayModel
import AssayStore
import Foundation
import ModelServerTesting
import Synchronization

/// A workspace with a pipeline, and a server whose model writes and judges.
final class PipelineSetting: Sendable {
  let folder: URL
  let server: ChatServer
  private let log: Log

  final class Log: Sendable {
    let count = Mutex(0)
    /// How many requests are answered; later ones are held back.
    let answered = Mutex(Int.max)
    let holds = Mutex<(@Sendable () -> Void)?>(nil)
  }

  static let standard = """
    [pipeline]
    name = "banking 1"
    [[stage]]
    kind = "seeds"
    file = "seeds.jsonl"
    [[stage]]
    kind = "generate"
    count = 40
    per_call = 10
    [[stage]]
    kind = "augment"
    technique = "paraphrase"
    count = 20
    per_call = 10
    from = "generate"
    [[stage]]
    kind = "judge"
    [[stage]]
    kind = "dedupe"
    [[stage]]
    kind = "sample"
    count = 15
    """

  init(
    pipeline: String = standard, latency: Double = 0, faults: ChatFaults = ChatFaults(),
    model: ChatServer.WritingModel = ChatServer.WritingModel()
  ) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("assay-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let log = Log()
    self.log = log
    server = try ChatServer(latency: latency, faults: faults) { request in
      let count = log.count.withLock { count in
        count += 1
        return count
      }
      if count > log.answered.withLock({ $0 }) { log.holds.withLock { $0 }?() }
      return model.reply(to: request)
    }
    let hold: @Sendable () -> Void = { [weak server] in server?.hold() }
    log.holds.withLock { $0 = hold }
    try write(
      "assay.toml",
      """
      [task]
      name = "banking"
      description = "Sort what customers of a bank write."
      labels = ["card", "fee"]
      [dimensions.relevance]
      [dimensions.accuracy]
      [judge]
      model = "local"
      [models.local]
      url = "\(server.url)"
      model = "test"
      concurrency = 4
      price_in = 100
      price_out = 100
      max_tokens = 500
      """)
    let seeds = (0..<12).map {
      "{\"text\": \"seed number \($0) of the bank\", \"label\": \"\($0 % 2 == 0 ? "card" : "fee")\"}"
    }
    try write("seeds.jsonl", seeds.joined(separator: "\n"))
    try write("pipeline.toml", pipeline)
  }

  deinit {
    server.stop()
    try? FileManager.default.removeItem(at: folder)
  }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  private var arguments: [String] {
    ["run", folder.appendingPathComponent("pipeline.toml").path, "--workspace", folder.path]
  }

  @discardableResult
  func run(_ more: [String] = ["--yes", "--json"]) throws -> Program.Output {
    try Program.run(arguments + more)
  }

  /// Another command on the same workspace.
  func command(_ words: [String]) throws -> Program.Output {
    try Program.run(words + ["--workspace", folder.path])
  }

  func workspace() throws -> Workspace {
    try Workspace.open(at: folder.path, bodyReader: RowReader.bodyReader)
  }

  // MARK: Broken off

  /// Starts the pipeline and ends it by a signal in the middle: so many requests more are answered, and what was answered
  /// is on disk; the rest waits for an answer that does not come.
  ///
  /// - Returns: false: it came to its end before.
  func interrupt(after requests: Int, by signal: Int32, _ more: [String] = []) throws -> Bool {
    let goal = log.count.withLock { $0 } + requests
    log.answered.withLock { $0 = goal }
    let process = try start(more)
    defer {
      log.answered.withLock { $0 = .max }
      server.release()
    }
    let end = ContinuousClock.now + .seconds(120)
    while process.isRunning, ContinuousClock.now < end {
      if log.count.withLock({ $0 }) > goal, try isSaved() { break }
      usleep(2_000)
    }
    guard process.isRunning else { return false }
    kill(process.processIdentifier, signal)
    if signal != SIGKILL {
      log.answered.withLock { $0 = .max }
      server.release()
    }
    process.waitUntilExit()
    // The server sees that its client has gone.
    _ = server.wait { $0.open == 0 }
    return true
  }

  /// Starts the pipeline and does not wait for it.
  func start(_ more: [String] = [], error: Any = FileHandle.nullDevice) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = arguments + more + ["--yes", "--quiet"]
    process.environment = [
      "HOME": "/nonexistent", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "USER": "ana",
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = error
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Whether so many examples have been judged.
  func hasJudged(_ count: Int) throws -> Bool {
    // The program may be about to make it.
    guard let workspace = try? workspace() else { return false }
    return try workspace.judges().reduce(0) { $0 + $1.count } >= count
  }

  /// Whether every answer that went out is on disk.
  private func isSaved() throws -> Bool {
    // The program may be about to make it.
    guard let workspace = try? workspace() else { return false }
    return try workspace.answerCount() == server.tally.answered
  }

  // MARK: What came of it

  /// The bodies of requests that got a whole answer more than once.
  var answeredTwice: Int { server.tally.contents.values.count { $0.answered > 1 } }

  struct State: Hashable {
    var batches: [String: Int] = [:]
    /// By stage "done 40 40": state, incoming, kept.
    var stages: [String] = []
    var judged = 0
    var draws: [Int] = []
  }

  /// How it stands, but for what chance decides.
  func state() throws -> State {
    let workspace = try workspace()
    var state = State()
    for batch in try workspace.batches() { state.batches[batch.name] = batch.count }
    state.stages = try workspace.pipelines().flatMap { pipeline in
      pipeline.records.map { "\($0.name) \($0.state.rawValue)" }
    }
    state.judged = try workspace.judges().reduce(0) { $0 + $1.count }
    state.draws = try workspace.draws().map(\.examples.count)
    return state
  }
}
