extension LogisticProblem {
  struct Solution {
    var parameters: [Double]
    var iterations: Int
    var hasConverged: Bool
  }

  /// Newton's method, projected on weights ≥ 0 where these are asked for (Bertsekas 1982, "Projected Newton methods for
  /// optimization problems with simple constraints"), with Armijo's line search.
  func solve(isMonotone: Bool, maximumIterations: Int) -> Solution {
    var parameters = start
    for iteration in 0..<maximumIterations {
      let (gradient, hessian) = derivatives(parameters)
      let distance = distance(parameters, gradient, isMonotone)
      if distance <= 1e-10 {
        return Solution(parameters: parameters, iterations: iteration, hasConverged: true)
      }
      // Parameters at the bound that want to cross it. Those that are close count as being there: otherwise the
      // search could stop in front of a corner.
      let held = parameters.indices.map { place in
        isMonotone && place > 0 && parameters[place] <= min(1e-3, distance) && gradient[place] > 0
      }
      let step = step(gradient, hessian, held)
      guard let next = search(from: parameters, step, gradient, isMonotone) else {
        // No descent is left but for rounding.
        return Solution(parameters: parameters, iterations: iteration, hasConverged: distance <= 1e-7)
      }
      parameters = next
    }
    return Solution(parameters: parameters, iterations: maximumIterations, hasConverged: false)
  }

  /// How far a step down the mean slope would still get: 0 at the optimum, bounds or not.
  private func distance(_ parameters: [Double], _ gradient: [Double], _ isMonotone: Bool) -> Double {
    var largest = 0.0
    for place in 0..<count {
      let moved = parameters[place] - gradient[place] / Double(size)
      let allowed = isMonotone && place > 0 ? max(0, moved) : moved
      largest = max(largest, abs(parameters[place] - allowed))
    }
    return largest
  }

  /// Newton's step for the free parameters, for the held ones the slope over the curvature.
  private func step(_ gradient: [Double], _ hessian: [Double], _ held: [Bool]) -> [Double] {
    let free = (0..<count).filter { !held[$0] }
    let matrix = free.flatMap { row in free.map { hessian[row * count + $0] } }
    let newton = PositiveDefinite.solve(matrix, free.map { -gradient[$0] })
    var step = (0..<count).map { -gradient[$0] / max(hessian[$0 * count + $0], 1e-12) }
    if let newton {
      for (place, value) in zip(free, newton) { step[place] = value }
    }
    return step
  }

  private func search(
    from parameters: [Double], _ step: [Double], _ gradient: [Double], _ isMonotone: Bool
  ) -> [Double]? {
    let before = value(parameters)
    var length = 1.0
    for _ in 0..<50 {
      let next = (0..<count).map { place in
        let moved = parameters[place] + length * step[place]
        return isMonotone && place > 0 ? max(0, moved) : moved
      }
      let expected = (0..<count).reduce(0) { $0 + gradient[$1] * (next[$1] - parameters[$1]) }
      // Near the optimum the gain is less than what rounding does to the sum.
      let hair = 1e-13 * (abs(before) + 1)
      if next != parameters, value(next) <= before + 1e-4 * expected + hair { return next }
      length /= 2
    }
    return nil
  }
}

/// Systems of equations with a symmetric positive definite matrix.
enum PositiveDefinite {
  /// By Cholesky's decomposition; nil when the matrix is not positive definite.
  ///
  /// - Parameter matrix: row after row.
  static func solve(_ matrix: [Double], _ right: [Double]) -> [Double]? {
    let n = right.count
    var lower = matrix
    for row in 0..<n {
      for column in 0...row {
        var sum = matrix[row * n + column]
        for k in 0..<column { sum -= lower[row * n + k] * lower[column * n + k] }
        if row == column {
          guard sum > 0 else { return nil }
          lower[row * n + row] = sum.squareRoot()
        } else {
          lower[row * n + column] = sum / lower[column * n + column]
        }
      }
    }
    var result = right
    for row in 0..<n {
      for k in 0..<row { result[row] -= lower[row * n + k] * result[k] }
      result[row] /= lower[row * n + row]
    }
    for row in (0..<n).reversed() {
      for k in (row + 1)..<max(row + 1, n) { result[row] -= lower[k * n + row] * result[k] }
      result[row] /= lower[row * n + row]
    }
    return result
  }
}
