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
      let samples = all.map { DiversitySample(text: $0) }
      let start = ContinuousClock.now
      SampledMeasures.measure(samples, into: &report)
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

  private func peer(_ texts: URL) throws -> [String: Double] {
    let script = project.appendingPathComponent("Benchmarks/peer_diversity.py").path
    let output = folder.appendingPathComponent("diversity-peer.json")
    _ = try MeasuredCommand.run([python, script, texts.path], output: output.path)
    return try JSONDecoder().decode([String: Double].self, from: Data(contentsOf: output))
  }
}
