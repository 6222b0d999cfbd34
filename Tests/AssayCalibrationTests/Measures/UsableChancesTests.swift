import AssayCalibration
import AssayModel
import Testing

@Suite struct UsableChancesTests {
  private func rows(_ chances: [Double?]) -> [CalibrationRow] {
    chances.enumerated().map { index, chance in
      let example = ExampleID(Int64(index + 1))
      return CalibrationRow(
        truth: HumanTruth(example: example, verdict: .accept), key: "k\(index)", label: nil,
        batch: BatchID(1),
        split: .dev, group: example, probability: chance)
    }
  }

  @Test func differentChancesOfAllRowsAreUsed() {
    #expect(rows([0.1, 0.2, 0.4]).usableChances == [0.1, 0.2, 0.4])
  }

  @Test func aRowWithoutAChanceOrEqualChancesAreNot() {
    #expect(rows([0.1, nil, 0.4]).usableChances == nil)
    #expect(rows([0.2, 0.2]).usableChances == nil)
    #expect(rows([]).usableChances == nil)
  }

  /// 138 that stand for themselves and two that stand for 140 each are worth 418² / 39,338 = 4.4 examples.
  @Test func twoThatStandForNearlyAllDoNotDecideAlone() {
    let few = Array(repeating: 1.0, count: 138) + [1.0 / 140, 1.0 / 140]
    #expect(rows(few).usableChances == nil)
    let many = Array(repeating: 1.0, count: 20) + Array(repeating: 0.25, count: 100)
    #expect(rows(many).usableChances == many)
  }
}
