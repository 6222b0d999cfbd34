import AssayModel
import AssayStatistics

/// How two parties agree on accept or reject, over the examples that both have decided. Agreement and base rates stand beside
/// kappa, which alone says little where nearly everything is good (Feinstein and Cicchetti 1990).
public struct AgreementFigures: Hashable, Sendable {
  /// Examples that both have decided.
  public var n: Int
  /// The share with the same verdict; Wilson's interval.
  public var agreement: Estimate
  /// The shares that each accepts; nil where n is 0.
  public var acceptRates: [Double]?
  /// Cohen's kappa (1960) with a bootstrap interval (Efron 1987) over the examples; nil where nothing was comparable or both
  /// gave one verdict only.
  public var kappa: Estimate

  /// - Parameter verdicts: those of the one and of the other, a pair for each example.
  public init(_ verdicts: [(Verdict, Verdict)], resamples: Int = 2_000, seed: UInt64 = 1) {
    var counts = [0, 0, 0, 0]
    for (first, second) in verdicts {
      counts[(first == .accept ? 0 : 2) + (second == .accept ? 0 : 1)] += 1
    }
    let n = verdicts.count
    self.n = n
    agreement = Estimate(Proportion(successes: counts[0] + counts[3], n: n))
    acceptRates =
      n == 0 ? nil : [counts[0] + counts[1], counts[0] + counts[2]].map { Double($0) / Double(n) }
    // As a judge's report measures it, so that the same verdicts have the same interval everywhere.
    let matrix = ConfusionMatrix(
      truePositives: counts[0], falsePositives: counts[2], trueNegatives: counts[3], falseNegatives: counts[1]
    )
    let measured = VerdictMeasures(matrix, resamples: resamples, seed: seed).kappa
    kappa = Estimate(value: measured.value, interval: measured.interval.flatMap(\.unlessPoint), n: n)
  }
}

extension Interval {
  /// nil for an interval without a width: where all resamples say the same, a bootstrap cannot tell how sure that is.
  var unlessPoint: Interval? { lower < upper ? self : nil }
}
