import AssayStatistics
import Foundation
import TerminalTesting

/// The workbench on a big workspace, on a pseudo-terminal of 200x50: from the key to the last byte of the screen
/// that answers it.
struct WorkbenchFigures {
  private static let keys = 200
  let assay: String
  let workspace: URL
  let count: Int
  let folder: URL

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  func measure() throws -> [Figure] {
    let starts = try (0..<7).map { _ in try start() }
    let terminal = try open()
    try expect("1 of \(grouped(count))", terminal)
    // What is read in the background after the first screen is not part of any key.
    settle(terminal)
    var figures = [
      Figure.atMost(
        150, starts.percentile(0.5), "start to first complete screen", unit: "ms",
        more: " (worst of \(starts.count): \(Figure.number(starts.max() ?? .nan)) ms)")
    ]
    figures += try keyFigures(terminal)
    figures += try findFigures(terminal)
    figures.append(try memoryFigure(terminal))
    figures.append(try thresholdFigure(terminal))
    terminal.send("q")
    _ = terminal.waitForExit()
    return figures
  }

  // MARK: Start

  private func open() throws -> PseudoTerminal {
    try PseudoTerminal(
      path: assay, arguments: ["--workspace", workspace.path, "--reviewer", "bench"],
      environment: [
        "HOME": folder.path, "XDG_STATE_HOME": folder.path, "XDG_CONFIG_HOME": folder.path,
        "COLORTERM": "truecolor",
      ], rows: 50, columns: 200)
  }

  /// Milliseconds until list, example with its scores, place and footer stand.
  private func start() throws -> Double {
    let clock = ContinuousClock.now
    let terminal = try open()
    let isThere = terminal.waitFor { screen in
      screen.contains("1 of \(grouped(count))") && screen.contains("ex-1 ") && screen.contains("relevance")
        && screen.contains("? help")
    }
    let elapsed = (ContinuousClock.now - clock).milliseconds
    guard isThere else { throw Failure(description: "no first screen:\n\(terminal.screen.goldenText)") }
    terminal.send("q")
    _ = terminal.waitForExit()
    return elapsed
  }

  // MARK: Keys

  private func keyFigures(_ terminal: PseudoTerminal) throws -> [Figure] {
    var random = RepeatableGenerator(seed: 7)
    let down = try respond(terminal, "j, one line down") { _ in "j" }
    var figures = [down.figure]
    figures.append(try respond(terminal, "k, one line up") { _ in "k" }.figure)
    figures.append(try respond(terminal, "PageDown") { _ in "\u{1b}[6~" }.figure)
    figures.append(
      try respond(terminal, "End and g, last and first") { $0 % 2 == 0 ? "\u{1b}OF" : "g" }.figure)
    figures.append(
      try respond(
        terminal, "opening any example (Enter after :N)",
        before: { [count] _ in ":\(1 + random.next(below: UInt64(count)))" }
      ) { _ in "\r" }.figure)
    figures.append(try respond(terminal, "a, accept: durable and on the screen") { _ in "a" }.figure)
    figures.append(try respond(terminal, "u, undo: durable and on the screen") { _ in "u" }.figure)
    figures.append(
      .atMost(
        1500, down.bytes.percentile(0.5), "bytes for j at 200x50", unit: "bytes",
        more: " (most: \(Figure.number(down.bytes.max() ?? .nan)))"))
    return figures
  }

  /// - Parameter before: what is typed before the key, and does not count.
  private func respond(
    _ terminal: PseudoTerminal, _ name: String, before: ((Int) -> String)? = nil, _ key: (Int) -> String
  ) throws -> (figure: Figure, bytes: [Double]) {
    var latencies: [Double] = []
    var bytes: [Double] = []
    for index in 0..<Self.keys {
      if let before { _ = terminal.respond(to: before(index)) }
      guard let response = terminal.respond(to: key(index)) else {
        throw Failure(description: "no answer to \(name)")
      }
      latencies.append(response.latency.milliseconds)
      bytes.append(Double(response.bytes))
    }
    let figure = Figure.atMost(
      16, latencies.percentile(0.99), "p99 of \(name)", unit: "ms",
      more: " (p50 \(Figure.number(latencies.percentile(0.5))))")
    return (figure, bytes)
  }

  // MARK: Finding

