import Foundation

/// Generating examples: what watching their diversity costs, whether many examples slow the next batch, and how fast the
/// engine is where the model is not waited for.
struct GenerationFigures {
  private static let rounds = 3
  /// Requests a second that the server answers.
  private static let rate = 300.0
  let assay: String
  let data: BenchmarkData
  let project: URL
  let folder: URL
  /// Examples of the largest workspace.
  let count: Int

  func measure() throws -> [Figure] {
    try guardFigures(calls: 6_000, examples: 5) + guardFigures(calls: 1_500, examples: 20) + sizeFigures()
      + DiversityFigures(data: data, project: project, folder: folder).measure()
  }

  // MARK: The guard

  /// Runs with and without the guard take turns, so that a noisy moment hits both.
  private func guardFigures(calls: Int, examples: Int) throws -> [Figure] {
    let server = try ServerProcess(["serve-generation", String(Self.rate), String(examples)])
    defer { server.stop() }
    var (guarded, bare): ([Generated], [Generated]) = ([], [])
    for round in 0..<Self.rounds {
      note("generating, \(calls) calls of \(examples): round \(round + 1) of \(Self.rounds) …")
      bare.append(try generate(empty(), calls, examples, server.url, isGuarded: false))
      guarded.append(try generate(empty(), calls, examples, server.url, isGuarded: true))
    }
    let (with, without) = (Self.median(guarded, "seconds"), Self.median(bare, "seconds"))
    let name = "\(Figure.number(Double(calls))) calls of \(examples) at 300 requests/s"
    let processor = (Self.median(guarded, "cpu") - Self.median(bare, "cpu")) / Double(calls * examples)
    return [
      .atMost(
        5, max(0, with / without - 1) * 100, "time that the diversity guard adds, \(name)", unit: "%",
        more: ": \(Figure.number(with)) s after \(Figure.number(without)), Vendi score on "
          + (Self.median(guarded, "embedded") == 1 ? "embeddings" : "n-grams")),
      Figure(
        name: "CPU time of the guard, the same",
        measured: "\(Figure.number(processor * 1e6)) µs an example, of "
          + "\(Figure.number(Self.median(guarded, "cpu") / Double(calls * examples) * 1e6)) in all; "
          + "\(Figure.number(Double(calls) / with)) requests/s"),
    ]
  }

  // MARK: The size of the workspace

  /// A batch answered within the process, in workspaces of three sizes in turn.
  private func sizeFigures() throws -> [Figure] {
    let sizes = [0, 100_000, count].filter { $0 <= count }
    let workspaces = try sizes.map { try workspace(of: $0) }
    var results = sizes.map { _ in [Generated]() }
    for round in 0..<Self.rounds + 1 {
      note("batches in workspaces of \(sizes.map(String.init).joined(separator: ", ")): round \(round) …")
      for (place, folder) in workspaces.enumerated() {
        let result = try generate(folder, 100, 20, "-", isGuarded: true)
        // The first batch of a workspace makes an index of its contents.
        if round > 0 { results[place].append(result) }
      }
    }
    let settle = results.map { Self.median($0, "settle p50") }
    return zip(sizes, results).enumerated().flatMap { place, item -> [Figure] in
      let (size, runs) = item
      let name = size == 0 ? "without examples" : "of \(Figure.number(Double(size))) examples"
      let p99 = Figure.number(Self.median(runs, "settle p99"))
      let settled =
        place == 0
        ? Figure(
          name: "160 examples from answers to the disk, workspace \(name)",
          measured: "\(Figure.number(settle[0])) ms (p99 \(p99))")
        : .atMost(
          1.2, settle[place] / settle[0], "the same, workspace \(name)", unit: "x",
          more: ": \(Figure.number(settle[place])) ms (p99 \(p99))")
      return [
        settled,
        Figure(
          name: "from the command to the first request, workspace \(name)",
          measured:
            "\(Figure.number((Self.median(runs, "first") + Self.median(runs, "opening")) * 1000)) ms; "
            + "the batch of 2,000 takes \(Figure.number(Self.median(runs, "seconds"))) s, "
            + "\(Figure.number(Self.median(runs, "peak"))) MB"),
      ]
    } + [try overhead()]
  }

  private func overhead() throws -> Figure {
    let runs = try (0..<Self.rounds).map { _ in try generate(empty(), 1_000, 20, "-", isGuarded: true) }
    let rate = 20_000 / Self.median(runs, "seconds")
    let processor = Self.median(runs, "cpu") / 20_000 * 1e6
    return Figure(
      name: "examples that a model without delay brings to the disk",
      measured: "\(Figure.number(rate)) examples/s, \(Figure.number(processor)) µs CPU an example")
  }

  // MARK: Processes

  private struct Generated {
    var values: [String: Double]
  }

  private static func median(_ all: [Generated], _ name: String) -> Double {
    all.map { $0.values[name] ?? .nan }.percentile(0.5)
  }

  private func generate(
    _ workspace: URL, _ calls: Int, _ examples: Int, _ url: String, isGuarded: Bool
  ) throws -> Generated {
    let output = folder.appendingPathComponent("generated.json")
    let command = try MeasuredCommand.run(
      [
        ServerProcess.program, "generate", workspace.path, String(calls), String(examples), url,
        isGuarded ? "guarded" : "bare",
      ], output: output.path)
    var values = try JSONDecoder().decode([String: Double].self, from: Data(contentsOf: output))
    values["cpu"] = command.cpuSeconds
    values["peak"] = command.peakMegabytes
    return Generated(values: values)
  }

  private func empty() throws -> URL { try Workspace.make(assay, in: folder, name: "generated") }

  /// The workspace of so many examples, which is made when it is not there. A few thousand more by earlier rounds do not
  /// matter.
  private func workspace(of size: Int) throws -> URL {
    let finished = folder.appendingPathComponent("generated-\(size)")
    if size > 0, FileManager.default.fileExists(atPath: finished.path) { return finished }
    note("making a workspace of \(size) examples …")
    let workspace = try Workspace.make(assay, in: folder, name: "new")
    if size > 0 {
      let file = try data.file(rows: size, in: folder)
      _ = try MeasuredCommand.run([assay, "import", "--quiet", "--workspace", workspace.path, file.path])
    }
    try? FileManager.default.removeItem(at: finished)
    try FileManager.default.moveItem(at: workspace, to: finished)
    return finished
  }
}
