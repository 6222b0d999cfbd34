import AssayStatistics
import Testing

@Suite("Agreement and correlation")
struct AgreementTests {
  private let first = [1.0, 2, 2, 3, 5, 4, 4, 1, 3, 5, 2, 2]
  private let second = [2.0, 2, 3, 3, 4, 5, 4, 1, 2, 5, 1, 3]
  private var matrix: ScoreMatrix { ScoreMatrix(human: first, judge: second, scale: 1...5) }

  @Test("kappas and correlations as scikit-learn and SciPy give them")
  func references() {
    #expect(near(matrix.kappa(), 0.26315789473684215))
    #expect(near(matrix.kappa(.linear), 0.6111111111111112))
    #expect(near(matrix.kappa(.quadratic), 0.8359375))
    #expect(near(RankCorrelation.kendall(first, second), 0.7079923254047886))
    #expect(near(PearsonCorrelation.coefficient(first, second), 0.8377033238079996))
    #expect(matrix.exactAgreement == Proportion(successes: 5, n: 12))
  }

  /// The example of Krippendorff 2011 (four observers, twelve units, gaps), and Gwet's AC1 on it as his tables give it.
  private let observers: [[Double?]] = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, nil, nil, nil], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nil, 3],
    [nil, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nil], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nil],
  ]

  @Test func publishedExamples() {
    let table = RatingTable(ratings: observers)
    #expect(near(table.alpha(.nominal), 0.743421052631579))
    #expect(near(table.alpha(.ordinal), 0.8153875037548814))
    #expect(near(table.alpha(.interval), 0.8491071428571428))
    #expect(near(table.ac1(), 0.77544, 5e-6))
  }

  @Test("kappa of two yes-or-no raters is that of the confusion matrix")
  func twoByTwo() {
    let verdicts = ConfusionMatrix(
      truePositives: 20, falsePositives: 5, trueNegatives: 15, falseNegatives: 10)
    let scores = ScoreMatrix(rows: [[15, 5], [10, 20]])
    for weights in ScoreMatrix.Weights.allCases {
      #expect(near(scores.kappa(weights), verdicts.kappa!))
    }
  }

  @Test func nothingToMeasureIsNil() {
    #expect(ScoreMatrix(categories: 5).kappa() == nil)
    #expect(ScoreMatrix(rows: [[0, 0], [0, 7]]).kappa(.quadratic) == nil)
    #expect(ScoreMatrix(rows: [[7]]).kappa() == nil)
    #expect(RatingTable(units: [[3], [4]]).alpha(.ordinal) == nil)
    #expect(RatingTable(units: [[3, 3], [3, 3]]).alpha(.interval) == nil)
    #expect(RatingTable(units: []).ac1() == nil && RatingTable(units: [[1]]).ac1() == nil)
    #expect(RatingTable(units: [[3, 3], [3, 3]]).ac1() == 1)
    #expect(PearsonCorrelation.coefficient([1, 1], [1, 2]) == nil)
    #expect(RankCorrelation.kendall([1], [1]) == nil && RankCorrelation.kendall([1, 1], [1, 2]) == nil)
    let none = ScoreAgreement(human: [.nan, 2], judge: [3, .nan])
    #expect(none.n == 0 && none.bias == nil && none.meanAbsoluteError == nil && none.pearson == nil)
  }

  @Test("scores off the scale and NaN are left out, halves go up")
  func rounding() {
    let matrix = ScoreMatrix(human: [1.5, 4.49, .nan, 0, 5], judge: [1, 4, 3, 3, 9], scale: 1...5)
    #expect(matrix.count == 2 && matrix[1, 0] == 1 && matrix[3, 3] == 1)
  }

  @Test("tau-b in n log n is tau-b by all pairs", arguments: 0..<40 as Range<UInt64>)
  func kendallByAllPairs(seed: UInt64) {
    var random = RepeatableGenerator(seed: seed)
    let n = Int(random.next(below: 30)) + 2
    let kinds = random.next(below: 6) + 1
    let a = (0..<n).map { _ in Double(random.next(below: kinds)) }
    let b = (0..<n).map { _ in Double(random.next(below: kinds)) }
    var (sum, leftPairs, rightPairs) = (0.0, 0.0, 0.0)
    for i in 0..<n {
      for j in 0..<i {
        let (x, y) = ((a[i] - a[j]).sign(), (b[i] - b[j]).sign())
        sum += x * y
        leftPairs += x * x
        rightPairs += y * y
      }
    }
    let expected = leftPairs * rightPairs == 0 ? nil : sum / (leftPairs * rightPairs).squareRoot()
    let found = RankCorrelation.kendall(a, b)
    #expect(found == nil ? expected == nil : near(expected, found!))
  }

  @Test func groupsWithoutVariationAreLeftOut() {
    let grouped = GroupedCorrelation(
      groups: ["a", "a", "a", "b", "b", "c"], human: [1, 2, 3, 4, 4, 1], judge: [3, 2, 1, 1, 5, 2])
    #expect(grouped.groups == 3 && grouped.groupsUsed == 1)
    #expect(near(grouped.pearson, -1) && near(grouped.kendall, -1))
  }
}

extension Double {
  fileprivate func sign() -> Double { self > 0 ? 1 : self < 0 ? -1 : 0 }
}
