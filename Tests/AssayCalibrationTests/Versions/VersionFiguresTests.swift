import AssayCalibration
import AssayModel
import AssayStatistics
import Testing

@Suite struct VersionFiguresTests {
  static func row(
    _ id: Int64, _ verdict: Verdict, _ score: Double?, split: Split = .dev,
    exclusion: CalibrationRow.Exclusion? = nil
  ) -> CalibrationRow {
    CalibrationRow(
      truth: HumanTruth(example: ExampleID(id), verdict: verdict), key: "k\(id)", label: nil,
      batch: BatchID(1), split: split, group: ExampleID(id), exclusion: exclusion,
      scores: score.map { ["accuracy": $0] } ?? [:])
  }

  @Test func onlyRowsOfTheSplitThatCountAreCounted() {
    let rows = [
      Self.row(1, .accept, 5), Self.row(2, .reject, 4), Self.row(3, .reject, 1), Self.row(4, .accept, 2),
      Self.row(5, .accept, nil), Self.row(6, .reject, 1, split: .test),
      Self.row(7, .reject, 1, exclusion: .duplicateOfAnotherSplit),
    ]
    let figures = VersionFigures(
      judge: JudgeID(1), split: .dev, rows: rows, rule: .mean(atLeast: 4), costRatio: 5, setHash: "x")
    #expect(
      figures.matrix
        == ConfusionMatrix(truePositives: 1, falsePositives: 1, trueNegatives: 1, falseNegatives: 1))
    #expect(figures.unscored == 1)
    #expect(figures.catchRate.value == 0.5)
    #expect(figures.expectedCost == 1.5)
    let measurement = figures.measurement(author: "ana", at: 7)
    #expect(measurement.n == 4 && measurement.expectedCost == 1.5 && measurement.setHash == "x")
    #expect(measurement.matrix == figures.matrix)
  }

  @Test func nothingComparedIsNothingAndNotNought() {
    let figures = VersionFigures(
      judge: JudgeID(1), split: .dev, rows: [], rule: .mean(atLeast: 4), costRatio: 5, setHash: "")
    #expect(figures.kappa == nil && figures.expectedCost == nil && figures.catchRate.value == nil)
  }
}

@Suite struct VersionContrastTests {
  private func data(_ judge: Int64, _ scores: [Float], _ rows: [CalibrationRow]) -> CalibrationData {
    CalibrationData(
      judge: JudgeVersion(id: JudgeID(judge), name: "v\(judge)", dimensions: ["accuracy"], count: 0),
      definition: nil, set: CalibrationSet(rows: rows),
      population: ScoredPopulation(
        examples: scores.indices.map { Int32($0 + 1) }, scores: ["accuracy": scores]))
  }

  @Test func examplesThatOnlyOneKeepsAreFound() {
    let rows = [
      VersionFiguresTests.row(2, .accept, nil), VersionFiguresTests.row(3, .reject, nil, split: .fewShot),
      VersionFiguresTests.row(5, .reject, nil, split: .test), VersionFiguresTests.row(6, .reject, nil),
    ]
    let first = data(1, [5, 1, 5, 2, 5, 5], rows)
    let second = data(2, [1, 5, 1, .nan, 1, 1], rows)
    let contrast = VersionContrast(
      first: first, second: second, firstRule: .mean(atLeast: 4), secondRule: .mean(atLeast: 4))
    // Decided ones come first; 4 has no score of the second; 5 is sealed.
    #expect(contrast.cases.map(\.example.rawValue) == [2, 3, 6, 1])
    #expect(contrast.cases.map(\.secondKeeps) == [true, false, false, false])
    #expect(contrast.cases.map(\.isSecondRight) == [true, true, true, nil])
    #expect(contrast.compared == 4 && contrast.sealed == 1)
    #expect(contrast.secondKeeps == 1 && contrast.firstKeeps == 3)
    #expect(contrast.onDev == McNemar(onlyFirst: 0, onlySecond: 2), "few-shot examples prove nothing")
  }

  @Test func eachGoesByItsOwnRule() {
    let contrast = VersionContrast(
      first: data(1, [3, 4], []), second: data(2, [3, 4], []), firstRule: .mean(atLeast: 3),
      secondRule: .minimums(["accuracy": 4]))
    #expect(contrast.cases.map(\.example.rawValue) == [1])
  }

  @Test func populationsInAnyOrderAreMatched() {
    var first = data(1, [5, 1, 5], [])
    first.population.examples = [9, 3, 7]
    var second = data(2, [1, 1], [])
    second.population.examples = [7, 9]
    let contrast = VersionContrast(
      first: first, second: second, firstRule: .mean(atLeast: 4), secondRule: .mean(atLeast: 4))
    #expect(contrast.cases.map(\.example.rawValue) == [7, 9])
  }
}
