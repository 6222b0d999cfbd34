import Foundation

/// Requests a second to a server in a process of its own, beside the official Python client on the same server. Both take
/// turns, so that a noisy moment hits both.
struct ChatFigures {
  private static let rounds = 3
  private static let concurrency = 64
  let project: URL
  /// For what the processes say.
  let folder: URL

  func measure() throws -> [Figure] {
    try ratesAtOnce() + rateWithLatency() + memory()
  }

  private func ratesAtOnce() throws -> [Figure] {
    let server = try ServerProcess(latency: 0)
    defer { server.stop() }
    var (ours, theirs, faster): ([Sent], [Sent], [Sent]) = ([], [], [])
    for round in 0..<Self.rounds {
      note("chat requests: round \(round + 1) of \(Self.rounds) …")
      ours.append(try send(server.url, count: 30_000))
      guard hasPeer else { continue }
      theirs.append(try peer(server.url, count: 3_000))
      faster.append(try peer(server.url, count: 3_000, ["--aiohttp"]))
    }
    var figures = [
      Figure(name: "chat requests, server answers at once, 64 at once", measured: Self.shown(ours, ""))
    ]
    if hasPeer {
      figures.append(
        .atLeast(
          3, Self.rate(ours) / Self.rate(theirs), "peer: openai for Python, asyncio", unit: "x",
          more: Self.shown(theirs, ": ")))
      figures.append(
        Figure(
          name: "peer: the same with aiohttp",
          measured: Figure.number(Self.rate(ours) / Self.rate(faster)) + " x" + Self.shown(faster, ": ")))
    }
    return figures
  }

  private func rateWithLatency() throws -> [Figure] {
    let server = try ServerProcess(latency: 0.2)
    defer { server.stop() }
    note("chat requests: a server of 200 ms …")
    let ideal = Double(Self.concurrency) / 0.2
    let sent = try (0..<Self.rounds).map { _ in try send(server.url, count: 6_400) }
    return [
      .atLeast(
        98, Self.rate(sent) / ideal * 100, "chat requests, server of 200 ms, of the ideal 320 a second",
        unit: "%",
        more: Self.shown(sent, ": "))
    ]
  }

  private func memory() throws -> [Figure] {
    let server = try ServerProcess(latency: 0)
    defer { server.stop() }
    note("chat requests: memory over 100,000 …")
    let sent = try send(server.url, count: 100_000)
    guard let early = sent.values["megabytes 10000"], let late = sent.values["megabytes 100000"] else {
      return []
    }
    return [
      .atMost(
        5, late - early, "chat requests, memory after 100,000 less that after 10,000", unit: "MB",
        more: " (\(Figure.number(early)) and \(Figure.number(late)) MB)")
    ]
  }

  // MARK: Processes

  private struct Sent {
    var values: [String: Double]
    var rate: Double { values["rate"] ?? 0 }
  }

  private static func rate(_ all: [Sent]) -> Double { all.map(\.rate).percentile(0.5) }

  /// The median and the range of the rates, and the latencies of the last; CPU time includes the process's start.
  private static func shown(_ all: [Sent], _ prefix: String) -> String {
    let rates = all.map(\.rate).sorted()
    let latency = ["p50", "p99"].map { "\($0) \(Figure.number((all.last?.values[$0] ?? 0) * 1000)) ms" }
    let processor = "\(Figure.number((all.last?.values["cpu"] ?? 0) * 1e6)) µs CPU a request"
    return prefix + "\(Figure.number(rate(all)))/s (\(Figure.number(rates.first ?? 0))–"
      + "\(Figure.number(rates.last ?? 0)); \((latency + [processor]).joined(separator: ", ")))"
  }

  private var python: String { project.appendingPathComponent(".build/bench/venv/bin/python3").path }

  private var hasPeer: Bool { FileManager.default.isExecutableFile(atPath: python) }

  private func peer(_ url: String, count: Int, _ more: [String] = []) throws -> Sent {
    let script = project.appendingPathComponent("Benchmarks/peer_chat.py").path
    return try run(python, [script, url, String(count), String(Self.concurrency)] + more)
  }

  private func send(_ url: String, count: Int) throws -> Sent {
    try run(ServerProcess.program, ["send-chat", url, String(count), String(Self.concurrency)])
  }

  private func run(_ program: String, _ arguments: [String]) throws -> Sent {
    let output = folder.appendingPathComponent("chat.json")
    let command = try MeasuredCommand.run([program] + arguments, output: output.path)
    var values = try JSONDecoder().decode([String: Double].self, from: Data(contentsOf: output))
    values["cpu"] = command.cpuSeconds / (values["requests"] ?? 1)
    return Sent(values: values)
  }
}

/// A server of `assay-bench` in a process of its own, as long as this object lives.
final class ServerProcess {
  static let program = Bundle.main.executableURL?.path ?? CommandLine.arguments[0]
  let url: String
  private let process = Process()
  private let input = Pipe()

  convenience init(latency: Double) throws { try self.init(["serve-chat", String(latency)]) }

  /// - Parameter arguments: which of the servers, and what it is told.
  init(_ arguments: [String]) throws {
    process.executableURL = URL(fileURLWithPath: Self.program)
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = input
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    url = line.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// It stops at the end of its input.
  func stop() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}
