#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The sum that ``LogisticFit`` minimises, over standardised inputs. Parameter 0 is the intercept.
struct LogisticProblem {
  /// Example after example: 1, then the standardised inputs.
  private let rows: [Double]
  private let answers: [Double]
  private let sampleWeights: [Double]
  private let means: [Double]
  /// 0: the input does not vary.
  private let deviations: [Double]
  private let ridge: Double
  /// Parameters, the intercept among them.
  let count: Int

  init?(inputs: [[Double]], accepted: [Bool], sampleWeights: [Double]?, ridge: Double) {
    precondition(inputs.count == accepted.count && ridge > 0)
    precondition(sampleWeights.map { $0.count == inputs.count } ?? true, "a weight for each example")
    let given = sampleWeights ?? Array(repeating: 1, count: inputs.count)
    precondition(given.allSatisfy { $0 >= 0 && $0.isFinite }, "weights are not negative")
    let width = inputs.first?.count ?? 0
    precondition(inputs.allSatisfy { $0.count == width && $0.allSatisfy(\.isFinite) }, "rows of numbers")
    let total = given.reduce(0, +)
    let acceptedWeight = zip(given, accepted).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
    guard acceptedWeight > 0, acceptedWeight < total else { return nil }
    let weights = given.map { $0 * Double(inputs.count) / total }
    let size = Double(inputs.count)
    var (means, deviations) = ([Double](), [Double]())
    for column in 0..<width {
      let mean = zip(inputs, weights).reduce(0) { $0 + $1.0[column] * $1.1 } / size
      let squares = zip(inputs, weights).reduce(0) {
        $0 + $1.1 * ($1.0[column] - mean) * ($1.0[column] - mean)
      }
      let varies = zip(inputs, weights).contains { $0[column] != inputs[0][column] && $1 > 0 }
      means.append(mean)
      deviations.append(varies ? (squares / size).squareRoot() : 0)
    }
    (self.means, self.deviations, self.sampleWeights, self.ridge) = (means, deviations, weights, ridge)
    count = width + 1
    answers = accepted.map { $0 ? 1 : 0 }
    rows = inputs.flatMap { row in
      [1]
        + (0..<width).map {
          deviations[$0] > 0 ? (row[$0] - means[$0]) / deviations[$0] : 0
        }
    }
  }

  var size: Int { answers.count }

  /// The logarithm of the odds of accept: where the search begins.
  var start: [Double] {
    let share = zip(answers, sampleWeights).reduce(0) { $0 + $1.0 * $1.1 } / Double(size)
    return [log(share / (1 - share))] + Array(repeating: 0, count: count - 1)
  }

  private func score(_ example: Int, _ parameters: [Double]) -> Double {
    var sum = 0.0
    for place in 0..<count { sum += rows[example * count + place] * parameters[place] }
    return sum
  }

  func value(_ parameters: [Double]) -> Double {
    var sum = 0.0
    for parameter in parameters.dropFirst() { sum += ridge / 2 * parameter * parameter }
    for example in 0..<size {
      let score = score(example, parameters)
      sum += sampleWeights[example] * LogisticFit.logLoss(answers[example] == 1 ? score : -score)
    }
    return sum
  }

  /// The gradient, and the Hessian row after row.
  func derivatives(_ parameters: [Double]) -> (gradient: [Double], hessian: [Double]) {
    var gradient = [Double](repeating: 0, count: count)
    var hessian = [Double](repeating: 0, count: count * count)
    for place in 1..<max(1, count) {
      gradient[place] = ridge * parameters[place]
      hessian[place * count + place] = ridge
    }
    for example in 0..<size {
      let probability = LogisticFit.logistic(score(example, parameters))
      let slope = sampleWeights[example] * (probability - answers[example])
      let curvature = sampleWeights[example] * probability * (1 - probability)
      for a in 0..<count {
        let left = rows[example * count + a]
        gradient[a] += slope * left
        for b in 0...a { hessian[a * count + b] += curvature * left * rows[example * count + b] }
      }
    }
    for a in 0..<count {
      for b in 0..<a { hessian[b * count + a] = hessian[a * count + b] }
    }
    return (gradient, hessian)
  }

  /// In the units of the inputs.
  func unstandardised(_ parameters: [Double]) -> (intercept: Double, weights: [Double]) {
    let weights = deviations.indices.map { deviations[$0] > 0 ? parameters[$0 + 1] / deviations[$0] : 0 }
    return (zip(weights, means).reduce(parameters[0]) { $0 - $1.0 * $1.1 }, weights)
  }
}
