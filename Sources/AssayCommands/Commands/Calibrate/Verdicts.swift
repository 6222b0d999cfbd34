import AssayEngine
import AssayFormats
import AssayStatistics

/// Accepts and rejects, keeps and drops, from rows of scores.
struct Verdicts {
  private(set) var matrix = ConfusionMatrix()
  /// Over everything that the judge has scored, with or without a person's word.
  private var kept = 0
  private var scored = 0

  init(_ pairs: [FileScores.Pair], _ settings: CalibrationReport.Settings) {
    let dimensions = Set(pairs.flatMap { Array($0.judge.scores.keys) })
    for pair in pairs {
      guard
        let keeps = pair.judge.isAccepted
          ?? Self.mean(pair.judge.scores, dimensions).map({ $0 >= settings.keepAt })
      else { continue }
      scored += 1
      if keeps { kept += 1 }
      guard let human = pair.human else { continue }
      let own = Set(human.scores.keys).intersection(dimensions)
      let asked = own.isEmpty ? Set(human.scores.keys) : own
      if let accepts = human.isAccepted ?? Self.mean(human.scores, asked).map({ $0 >= settings.acceptAt }) {
        matrix.add(accepted: accepts, kept: keeps)
      }
    }
  }

  /// The mean over all of `dimensions`; nil when one is missing. Rounded to nine decimals, so that 4.333… three times
  /// and 3 make 4.
  static func mean(_ scores: [String: Double], _ dimensions: Set<String>) -> Double? {
    let values = dimensions.sorted().compactMap { scores[$0] }
    guard !values.isEmpty, values.count == dimensions.count else { return nil }
    return (values.reduce(0, +) / Double(values.count) * 1e9).rounded() / 1e9
  }

  /// Rogan and Gladen's corrected shares, with the BCa bootstrap over the four cells and over what was kept.
  func corrected(
    _ settings: CalibrationReport.Settings,
    _ figure: ((share: Double?, amongKept: Double?)) -> Double?
  ) -> Estimate {
    // What people have judged is part of what was scored; only the rest is drawn besides.
    let restKept = kept - matrix.kept
    let rest = scored - matrix.count
    func shares(_ cells: [Int]) -> (share: Double?, amongKept: Double?) {
      let drawn = ConfusionMatrix(
        truePositives: cells[0], falsePositives: cells[1], trueNegatives: cells[2], falseNegatives: cells[3])
      let all = drawn.count + cells[4] + cells[5]
      guard all > 0, let positive = drawn.truePositiveRate, let caught = drawn.catchRate else {
        return (nil, nil)
      }
      let keptShare = Double(drawn.kept + cells[4]) / Double(all)
      return (
        RoganGladen.share(keptShare: keptShare, truePositiveRate: positive, catchRate: caught),
        RoganGladen.goodAmongKept(keptShare: keptShare, truePositiveRate: positive, catchRate: caught)
      )
    }
    let cells = [
      matrix.truePositives, matrix.falsePositives, matrix.trueNegatives, matrix.falseNegatives, restKept,
      rest - restKept,
    ]
    let bootstrap = Bootstrap(counts: cells, resamples: max(settings.resamples, 2_000))
    return Estimate(
      value: figure(shares(cells)), interval: bootstrap.interval { figure(shares($0)) }, n: matrix.count)
  }
}
