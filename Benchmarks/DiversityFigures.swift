import AssayEmbedding
import AssayGeneration
import AssayModel
import Foundation

/// The measures of diversity beside the Python packages that have them, on as many texts as a run measures at a time.
struct DiversityFigures {
  private static let texts = 200
  private static let rounds = 5
  let data: BenchmarkData
  let project: URL
  let folder: URL

  func measure() throws -> [Figure] {
    let texts = try GeneratedTexts(project: project)
    let all = (0..<UInt64(Self.texts)).map { texts.text($0) }
    let file = folder.appendingPathComponent("texts.json")
    try JSONEncoder().encode(all).write(to: file)
    var (ours, theirs): ([Double], [[String: Double]]) = ([], [])
    var report = DiversityReport(examples: all.count)
    for round in 0..<Self.rounds {
      note("measures of diversity: round \(round + 1) of \(Self.rounds) …")
      let start = ContinuousClock.now
      SampledMeasures.measure(all, into: &report)
      ours.append((ContinuousClock.now - start).milliseconds / 1000)
      if hasPeer, round < 2 { theirs.append(try peer(file)) }
    }
    let seconds = ours.percentile(0.5)
    var figures = [
      Figure(
        name: "distinct-n, self-BLEU and Vendi score of \(Self.texts) texts",
        measured: "\(Figure.number(seconds * 1000)) ms (self-BLEU \(Figure.number(report.selfBLEU ?? .nan)), "
          + "Vendi \(Figure.number((report.vendi ?? .nan) * Double(Self.texts))))")
    ]
    if let model = try GenerationProcesses.models.best() { figures.append(try embedded(all, model)) }
    for (name, key) in [("nltk, self-BLEU alone", "nltk"), ("vendi-score, its n-grams alone", "vendi")] {
      let times = theirs.compactMap { $0[key] }
      guard !times.isEmpty else { continue }
      let value = theirs.compactMap { $0[key + " value"] }.first ?? .nan
      figures.append(
        Figure(
          name: "peer: \(name)",
          measured: "\(Figure.number(times.percentile(0.5) / seconds)) x: "
            + "\(Figure.number(times.percentile(0.5))) s (\(Figure.number(value)))"))
    }
    return figures
  }

  private var python: String { project.appendingPathComponent(".build/bench/venv/bin/python3").path }

  private var hasPeer: Bool { FileManager.default.isExecutableFile(atPath: python) }

  /// The same with the Vendi score on embeddings, of texts that are all new to the model.
  private func embedded(_ all: [String], _ model: StaticModel) throws -> Figure {
    var (times, making): ([Double], [Double]) = ([], [])
    var report = DiversityReport(examples: all.count)
    _ = try model.embed(Array(all.prefix(1)))
    for _ in 0..<Self.rounds {
      let start = ContinuousClock.now
      let made = try model.embed(all)
      let vectors = (0..<made.count).map { row in
        Array(made.values[row * made.dimensions..<(row + 1) * made.dimensions])
      }
      making.append((ContinuousClock.now - start).milliseconds)
      SampledMeasures.measure(all, vectors: vectors, into: &report)
      times.append((ContinuousClock.now - start).milliseconds)
    }
    return Figure(
      name: "the same on embeddings of \(model.name)",
      measured:
        "\(Figure.number(times.percentile(0.5))) ms, \(Figure.number(making.percentile(0.5))) of them for the "
        + "embeddings (Vendi \(Figure.number((report.vendi ?? .nan) * Double(Self.texts))))")
  }

  private func peer(_ texts: URL) throws -> [String: Double] {
    let script = project.appendingPathComponent("Benchmarks/peer_diversity.py").path
    let output = folder.appendingPathComponent("diversity-peer.json")
    _ = try MeasuredCommand.run([python, script, texts.path], output: output.path)
    return try JSONDecoder().decode([String: Double].self, from: Data(contentsOf: output))
  }
}
