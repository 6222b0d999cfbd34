import AssayStatistics
import Testing

/// Reference values: scikit-learn 1.x, `LogisticRegression(C=1/ridge)` on `StandardScaler` inputs, for the free fits;
/// `scipy.optimize.minimize(method="L-BFGS-B")` with bounds on the same sum for the monotone ones.
@Suite("Logistic fit")
struct LogisticFitTests {
  struct Reference: Sendable {
    var isMonotone: Bool
    var isWeighted: Bool
    var ridge: Double
    var intercept: Double
    var weights: [Double]
  }

  private static let references = [
    Reference(
      isMonotone: false, isWeighted: false, ridge: 1, intercept: -2.2857772925581528,
      weights: [1.1918685976037686, 0.7888689767813223, -0.9385338364251601]),
    Reference(
      isMonotone: false, isWeighted: false, ridge: 0.1, intercept: -3.689342337770613,
      weights: [1.8726810096074538, 1.2671767970413554, -1.5370028802466844]),
    Reference(
      isMonotone: false, isWeighted: true, ridge: 1, intercept: -2.17501354458332,
      weights: [1.2087971048825932, 0.875774274339815, -1.0406963964365523]),
    Reference(
      isMonotone: false, isWeighted: true, ridge: 0.1, intercept: -4.151892753106715,
      weights: [2.187621143679037, 1.6207752084726914, -1.9119153118101992]),
    Reference(
      isMonotone: true, isWeighted: false, ridge: 1, intercept: -3.0340994451824477,
      weights: [0.6653490606153364, 0.5839571439549924, 0]),
    Reference(
      isMonotone: true, isWeighted: false, ridge: 0.1, intercept: -3.4627044948662364,
      weights: [0.7473152601589336, 0.6565042243774646, 0]),
    Reference(
      isMonotone: true, isWeighted: true, ridge: 1, intercept: -2.92332180693691,
      weights: [0.5817421016404152, 0.6335589281019202, 0]),
    Reference(
      isMonotone: true, isWeighted: true, ridge: 0.1, intercept: -3.326195457162716,
      weights: [0.650042280907574, 0.7106113180750051, 0]),
  ]

