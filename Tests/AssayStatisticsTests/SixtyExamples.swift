/// Sixty examples on a scale of 1 to 5, made by a formula that the scripts for reference values used too; the third input
/// makes accept less likely.
enum SixtyExamples {
  static let inputs: [[Double]] = (0..<60).map { i in
    let steps: [Int] = [i * 7, i * 3 + i / 5, i * i]
    return steps.map { Double(1 + $0 % 5) }
  }
  static let accepted: [Bool] = inputs.enumerated().map { i, x in
    let noise = Double((i * 37) % 11 - 5) * 0.45
    let signal: Double = x[0] + 0.5 * x[1] - 0.8 * x[2]
    return signal + noise > 2
  }
  static let sampleWeights = (0..<60).map { 1 + Double($0 % 4) * 0.75 }
}
