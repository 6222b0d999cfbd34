#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A logistic model of P(accept) = 1 / (1 + exp(-(intercept + Σ w x))), fitted by maximum likelihood with a ridge
/// (Cox 1958; ridge: le Cessie and van Houwelingen 1992), on request with no negative weight, so that more score never
/// hurts.
///
/// What is minimised is Σ v (log loss) + (ridge / 2) Σ β² with β the weights of the *standardised* inputs (mean 0,
/// deviation 1), so that the ridge treats all inputs alike whatever their units; the intercept is free. `ridge` is
/// scikit-learn's 1 / C. Because of the ridge the weights stay finite where the classes can be separated.
///
/// ```swift
/// let fit = LogisticFit(inputs: [[2, 3], [4, 4], [5, 2], [1, 1]], accepted: [false, true, true, false])
/// fit?.probability([4, 5])
/// ```
public struct LogisticFit: Hashable, Sendable, Codable {
  public let intercept: Double
  /// One for each input, in the units of that input; 0 for an input that does not vary.
  public let weights: [Double]
  public let iterations: Int
  /// Whether the slope is 0 but for rounding; false: `maximumIterations` were not enough, and this is where it stood.
  public let hasConverged: Bool

  /// - Parameters:
  ///   - inputs: example by example, as many numbers for each.
  ///   - accepted: whether the person accepted it.
  ///   - sampleWeights: not negative, such as 1 / inclusion probability; scaled so that the sum is the number of examples,
  ///     so that the ridge means the same for weights in any unit. nil: all the same.
  ///   - ridge: over 0.
  ///   - isMonotone: no weight is negative.
  /// - Returns: nil without examples, and when all (that have a weight) are of one class: the intercept would be infinite.
  /// - Precondition: finite inputs of one length; an answer, and a weight if any, for each.
  public init?(
    inputs: [[Double]], accepted: [Bool], sampleWeights: [Double]? = nil, ridge: Double = 1,
    isMonotone: Bool = true, maximumIterations: Int = 100
  ) {
    guard
      let problem = LogisticProblem(
        inputs: inputs, accepted: accepted, sampleWeights: sampleWeights, ridge: ridge)
    else { return nil }
    let solution = problem.solve(isMonotone: isMonotone, maximumIterations: maximumIterations)
    (intercept, weights) = problem.unstandardised(solution.parameters)
    iterations = solution.iterations
    hasConverged = solution.hasConverged
  }

  /// The log-odds of accept.
  ///
  /// - Precondition: as many inputs as weights.
  public func score(_ inputs: [Double]) -> Double {
    precondition(inputs.count == weights.count, "an input for each weight")
    return zip(inputs, weights).reduce(intercept) { $0 + $1.0 * $1.1 }
  }

  /// P(accept).
  public func probability(_ inputs: [Double]) -> Double { Self.logistic(score(inputs)) }

  /// The mean of -ln P(what the person said), weighted; lower is better, ln 2 is a coin. nil without examples.
  public func logLoss(_ inputs: [[Double]], accepted: [Bool], sampleWeights: [Double]? = nil) -> Double? {
    precondition(inputs.count == accepted.count && sampleWeights.map { $0.count == inputs.count } ?? true)
    var (sum, total) = (0.0, 0.0)
    for (place, row) in inputs.enumerated() {
      let weight = sampleWeights?[place] ?? 1
      sum += weight * Self.logLoss(accepted[place] ? score(row) : -score(row))
      total += weight
    }
    return total > 0 ? sum / total : nil
  }

  static func logistic(_ score: Double) -> Double { 1 / (1 + exp(-score)) }

  /// ln (1 + exp(-margin)), without overflow.
  static func logLoss(_ margin: Double) -> Double { max(0, -margin) + log1p(exp(-abs(margin))) }
}
