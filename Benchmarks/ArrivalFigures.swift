import AssayStatistics
import Foundation
import Synchronization
import TerminalTesting

/// The workbench while another process brings batch after batch of twenty examples: from the key until the screen shows
/// what the key does, in the whole list and in a filtered one.
struct ArrivalFigures {
  private static let keys = 150
  private static let batch = 20
  let assay: String
  let workspace: URL
  let count: Int
  let folder: URL

  func measure() throws -> [Figure] {
    let terminal = try PseudoTerminal(
      path: assay, arguments: ["--workspace", workspace.path, "--reviewer", "arrivals"],
      environment: ["HOME": folder.path, "XDG_STATE_HOME": folder.path, "XDG_CONFIG_HOME": folder.path],
      rows: 50, columns: 200)
    try expect(terminal, "the list") { $0.contains("1 of ") && $0.contains("? help") }
    var figures: [Figure] = []
    for (list, command) in [("whole list", ""), ("filtered list", ":filter length>10\r")] {
      terminal.send(command)
      try expect(terminal, list) { command.isEmpty || $0.contains("length>10") && $0.contains("1 of ") }
      // What is read in the background after the first screen is no part of this.
      _ = terminal.waitFor(timeout: .seconds(5)) { _ in false }
      let quiet = try keyTimes(terminal)
      let source = ArrivalSource(assay: assay, workspace: workspace, folder: folder, size: Self.batch)
      try expect(terminal, "a new batch") { $0.contains(" new") }
      let live = try keyTimes(terminal)
      let batches = source.stop()
      let worst = Figure.number(live.max() ?? .nan)
      figures.append(
        .atMost(
          16, live.percentile(0.99), "p99 of j and k in the \(list), while batches of \(Self.batch) come",
          unit: "ms",
          more: " (p50 \(Figure.number(live.percentile(0.5))), worst \(worst); without them p99 "
            + "\(Figure.number(quiet.percentile(0.99))); \(batches) batches)"))
    }
    terminal.send("q")
    _ = terminal.waitForExit()
    return figures
  }

  private func keyTimes(_ terminal: PseudoTerminal) throws -> [Double] {
    terminal.send("g")
    try expect(terminal, "the first example") { $0.lines[$0.rows - 2].contains(" 1 of ") }
    return try (0..<Self.keys).map { index in
      let place = index % 2 == 0 ? 2 : 1
      let start = ContinuousClock.now
      terminal.send(index % 2 == 0 ? "j" : "k")
      try expect(terminal, "place \(place)") { $0.lines[$0.rows - 2].contains(" \(place) of ") }
      let elapsed = (ContinuousClock.now - start).milliseconds
      // As fast as a person who holds a key: arrivals come in between.
      Thread.sleep(forTimeInterval: 0.03)
      return elapsed
    }
  }

  private func expect(_ terminal: PseudoTerminal, _ what: String, _ condition: (VTermScreen) -> Bool) throws {
    guard terminal.waitFor(condition) else {
      throw WorkbenchFigures.Failure(description: "no \(what) on the screen:\n\(terminal.screen.goldenText)")
    }
  }
}

/// Another process that imports one batch after the other.
private final class ArrivalSource: Sendable {
  private let state = Mutex((batches: 0, isStopped: false))
  private let ended = DispatchSemaphore(value: 0)

  init(assay: String, workspace: URL, folder: URL, size: Int) {
    Thread { [self] in
      while !state.withLock({ $0.isStopped }) {
        let number = state.withLock { $0.batches }
        let file = folder.appendingPathComponent("arrivals.jsonl")
        let mark = UInt64.random(in: 0..<UInt64.max)
        let rows = (0..<size).map { "{\"text\": \"arrival \(mark) \(number) \($0) of a batch\"}" }
        try? rows.joined(separator: "\n").write(to: file, atomically: true, encoding: .utf8)
        _ = try? MeasuredCommand.run([assay, "import", "--quiet", "--workspace", workspace.path, file.path])
        state.withLock { $0.batches += 1 }
      }
      ended.signal()
    }.start()
  }

  /// How many batches there were.
  func stop() -> Int {
    state.withLock { $0.isStopped = true }
    ended.wait()
    return state.withLock { $0.batches }
  }
}
