/// A share estimated from examples that were not drawn with equal chances.
public struct WeightedShare: Hashable, Sendable {
  /// The ratio Σ w y / Σ w with weights w = 1 / inclusion probability (Hájek 1971); nil without examples.
  public let value: Double?
  public let n: Int
  /// Kish's effective sample size, (Σ w)² / Σ w² (Kish 1965): how many equally drawn examples would tell as much.
  public let effectiveSize: Double

  /// - Parameters:
  ///   - outcomes: of the drawn examples.
  ///   - inclusion: the chance with which each was drawn, over 0 and at most 1.
  public init(outcomes: [Bool], inclusion: [Double]) {
    precondition(outcomes.count == inclusion.count, "a chance for each example")
    precondition(inclusion.allSatisfy { $0 > 0 && $0 <= 1 }, "chances over 0 and at most 1")
    let weights = inclusion.map { 1 / $0 }
    let total = weights.reduce(0, +)
    n = outcomes.count
    value = n == 0 ? nil : zip(weights, outcomes).reduce(0) { $0 + ($1.1 ? $1.0 : 0) } / total
    effectiveSize = n == 0 ? 0 : total * total / weights.reduce(0) { $0 + $1 * $1 }
  }

  /// Wilson's interval at the effective sample size (Kott and Liu 2009): an approximation that is sound for unequal
  /// weights that do not depend on the outcome inside a stratum. nil without examples.
  public func interval(confidence: Double = 0.95) -> Interval? {
    guard let value else { return nil }
    return Proportion.wilson(share: value, trials: effectiveSize, confidence: confidence)
  }
}
