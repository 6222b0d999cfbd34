import AssayStatistics
import Foundation
import TerminalTesting

/// The workbench while it judges at full speed, against a server on this computer that answers at once: from the key
/// until the screen shows what the key does. Screens are drawn beside it all the time, so the end of the output says
/// nothing here; the place in the list does, which every one of these keys changes.
struct LiveRunFigures {
  private static let keys = 200
  private static let concurrency = 64
  let assay: String
  let workspace: URL
  let count: Int
  let folder: URL

  func measure() throws -> [Figure] {
    let server = try ServerProcess(latency: 0)
    defer { server.stop() }
    try configuration(server.url).write(
      to: workspace.appendingPathComponent("assay.toml"), atomically: true, encoding: .utf8)
    let terminal = try PseudoTerminal(
      path: assay, arguments: ["--workspace", workspace.path, "--reviewer", "live"],
      environment: ["HOME": folder.path, "XDG_STATE_HOME": folder.path, "XDG_CONFIG_HOME": folder.path],
      rows: 50, columns: 200)
    try expect(terminal, "the list") { $0.contains("1 of \(grouped(count))") }
    terminal.send(":judge unjudged\r")
    try expect(terminal, "a run") { screen in
      screen.lines[0].contains("judging") && screen.lines[0].contains("%")
    }
    // Connections stand and the first scores are in.
    terminal.send("5")
    try expect(terminal, "a rate") { $0.contains("/s answers") }
    terminal.send("1")
    try expect(terminal, "the list") { $0.contains("1 of \(grouped(count))") }
    var figures = try keyFigures(terminal)
    terminal.send("5")
    try expect(terminal, "the run") { $0.contains("/s answers") }
    let line = terminal.screen.lines.first { $0.contains("/s answers") } ?? ""
    let rate = line.range(of: #"[0-9.,]+/s"#, options: .regularExpression).map { line[$0] }
    figures.append(
      Figure(name: "answers judged meanwhile, \(Self.concurrency) at once", measured: String(rate ?? "?")))
    terminal.send("q")
    _ = terminal.waitForExit()
    return figures
  }

  private func configuration(_ url: String) -> String {
    """
    [task]
    name = "bench"
    [models.bench]
    url = "\(url)"
    model = "bench-model"
    concurrency = \(Self.concurrency)
    [judge]
    model = "bench"
    neighbours = 0

    """
  }

  /// What to press and where in the list it leads.
  private struct Key {
    var name: String
    var text: (Int) -> String
    var next: (_ place: Int, _ index: Int) -> Int
  }

  private func keyFigures(_ terminal: PseudoTerminal) throws -> [Figure] {
    let keys = [
      Key(name: "j, one line down", text: { _ in "j" }, next: { place, _ in place + 1 }),
      Key(name: "k, one line up", text: { _ in "k" }, next: { place, _ in place - 1 }),
      Key(
        name: "End and g, last and first", text: { $0 % 2 == 0 ? "\u{1b}OF" : "g" },
        next: { [count] _, index in index % 2 == 0 ? count : 1 }),
      Key(name: "a, accept: durable and on the screen", text: { _ in "a" }, next: { place, _ in place + 1 }),
      Key(name: "u, undo: durable and on the screen", text: { _ in "u" }, next: { place, _ in place - 1 }),
    ]
    var place = 1
    return try keys.map { try figure($0, terminal, &place) }
  }

  private func figure(_ key: Key, _ terminal: PseudoTerminal, _ place: inout Int) throws -> Figure {
    var latencies: [Double] = []
    for index in 0..<Self.keys {
      place = key.next(place, index)
      let text = "\(grouped(place)) of \(grouped(count))"
      let start = ContinuousClock.now
      terminal.send(key.text(index))
      try expect(terminal, "\(key.name): \(text)") { $0.lines[$0.rows - 2].contains(text) }
      latencies.append((ContinuousClock.now - start).milliseconds)
    }
    let worst = Figure.number(latencies.max() ?? .nan)
    return .atMost(
      16, latencies.percentile(0.99), "p99 of \(key.name), while judging", unit: "ms",
      more: " (p50 \(Figure.number(latencies.percentile(0.5))), worst \(worst))")
  }

  private func expect(_ terminal: PseudoTerminal, _ what: String, _ condition: (VTermScreen) -> Bool) throws {
    guard terminal.waitFor(condition) else {
      throw WorkbenchFigures.Failure(description: "no \(what) on the screen:\n\(terminal.screen.goldenText)")
    }
  }

  /// As the screen writes it: 20,000.
  private func grouped(_ number: Int) -> String {
    var text = String(number)
    var end = text.count - 3
    while end > 0 {
      text.insert(",", at: text.index(text.startIndex, offsetBy: end))
      end -= 3
    }
    return text
  }
}
