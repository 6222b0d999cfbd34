import AssayModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A score as the mean over all scores that could have been given, Σ p(s)·s (G-Eval; Liu et al. 2023), with p scaled to
/// sum to 1 over the scores of the scale.
public struct WeightedScore: Hashable, Sendable {
  /// From the lowest score up; they sum to 1.
  public var probabilities: [Double]
  public var mean: Double
  /// The standard deviation, √Σ p(s)·(s - mean)².
  public var spread: Double

  /// - Parameters:
  ///   - weights: of the scores from `minimum` up, in any unit, none of them negative.
  /// - Returns: nil when they do not sum to something above 0, or one is no number.
  public init?(weights: [Double], minimum: Int) {
    let total = weights.reduce(0, +)
    guard total > 0, total.isFinite, weights.allSatisfy({ $0 >= 0 }) else { return nil }
    probabilities = weights.map { $0 / total }
    let scores = weights.indices.map { Double(minimum + $0) }
    let mean = zip(probabilities, scores).reduce(0) { $0 + $1.0 * $1.1 }
    self.mean = mean
    spread = zip(probabilities, scores).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) }.squareRoot()
  }

  /// Why a score stays as it was written.
  enum Obstacle: Error, CustomStringConvertible {
    case notFound, severalTokens, ambiguous
    case littleMass(Double)
    case scale
    var description: String {
      switch self {
      case .notFound: "the score is not found among the tokens"
      case .severalTokens: "the tokens do not show the score by itself"
      case .ambiguous: "the tokens show the first digits of scores only"
      case .littleMass(let mass): "only \(Int(mass * 100)) % of the probability is on scores of the scale"
      case .scale: "the scale has too many scores"
      }
    }
  }

  /// The least probability that the scores of the scale must have together.
  static let leastMass = 0.5
  /// The most probability that may be on first digits of which it is not known how they go on.
  static let mostAmbiguous = 0.02

  /// - Parameters:
  ///   - score: what was written.
  ///   - range: the bytes of its digits in the answer.
  static func of(
    _ score: Int, at range: Range<Int>, dimension: Dimension, alignment: TokenAlignment
  ) -> Result<WeightedScore, Obstacle> {
    guard dimension.maximum - dimension.minimum <= 100, dimension.minimum >= 0 else {
      return .failure(.scale)
    }
    guard let place = alignment.tokens(at: range) else { return .failure(.notFound) }
    let position = ScorePosition(score: score, place: place, digits: range.count, alignment: alignment)
    guard let position else { return .failure(.severalTokens) }
    let (weights, ambiguous) = position.weights(of: dimension)
    if ambiguous > mostAmbiguous { return .failure(.ambiguous) }
    let mass = weights.reduce(0, +)
    guard mass >= leastMass, let result = WeightedScore(weights: weights, minimum: dimension.minimum) else {
      return .failure(.littleMass(mass))
    }
    return .success(result)
  }

  /// exp, of what servers give: -9999 stands for 0, and rounding may bring a little over 1.
  static func probability(_ logarithm: Double) -> Double {
    logarithm.isNaN ? 0 : min(1, exp(logarithm))
  }
}
