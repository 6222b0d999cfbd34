import AssayModel
import AssayStatistics
import Testing

/// Margins of many examples at once say what the rule says of each.
@Suite struct KeepRuleColumnsTests {
  private static let rules: [KeepRule] = [
    .mean(atLeast: 3.3), .mean(atLeast: 4), .minimums(["a": 3.3, "b": 2]),
    .weightedMean(weights: ["a": 2, "c": 0.5], atLeast: 3.7),
    .logistic(intercept: -7, weights: ["a": 1.2, "b": 0.9], atLeast: 0.6),
  ]

  @Test(arguments: rules) func marginsAreOnTheSideOfTheRule(rule: KeepRule) {
    var generator = RepeatableGenerator(seed: 3)
    var rows: [[String: Double]] = []
    for _ in 0..<2_000 {
      var row: [String: Double] = [:]
      for name in ["a", "b", "c"] where Int.random(in: 0..<12, using: &generator) > 0 {
        row[name] = Double(Int.random(in: 10...50, using: &generator)) / 10
      }
      rows.append(row)
    }
    let scores = Dictionary(
      uniqueKeysWithValues: ["a", "b", "c"].map { name in (name, rows.map { Float($0[name] ?? .nan) }) })
    let margins = rule.margins(count: rows.count, scores: scores)
    for (row, margin) in zip(rows, margins) {
      let isKept = rule.keeps(row)
      #expect(isKept == (margin.isNaN ? nil : margin >= 0), "\(row)")
      #expect(isKept == rule.margin(row).map { $0 >= 0 })
    }
  }

  @Test func aMarginIsTheDistanceToTheNearestMinimum() throws {
    let rule = KeepRule.minimums(["a": 3, "b": 2])
    #expect(rule.margin(["a": 5, "b": 2.5]) == 0.5)
    #expect(try abs(#require(rule.margin(["a": 1, "b": 5])) + 2) < 1e-9)
    #expect(rule.margin(["a": 1]) == nil)
  }

  @Test func aColumnThatIsNotThereTellsNothing() {
    let margins = KeepRule.minimums(["x": 1]).margins(count: 2, scores: ["a": [1, 2]])
    #expect(margins.count == 2 && margins.allSatisfy(\.isNaN))
  }
}
