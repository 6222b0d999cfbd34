import Foundation
import TerminalTesting

/// Near duplicates as a command on a plain file, beside the Python packages that do the same job. Program and peers take
/// turns, so that a noisy moment hits all of them. Without the peers (`make bench-peers` installs them) only our own
/// figures are taken.
struct DuplicateFigures {
  private static let rounds = 3
  /// 52,002 rows of really generated instruction data, in which nearly no whole text repeats.
  private static let alpaca = "../shared/data/alpaca/alpaca_52k.jsonl.gz"
  private static let plantedCopies = 9_657
  let assay: String
  let folder: URL
  let project: URL

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// - Parameter onlyThreshold: takes nothing but the figure of a threshold that is moved.
  func measure(onlyThreshold: Bool) throws -> [Figure] {
    let source = project.appendingPathComponent(Self.alpaca)
    guard FileManager.default.fileExists(atPath: source.path) else {
      note("no \(source.path): the figures of near duplicates are left out")
      return []
    }
    if onlyThreshold { return try thresholdFigures(source) }
    return try minhashFigures(source) + embeddingFigures(source) + thresholdFigures(source)
      + growthFigures(source)
  }

  // MARK: MinHash

  private func minhashFigures(_ source: URL) throws -> [Figure] {
    let rows = try planted(source, ["--copies", String(Self.plantedCopies)], name: "alpaca-planted.jsonl")
    let truth = folder.appendingPathComponent("alpaca-planted-truth.jsonl")
    if hasPeers, !FileManager.default.fileExists(atPath: truth.path) {
      note("near duplicates: brute force …")
      let aside = truth.appendingPathExtension("new")
      _ = try peer("peer_minhash.py", ["--peer", "bruteforce", rows.path, aside.path])
      try FileManager.default.moveItem(at: aside, to: truth)
    }
    var ours: [Run] = []
    var peers: [String: [Run]] = [:]
    for round in 0..<Self.rounds {
      note("near duplicates: MinHash, round \(round + 1) of \(Self.rounds) …")
      ours.append(try dedupe(rows, ["--method", "exact,minhash", "--threshold", "0.8"]))
      for name in hasPeers ? ["gaoya", "rensa", "datasketch"] : [] {
        let pairs = folder.appendingPathComponent("pairs-\(name).jsonl")
        peers[name, default: []].append(
          try peer(
            "peer_minhash.py", ["--peer", name, rows.path, pairs.path, "--truth", truth.path]))
      }
    }
    var figures = [
      seconds(ours, "near duplicates, 61,659 texts, MinHash 0.8: whole command", try accuracy(truth))
    ]
    for name in ["gaoya", "rensa", "datasketch"] {
      guard let runs = peers[name], let last = runs.last else { continue }
      figures.append(
        seconds(runs, "peer: \(name)", " recall \(last["recall"]), precision \(last["precision"])"))
      figures.append(ratio(ours, runs, name, atLeast: name == "datasketch" ? 10 : 1))
    }
    return figures
  }

  /// Recall and precision of the pairs that the last run wrote, against brute force.
  private func accuracy(_ truth: URL) throws -> String {
    guard hasPeers else { return "" }
    let wanted = try pairs(in: truth) { [$0["first"], $0["second"]].compactMap { $0 as? Int } }
    let found = try pairs(in: pairFile) { row in
      // Rows are counted from 0 there, lines from 1 here.
      [row["first_line"], row["second_line"]].compactMap { ($0 as? Int).map { $0 - 1 } }
    }
    let hits = Double(wanted.intersection(found).count)
    let recall = hits / Double(max(1, wanted.count))
    let precision = hits / Double(max(1, found.count))
    return String(format: " recall %.4f, precision %.4f", recall, precision)
  }

  private var pairFile: URL { folder.appendingPathComponent("pairs.jsonl") }

