/// Whether predicted probabilities of "accepted" hold what they promise.
public struct ProbabilityCalibration: Hashable, Sendable {
  /// Predictions of about the same probability.
  public struct Bin: Hashable, Sendable {
    public var range: ClosedRange<Double>
    /// The mean prediction.
    public var predicted: Double
    public var accepted: Proportion
  }

  /// Equal widths from 0 to 1, those without a prediction left out.
  public let bins: [Bin]
  public let n: Int
  /// The mean squared distance of prediction and outcome (Brier 1950); nil without predictions.
  public let brier: Double?

  /// - Precondition: as many outcomes as predictions, all of these from 0 to 1; at least one bin.
  public init(predicted: [Double], accepted: [Bool], bins count: Int = 10) {
    precondition(predicted.count == accepted.count, "an outcome for each prediction")
    precondition(count > 0 && predicted.allSatisfy { $0 >= 0 && $0 <= 1 })
    n = predicted.count
    brier = Summary.mean(zip(predicted, accepted).map { ($0 - ($1 ? 1 : 0)) * ($0 - ($1 ? 1 : 0)) })
    let places = predicted.map { min(count - 1, Int($0 * Double(count))) }
    let members = Dictionary(grouping: predicted.indices, by: { places[$0] })
    bins = members.keys.sorted().map { bin in
      let inside = members[bin, default: []]
      return Bin(
        range: Double(bin) / Double(count)...Double(bin + 1) / Double(count),
        predicted: inside.reduce(0) { $0 + predicted[$1] } / Double(inside.count),
        accepted: Proportion(successes: inside.count { accepted[$0] }, n: inside.count))
    }
  }

  /// Expected calibration error: the mean gap between predicted and observed share over the bins, weighed by their sizes
  /// (Naeini et al. 2015). It depends on the bins and is biased upwards for few predictions. nil without predictions.
  public var expectedCalibrationError: Double? {
    guard n > 0 else { return nil }
    return bins.reduce(0) { sum, bin in
      sum + Double(bin.accepted.n) / Double(n) * abs(bin.predicted - (bin.accepted.value ?? 0))
    }
  }
}