  @Test("free as scikit-learn has it, monotone as L-BFGS-B has it", arguments: references)
  func asReference(reference: Reference) throws {
    let fit = try #require(
      LogisticFit(
        inputs: SixtyExamples.inputs, accepted: SixtyExamples.accepted,
        sampleWeights: reference.isWeighted ? SixtyExamples.sampleWeights : nil, ridge: reference.ridge,
        isMonotone: reference.isMonotone))
    #expect(fit.hasConverged && fit.iterations < 20, "\(fit.iterations) iterations")
    #expect(near(fit.intercept, reference.intercept, 1e-6), "\(fit.intercept)")
    for (weight, expected) in zip(fit.weights, reference.weights) {
      #expect(near(weight, expected, 1e-6), "\(fit.weights)")
    }
  }

  @Test func logLossAsScikitLearnHasIt() throws {
    let fit = try #require(
      LogisticFit(inputs: SixtyExamples.inputs, accepted: SixtyExamples.accepted, isMonotone: false))
    #expect(
      near(fit.logLoss(SixtyExamples.inputs, accepted: SixtyExamples.accepted), 0.2954961766384367, 1e-7))
    #expect(fit.logLoss([], accepted: []) == nil)
  }

  @Test("only the shares of the weights count, and a weight of two is the example twice")
  func weightsAreShares() throws {
    let doubled = SixtyExamples.sampleWeights.map { $0 * 1_000 }
    let first = try #require(
      LogisticFit(
        inputs: SixtyExamples.inputs, accepted: SixtyExamples.accepted,
        sampleWeights: SixtyExamples.sampleWeights))
    let second = try #require(
      LogisticFit(inputs: SixtyExamples.inputs, accepted: SixtyExamples.accepted, sampleWeights: doubled))
    for (a, b) in zip(first.weights, second.weights) { #expect(near(a, b, 1e-9)) }
    // Weights of 1 and 2 are scaled to 2/3 and 4/3; so a ridge of 2 is one of 3 for 90 examples.
    let twice = try #require(
      LogisticFit(
        inputs: SixtyExamples.inputs, accepted: SixtyExamples.accepted,
        sampleWeights: (0..<60).map { $0 < 30 ? 1 : 2 },
        ridge: 2))
    let repeated = try #require(
      LogisticFit(
        inputs: SixtyExamples.inputs + SixtyExamples.inputs[30...],
        accepted: SixtyExamples.accepted + SixtyExamples.accepted[30...], ridge: 3))
    for (a, b) in zip(twice.weights, repeated.weights) { #expect(near(a, b, 1e-8)) }
  }

  @Test("separable classes have finite weights; more ridge, smaller ones")
  func separable() throws {
    let inputs: [[Double]] = [[1], [2], [4], [5]]
    let fit = try #require(LogisticFit(inputs: inputs, accepted: [false, false, true, true]))
    #expect(near(fit.weights[0], 0.63090456, 1e-7) && near(fit.intercept, -1.8927136784400267, 1e-6))
    let loose = try #require(
      LogisticFit(inputs: inputs, accepted: [false, false, true, true], ridge: 1e-6))
    #expect(loose.hasConverged && loose.weights[0].isFinite && loose.weights[0] > fit.weights[0])
    #expect(loose.probability([5]) > 0.999 && loose.probability([1]) < 0.001)
  }

  @Test("where more score goes with reject, a monotone fit looks away")
  func reversed() throws {
    let inputs: [[Double]] = [[1], [2], [2], [4], [5]]
    let accepted = [true, true, false, false, false]
    let fit = try #require(LogisticFit(inputs: inputs, accepted: accepted))
    #expect(fit.weights == [0] && fit.hasConverged)
    #expect(near(fit.probability([3]), 0.4))
    let free = try #require(LogisticFit(inputs: inputs, accepted: accepted, isMonotone: false))
    #expect(free.weights[0] < 0)
  }

  @Test("many inputs, some that hurt, a copy and a constant: no weight is negative, copies share")
  func manyInputs() throws {
    // Twelve inputs, half of them turned round, one a copy, one constant.
    var random = RepeatableGenerator(seed: 5)
    func draw() -> Double { Double(random.next(below: 1_000)) / 1_000 }
    var inputs: [[Double]] = []
    var accepted: [Bool] = []
    for _ in 0..<200 {
      var row = (0..<12).map { _ in draw() }
      row[10] = row[0]
      row[11] = 3
      let sum = (0..<10).reduce(0.0) { $0 + ($1 % 2 == 0 ? 1.5 : -0.5) * row[$1] }
      inputs.append(row)
      accepted.append(sum + 2 * draw() > 3.5)
    }
    let fit = try #require(LogisticFit(inputs: inputs, accepted: accepted, ridge: 0.5))
    #expect(fit.hasConverged && fit.weights.allSatisfy { $0 >= 0 } && fit.weights[11] == 0)
    #expect(near(fit.weights[0], fit.weights[10], 1e-7))
    #expect(fit.weights.contains(0) && fit.weights.contains { $0 > 0.5 })
    for place in [1, 3, 5, 7, 9] { #expect(fit.weights[place] < 0.6, "\(fit.weights)") }
  }

  @Test func nothingToFitIsNil() {
    #expect(LogisticFit(inputs: [], accepted: []) == nil)
    #expect(LogisticFit(inputs: [[1], [2]], accepted: [true, true]) == nil)
    #expect(LogisticFit(inputs: [[1], [2]], accepted: [true, false], sampleWeights: [1, 0]) == nil)
    // Without inputs there is the base rate.
    let base = LogisticFit(inputs: [[], [], [], []], accepted: [true, true, true, false])
    #expect(near(base?.probability([]), 0.75))
  }

  @Test("what is not reached in the given iterations is said")
  func unfinished() throws {
    let fit = try #require(
      LogisticFit(
        inputs: SixtyExamples.inputs, accepted: SixtyExamples.accepted, ridge: 0.01, maximumIterations: 1))
    #expect(!fit.hasConverged && fit.iterations == 1)
  }
}
