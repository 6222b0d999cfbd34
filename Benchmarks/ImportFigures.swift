import Foundation

/// Import and export, beside a peer: what a script with Python's own json and sqlite3 (FTS5) takes for the same
/// rows. The two take turns, so that a noisy moment hits both.
struct ImportFigures {
  private static let rows = 200_000
  private static let rounds = 3
  let assay: String
  let folder: URL
  let data: BenchmarkData
  let peer: URL

  func measure() throws -> [Figure] {
    let file = try data.file(rows: Self.rows, in: folder).path
    var plain: [MeasuredCommand] = []
    var whole: [MeasuredCommand] = []
    var free: [MeasuredCommand] = []
    var peers: [MeasuredCommand] = []
    for _ in 0..<Self.rounds {
      plain.append(try importing(file, [], onOneCore: true))
      peers.append(
        try MeasuredCommand.run(
          ["python3", peer.path, file, folder.appendingPathComponent("peer.db").path], onOneCore: true))
      whole.append(try importing(file, ["--duplicates"], onOneCore: true))
      free.append(try importing(file, ["--duplicates"]))
    }
    return [
      rate(plain, "import, one core: ids, scores, full text", target: 30_000),
      rate(peers, "peer: Python json + sqlite3 with FTS5, one core"),
      rate(whole, "import with near duplicates, one core"),
      rate(free, "import with near duplicates, all cores"),
      .atMost(
        200, plain.map(\.peakMegabytes).max() ?? .nan, "import, peak memory", unit: "MB",
        more: " (with near duplicates: \(Figure.number((whole + free).map(\.peakMegabytes).max() ?? .nan)))"),
    ] + (try exportFigures())
  }

  private func importing(_ file: String, _ options: [String], onOneCore: Bool = false) throws
    -> MeasuredCommand
  {
    let workspace = try Workspace.make(assay, in: folder, name: "import")
    return try MeasuredCommand.run(
      [assay, "import", "--quiet", "--workspace", workspace.path, file] + options, onOneCore: onOneCore)
  }

  /// Takes the workspace that the last import left.
  private func exportFigures() throws -> [Figure] {
    let workspace = folder.appendingPathComponent("import").path
    return try ["jsonl", "csv"].map { format in
      let out = folder.appendingPathComponent("export.\(format)").path
      let runs = try (0..<Self.rounds).map { _ in
        try MeasuredCommand.run(
          [assay, "export", "all", "--workspace", workspace, "--format", format, "--force", "-o", out])
      }
      return rate(runs, "export of everything as \(format)")
    }
  }

  private func rate(_ runs: [MeasuredCommand], _ name: String, target: Double? = nil) -> Figure {
    let rates = runs.map { Double(Self.rows) / $0.seconds }
    let cpu = runs.map { $0.cpuSeconds / Double(Self.rows) * 1e6 }.percentile(0.5)
    let range = "\(Figure.number(rates.min() ?? 0))–\(Figure.number(rates.max() ?? 0))"
    let more = " (\(range); \(Figure.number(cpu)) µs CPU a row)"
    let median = rates.percentile(0.5)
    if let target { return .atLeast(target, median, name, unit: "rows/s", more: more) }
    return Figure(name: name, measured: Figure.number(median) + " rows/s" + more)
  }
}

/// Workspaces to measure in.
enum Workspace {
  /// A new workspace; one that is there is removed.
  static func make(_ assay: String, in folder: URL, name: String) throws -> URL {
    let workspace = folder.appendingPathComponent(name)
    try? FileManager.default.removeItem(at: workspace)
    try FileManager.default.createDirectory(at: workspace, withIntermediateDirectories: true)
    _ = try MeasuredCommand.run([
      assay, "init", "--workspace", workspace.path, "--name", "benchmark", "--labels",
      "billing,shipping,account,other", "--dimensions", "relevance,accuracy,clarity,diversity",
    ])
    return workspace
  }
}