  private func findFigures(_ terminal: PseudoTerminal) throws -> [Figure] {
    terminal.send("g")
    settle(terminal)
    let filters = [
      "label:billing", "accuracy<3", "verdict:undecided", "batch:batch 7", "length>400", "cluster>1",
    ]
    let filter = try filters.map { term in
      let latency = try listLatency(terminal, ":filter \(term)", chip: " \(term) ")
      _ = terminal.respond(to: ":clear\r", quiet: .milliseconds(400))
      return latency
    }
    let orders = ["lowest score", "uncertainty", "cluster size", "longest", "random 7", "import"]
    let order = try orders.map { order in
      try listLatency(terminal, ":order \(order)", chip: order == "import" ? "" : " order: \(order) ")
    }
    var search: [Double] = []
    for word in ["accurate", "parcel", "question", "the", "wrong rate", "exchange rate"] {
      _ = terminal.respond(to: "/", quiet: .milliseconds(100))
      for end in word.indices {
        search.append(try searchLatency(terminal, key: String(word[end]), text: String(word[...end])))
      }
      _ = terminal.respond(to: "\u{1b}", quiet: .milliseconds(600))
    }
    return [
      worst(filter, of: filters, "filter"), worst(order, of: orders, "order"),
      .atMost(
        100, search.max() ?? .nan, "search as you type, worst of \(search.count) keys", unit: "ms",
        more: " (p50 \(Figure.number(search.percentile(0.5))))"),
    ]
  }

  /// Until the matches of the text so far are there: the chip says how many, and the cursor is on one.
  private func searchLatency(_ terminal: PseudoTerminal, key: String, text: String) throws -> Double {
    let start = ContinuousClock.now
    terminal.send(key)
    let isThere = terminal.waitFor { screen in
      let chips = screen.lines[screen.rows - 2]
      guard let end = chips.range(of: "/\(text) ")?.upperBound else { return chips.contains("Nothing found") }
      return chips[end...].first?.isNumber == true
    }
    guard isThere else { throw Failure(description: "no matches of \(text):\n\(terminal.screen.goldenText)") }
    return (ContinuousClock.now - start).milliseconds
  }

  /// From Enter until the list stands: its chip is there, and the sign of a list that is being made is not.
  private func listLatency(_ terminal: PseudoTerminal, _ command: String, chip: String) throws -> Double {
    _ = terminal.respond(to: command)
    let start = ContinuousClock.now
    guard let echo = terminal.respond(to: "\r") else { throw Failure(description: "no answer to \(command)") }
    func isThere(_ screen: VTermScreen) -> Bool {
      let chips = screen.lines[screen.rows - 2]
      return (chip.isEmpty || chips.contains(chip)) && !chips.contains(" … ")
    }
    if isThere(terminal.screen) { return echo.latency.milliseconds }
    guard terminal.waitFor(isThere) else {
      throw Failure(description: "no list after \(command):\n\(terminal.screen.goldenText)")
    }
    return (ContinuousClock.now - start).milliseconds
  }

  private func worst(_ latencies: [Double], of names: [String], _ kind: String) -> Figure {
    let (name, latency) = zip(names, latencies).max { $0.1 < $1.1 } ?? ("", .nan)
    return .atMost(
      300, latency, "\(kind), worst of \(names.count)", unit: "ms",
      more: " (\(name); p50 \(Figure.number(latencies.percentile(0.5))))")
  }

  // MARK: Calibration

  /// A threshold that moves on the calibration screen: matrix, reject rate of all that is scored and cost follow.
  private func thresholdFigure(_ terminal: PseudoTerminal) throws -> Figure {
    terminal.send("g")
    settle(terminal)
    for index in 0..<120 { _ = terminal.respond(to: index % 3 == 0 ? "r" : "a") }
    terminal.send("3")
    guard terminal.waitFor(timeout: .seconds(60), { $0.contains("of all \(grouped(count)) scored") }) else {
      throw Failure(description: "no figures of the judge:\n\(terminal.screen.goldenText)")
    }
    // To the sliders.
    terminal.send("\t")
    settle(terminal)
    return try respond(terminal, "a threshold moved, matrix and reject rate on the screen") {
      $0 % 2 == 0 ? "\u{1b}[C" : "\u{1b}[D"
    }.figure
  }

  // MARK: Memory

  private func memoryFigure(_ terminal: PseudoTerminal) throws -> Figure {
    let status = try? String(contentsOfFile: "/proc/\(terminal.processIdentifier)/status", encoding: .utf8)
    func megabytes(_ name: String) -> Double? {
      let line = status?.split(separator: "\n").first { $0.hasPrefix(name + ":") }
      return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }.map {
        $0 * 1024 / 1e6
      }
    }
    guard let resident = megabytes("VmRSS"), let peak = megabytes("VmHWM") else {
      return Figure(name: "resident memory after all of this", measured: "not to be had on this system")
    }
    return .atMost(
      150, resident, "resident memory after all of this", unit: "MB", more: " (peak \(Figure.number(peak)))")
  }

  // MARK: Waiting

  private func settle(_ terminal: PseudoTerminal) {
    _ = terminal.waitFor(timeout: .seconds(2)) { _ in false }
  }

  private func expect(_ text: String, _ terminal: PseudoTerminal) throws {
    guard terminal.waitForText(text) else {
      throw Failure(description: "\"\(text)\" is not on the screen:\n\(terminal.screen.goldenText)")
    }
  }

  private func grouped(_ number: Int) -> String { Figure.number(Double(number)) }
}