  private func pairs(in file: URL, _ ends: ([String: Any]) -> [Int]) throws -> Set<[Int]> {
    var result: Set<[Int]> = []
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      guard let row = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
        continue
      }
      let pair = ends(row).sorted()
      if pair.count == 2 { result.insert(pair) }
    }
    return result
  }

  // MARK: Embeddings

  private func embeddingFigures(_ source: URL) throws -> [Figure] {
    let rows = try planted(source, ["--copies", "0"], name: "alpaca.jsonl")
    var figures: [Figure] = []
    for threshold in ["0.95", "0.85"] {
      var ours: [Run] = []
      var peers: [String: [Run]] = [:]
      for round in 0..<(threshold == "0.95" ? Self.rounds : 1) {
        note("near duplicates: embeddings at \(threshold), round \(round + 1) …")
        ours.append(
          try dedupe(rows, ["--method", "embedding", "--threshold", "embedding=\(threshold)"]))
        for name in hasPeers && round == 0 ? ["faiss", "semhash"] : [] {
          peers[name, default: []].append(
            try peer(
              "peer_embedding.py",
              ["--peer", name, "--threshold", threshold, "--fields", "text", rows.path]))
        }
      }
      figures.append(
        seconds(
          ours, "near duplicates, 52,002 texts, embeddings \(threshold), exact: whole command",
          " \(ours.last?["pairs"] ?? "?") pairs in \(ours.last?["clusters"] ?? "?") clusters"))
      for name in ["faiss", "semhash"] {
        guard let runs = peers[name], let last = runs.last else { continue }
        figures.append(
          seconds(runs, "peer: \(name)", last["pairs"] == "<null>" ? "" : " \(last["pairs"]) pairs"))
        figures.append(ratio(ours, runs, name, atLeast: 3))
      }
    }
    return figures
  }

  // MARK: The threshold

  /// A key that moves the threshold, until the clusters that follow are on the screen and nothing more comes.
  private func thresholdFigures(_ source: URL) throws -> [Figure] {
    note("near duplicates: moving the threshold …")
    let rows = try planted(source, ["--copies", String(Self.plantedCopies)], name: "alpaca-planted.jsonl")
    let workspace = try Workspace.make(assay, in: folder, name: "clusters")
    _ = try MeasuredCommand.run([assay, "import", "--quiet", "--workspace", workspace.path, rows.path])
    let terminal = try PseudoTerminal(
      path: assay, arguments: ["--workspace", workspace.path, "--reviewer", "bench"],
      environment: [
        "HOME": folder.path, "XDG_STATE_HOME": folder.path, "XDG_CONFIG_HOME": folder.path,
        "COLORTERM": "truecolor",
      ], rows: 50, columns: 200)
    terminal.send("2")
    guard terminal.waitForText("no pairs kept below") else {
      throw Failure(description: "no clusters screen:\n\(terminal.screen.goldenText)")
    }
    _ = terminal.waitFor(timeout: .seconds(2)) { _ in false }
    var latencies: [Double] = []
    for index in 0..<60 {
      let key = index % 20 < 10 ? "+" : "-"
      guard let response = terminal.respond(to: key, quiet: .milliseconds(200)) else {
        throw Failure(description: "no answer to \(key)")
      }
      latencies.append(response.latency.milliseconds)
    }
    terminal.send("q")
    _ = terminal.waitForExit()
    return [
      .atMost(
        100, latencies.percentile(0.99), "p99 of + and -: clusters of 61,659 examples formed anew",
        unit: "ms",
        more: " (p50 \(Figure.number(latencies.percentile(0.5))))")
    ]
  }

  // MARK: Growth

  private func growthFigures(_ source: URL) throws -> [Figure] {
    try [250_000, 500_000, 1_000_000].flatMap { count -> [Figure] in
      let rows = try planted(
        source, ["--rows", String(count), "--limit", String(count / 20)], name: "families-\(count).jsonl")
      note("near duplicates: \(count) texts …")
      let run = try dedupe(rows, ["--method", "exact,minhash", "--threshold", "0.8"])
      let name = "near duplicates, \(Figure.number(Double(count))) texts, MinHash 0.8"
      let memory = Figure.number(run.measured.peakMegabytes)
      guard count == 1_000_000 else {
        return [Figure(name: name, measured: "\(Figure.number(run.measured.seconds)) s, \(memory) MB")]
      }
      return [
        .atMost(60, run.measured.seconds, name, unit: "s"),
        .atMost(2_000, run.measured.peakMegabytes, name + ", peak memory", unit: "MB"),
      ]
    }
  }

  // MARK: Running

  /// A command and what it printed as JSON.
  private struct Run {
    var measured: MeasuredCommand
    var printed: [String: Any]
    subscript(name: String) -> String { printed[name].map { "\($0)" } ?? "?" }
  }

  /// Reads a file, finds, writes the clusters: what a person's pipeline does.
  private func dedupe(_ rows: URL, _ options: [String]) throws -> Run {
    let clusters = folder.appendingPathComponent("clusters.jsonl").path
    return try run(
      [
        assay, "dedupe", rows.path, "--field", "text", "-o", clusters, "--pairs", pairFile.path, "--force",
        "--quiet", "--json",
      ] + options)
  }

  private var python: String { folder.appendingPathComponent("venv/bin/python3").path }
  private var hasPeers: Bool { FileManager.default.isExecutableFile(atPath: python) }

  private func peer(_ script: String, _ arguments: [String]) throws -> Run {
    try run([python, project.appendingPathComponent("Benchmarks/\(script)").path] + arguments)
  }

  private func run(_ arguments: [String]) throws -> Run {
    let output = folder.appendingPathComponent("printed.json")
    let measured = try MeasuredCommand.run(arguments, output: output.path)
    // Libraries may print lines of their own before it.
    let lines = try String(contentsOf: output, encoding: .utf8)
    guard let start = lines.range(of: "{")?.lowerBound,
      let object = try? JSONSerialization.jsonObject(with: Data(lines[start...].utf8)) as? [String: Any]
    else { throw Failure(description: "no JSON from \(arguments.joined(separator: " "))") }
    return Run(measured: measured, printed: object)
  }

  /// A file of rows {"id", "text"} made from the source, which is made when it is not there.
  private func planted(_ source: URL, _ options: [String], name: String) throws -> URL {
    let file = folder.appendingPathComponent(name)
    if FileManager.default.fileExists(atPath: file.path) { return file }
    let aside = file.appendingPathExtension("new")
    _ = try MeasuredCommand.run(
      ["python3", project.appendingPathComponent("Benchmarks/plant_copies.py").path, source.path, aside.path]
        + options)
    try FileManager.default.moveItem(at: aside, to: file)
    return file
  }

  // MARK: Figures

  private func seconds(_ runs: [Run], _ name: String, _ more: String) -> Figure {
    let times = runs.map(\.measured.seconds)
    let range = "\(Figure.number(times.min() ?? .nan))–\(Figure.number(times.max() ?? .nan))"
    return Figure(
      name: name,
      measured: "\(Figure.number(times.percentile(0.5))) s (\(range); "
        + "\(Figure.number(runs.map(\.measured.cpuSeconds).percentile(0.5))) s CPU, "
        + "\(Figure.number(runs.map(\.measured.peakMegabytes).max() ?? .nan)) MB)" + more)
  }

  private func ratio(_ ours: [Run], _ theirs: [Run], _ name: String, atLeast: Double) -> Figure {
    let factor =
      theirs.map(\.measured.seconds).percentile(0.5) / ours.map(\.measured.seconds).percentile(0.5)
    return .atLeast(atLeast, factor, "  faster than \(name)", unit: "x")
  }
}
