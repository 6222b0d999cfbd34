/// The true share of good examples, from the share that the judge kept and from how often it errs (Rogan and Gladen 1978).
public enum RoganGladen {
  /// θ = (k + TNR - 1) / (TPR + TNR - 1), cut to 0...1.
  ///
  /// - Parameters:
  ///   - keptShare: the share of everything that the judge kept.
  ///   - truePositiveRate: kept among the good ones, measured on a calibration set.
  ///   - catchRate: dropped among the bad ones, measured on a calibration set.
  /// - Returns: nil when TPR + TNR ≤ 1: a judge no better than chance tells nothing of the share.
  public static func share(keptShare: Double, truePositiveRate: Double, catchRate: Double) -> Double? {
    let skill = truePositiveRate + catchRate - 1
    guard skill > 1e-12 else { return nil }
    return max(0, min(1, (keptShare + catchRate - 1) / skill))
  }

  /// The share of good ones among those that were kept: TPR θ / k.
  ///
  /// - Returns: nil where ``share(keptShare:truePositiveRate:catchRate:)`` is nil or nothing was kept.
  public static func goodAmongKept(keptShare: Double, truePositiveRate: Double, catchRate: Double) -> Double?
  {
    guard keptShare > 0,
      let share = share(keptShare: keptShare, truePositiveRate: truePositiveRate, catchRate: catchRate)
    else { return nil }
    let (good, bad) = (truePositiveRate * share, (1 - catchRate) * (1 - share))
    return good + bad == 0 ? nil : good / (good + bad)
  }
}
