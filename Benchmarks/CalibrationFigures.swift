import AssayParallel
import AssayStatistics
import Foundation

/// Every measure of a judge with bootstrap intervals, beside judgy and the loop that judgy has in it over the measures of
/// NumPy, SciPy and scikit-learn. Both take turns, so that a noisy moment hits both.
struct CalibrationFigures {
  private static let rounds = 5
  private static let resamples = 20_000
  /// Of these the peer's loop does as many, and its time is scaled.
  private static let peerResamples = 100
  let project: URL
  let folder: URL

  func measure() throws -> [Figure] {
    let data = CalibrationData()
    let file = folder.appendingPathComponent("calibration.json")
    try JSONEncoder().encode(data).write(to: file)
    var (all, one, share, grouped): ([Double], [Double], [Double], [Double]) = ([], [], [], [])
    var (judgy, loop): ([Double], [Double]) = ([], [])
    for round in 0..<Self.rounds {
      note("calibration: round \(round + 1) of \(Self.rounds) …")
      all.append(try time { try Self.everything(data, threads: 2, groups: nil) })
      one.append(try time { try Self.everything(data, threads: 1, groups: nil) })
      share.append(time { Self.corrected(data) })
      grouped.append(try time { try Self.everything(data, threads: 2, groups: Self.groups) })
      guard hasPeer else { continue }
      judgy.append(try peer(["judgy", file.path]))
      loop.append(try peer(["loop", file.path, "--resamples", String(Self.peerResamples)]))
    }
    var figures: [Figure] = [
      .atMost(
        1, all.percentile(0.5), "calibration, every measure, n = 10,000, 20,000 resamples", unit: "s",
        more: Self.range(all)),
      Figure(name: "the same on one core", measured: Self.shown(one)),
      Figure(name: "the same, drawing 2,500 groups of four", measured: Self.shown(grouped)),
      Figure(name: "the corrected share alone", measured: Self.shown(share)),
    ]
    if hasPeer {
      figures.append(Self.slower(loop, all, "peer: NumPy, SciPy, scikit-learn in a loop"))
      figures.append(Self.slower(judgy, share, "peer: judgy, the corrected share alone"))
    }
    return figures
  }

  private static let groups = (0..<CalibrationData.calibrated).map { String($0 / 4) }

  // MARK: What is measured

  private static func everything(_ data: CalibrationData, threads: Int, groups: [String]?) throws {
    // The dearest first, so that both cores end together.
    let tasks: [@Sendable () -> Void] =
      data.human.indices.reversed().map { dimension in { Self.dimension(data, dimension, groups) } }
      + [{ verdicts(data, groups) }, { corrected(data) }, { curves(data, groups) }]
    try Parallel(threads: threads).forEach(count: tasks.count, part: 1) { _, range in
      for place in range { tasks[place]() }
    }
  }

  private static func dimension(_ data: CalibrationData, _ dimension: Int, _ groups: [String]?) {
    let measures = DimensionMeasures(
      human: data.human[dimension], judge: data.judge[dimension], groups: groups, scale: 1...5,
      resamples: resamples)
    keep(measures.spearman.interval, OrdinalBias(measures.matrix, resamples: resamples).overall.interval)
  }

  private static func verdicts(_ data: CalibrationData, _ groups: [String]?) {
    guard let groups else {
      return keep(VerdictMeasures(data.matrix, resamples: resamples).kappa.interval)
    }
    let verdicts = WeightedVerdicts(
      accepted: data.accepted.map { $0 == 1 }, kept: data.kept.map { $0 == 1 }, groups: groups)
    keep(WeightedVerdictMeasures(verdicts, resamples: resamples).kappa.interval)
  }

  private static func corrected(_ data: CalibrationData) {
    let matrix = data.matrix
    let kept = data.rest.reduce(0, +)
    let share = CorrectedShare(
      calibration: matrix, kept: matrix.kept + kept, scored: matrix.count + data.rest.count,
      resamples: resamples)
    keep(share.good.interval, share.badLeft.interval)
  }

  private static func curves(_ data: CalibrationData, _ groups: [String]?) {
    let accepted = data.accepted.map { $0 == 1 }
    let curves = RankCurves(scores: data.judge[4], accepted: accepted)
    keep(curves.areaEstimate(groups: groups).interval)
    let fit = LogisticFit(
      inputs: accepted.indices.map { place in (0..<4).map { data.judge[$0][place] } }, accepted: accepted)
    let scan = ThresholdScan(scores: data.judge[4], accepted: accepted)
    precondition(fit != nil && scan.best() != nil && curves.averagePrecision != nil)
  }

  /// Figures that are used cannot be left out by the compiler.
  private static func keep(_ intervals: Interval?...) {
    precondition(intervals.allSatisfy { $0.map { $0.width > 0 } ?? false }, "every measure has an interval")
  }

  // MARK: Times

  private func time(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    return (ContinuousClock.now - start).milliseconds / 1000
  }

  private static func range(_ seconds: [Double]) -> String {
    " (\(Figure.number(seconds.min() ?? 0))–\(Figure.number(seconds.max() ?? 0)))"
  }

  private static func shown(_ seconds: [Double]) -> String {
    let median = seconds.percentile(0.5)
    return median < 0.1
      ? "\(Figure.number(median * 1000)) ms\(range(seconds.map { $0 * 1000 }))"
      : "\(Figure.number(median)) s\(range(seconds))"
  }

  private static func slower(_ theirs: [Double], _ ours: [Double], _ name: String) -> Figure {
    .atLeast(
      10, theirs.percentile(0.5) / ours.percentile(0.5), name, unit: "x", more: ": " + shown(theirs))
  }

  // MARK: The peer

  private var python: String { project.appendingPathComponent(".build/bench/venv/bin/python3").path }

  private var hasPeer: Bool { FileManager.default.isExecutableFile(atPath: python) }

  /// The seconds that it says.
  private func peer(_ arguments: [String]) throws -> Double {
    let script = project.appendingPathComponent("Benchmarks/peer_calibration.py").path
    let output = folder.appendingPathComponent("calibration-peer.json")
    _ = try MeasuredCommand.run([python, script] + arguments, output: output.path)
    let values = try JSONDecoder().decode([String: Double].self, from: Data(contentsOf: output))
    guard let seconds = values["seconds"] else {
      throw MeasuredCommand.Failure(description: "no seconds from \(script)")
    }
    return seconds
  }
}
