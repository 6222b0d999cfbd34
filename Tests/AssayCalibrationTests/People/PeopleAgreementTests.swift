import AssayModel
import AssayStatistics
import Testing

@testable import AssayCalibration

@Suite struct PeopleAgreementTests {
  /// The table of Cohen's kappa in many textbooks: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no; kappa 0.4.
  private static let textbook: [(Verdict, Verdict)] =
    Array(repeating: (.accept, .accept), count: 20) + Array(repeating: (.accept, .reject), count: 5)
    + Array(repeating: (.reject, .accept), count: 10) + Array(repeating: (.reject, .reject), count: 15)

  @Test func kappaStandsBesideAgreementAndBaseRates() throws {
    let figures = AgreementFigures(Self.textbook)
    #expect(figures.n == 50)
    #expect(figures.agreement.value == 0.7)
    #expect(figures.acceptRates == [0.5, 0.6])
    #expect(abs(try #require(figures.kappa.value) - 0.4) < 1e-12)
    let interval = try #require(figures.kappa.interval)
    // By the formula of Fleiss, Cohen and Everitt (1969) for large samples: 0.4 ± 1.96 x 0.127.
    #expect(abs(interval.lower - 0.15) < 0.05)
    #expect(abs(interval.upper - 0.65) < 0.05)
  }

  @Test func nothingInCommonIsNoFigure() {
    let figures = AgreementFigures([])
    #expect(figures.agreement.value == nil)
    #expect(figures.kappa.value == nil)
    #expect(figures.kappa.interval == nil)
    #expect(figures.acceptRates == nil)
  }

  @Test func whatResamplesCannotTellHasNoInterval() {
    let figures = AgreementFigures([(.accept, .reject)])
    #expect(figures.kappa.value == 0)
    #expect(figures.kappa.interval == nil)
    let perfect = AgreementFigures([(.accept, .accept), (.reject, .reject), (.accept, .accept)])
    #expect(perfect.kappa.value == 1)
    #expect(perfect.kappa.interval == nil)
    #expect(perfect.agreement.interval != nil)
  }

  @Test func oneVerdictOnlyHasNoKappa() {
    let figures = AgreementFigures([(.accept, .accept), (.accept, .accept)])
    #expect(figures.agreement.value == 1)
    #expect(figures.kappa.value == nil)
  }

  @Test func pairsAreMeasuredOnWhatBothHaveDecided() {
    var builder = LogBuilder()
    for (example, ana, ben, eve) in [
      (1, Decision.Action.accept, Decision.Action.accept, Decision.Action?.some(.reject)),
      (2, .reject, .reject, nil), (3, .accept, .reject, nil), (4, .relabel("x"), .accept, nil),
    ] as [(Int64, Decision.Action, Decision.Action, Decision.Action?)] {
      builder.say("ana", example, ana)
      builder.say("ben", example, ben)
      eve.map { _ = builder.say("eve", example, $0) }
    }
    builder.say("ana", 9, .accept)
    builder.say("eve", 3, .adjudicate(.reject, label: nil))
    let agreement = PeopleAgreement(builder.log)
    #expect(agreement.reviewers == ["ana", "ben", "eve"])
    #expect(
      agreement.pairs.map { "\($0.first) \($0.second) \($0.figures.n)" } == [
        "ana ben 4", "ana eve 1", "ben eve 1",
      ])
    #expect(agreement.pairs[0].figures.agreement.value == 0.75)
    #expect(agreement.alpha.n == 4)
    // Three pairs on the first example, of which one is the same; of the three others two.
    #expect(agreement.agreement == 3.0 / 6)
    #expect(agreement.acceptRate == 5.0 / 9)
    #expect(agreement.conflicts == 2)
    #expect(agreement.ruled == 1)
  }

  @Test func probesAndRepeatsAreLeftOut() {
    var builder = LogBuilder()
    builder.say("ana", 1, .accept)
    builder.say("ben", 1, .reject)
    let agreement = PeopleAgreement(builder.log) { $0 == ExampleID(1) }
    #expect(agreement.pairs.isEmpty)
    #expect(agreement.conflicts == 0)
    #expect(agreement.alpha.value == nil)
  }

  @Test func scoresAgreeByDimension() throws {
    var builder = LogBuilder()
    for (example, ana, ben) in [(1, 5.0, 5.0), (2, 4, 5), (3, 1, 2), (4, 2, 2)] as [(Int64, Double, Double)] {
      builder.say(
        "ana", example, .score(dimension: "clarity", value: ana), .score(dimension: "style", value: 1))
      builder.say("ben", example, .score(dimension: "clarity", value: ben))
    }
    let agreement = PeopleAgreement(builder.log)
    #expect(agreement.dimensions.map(\.name) == ["clarity"])
    let clarity = try #require(agreement.dimensions.first)
    let table = RatingTable(units: [[5, 5], [4, 5], [1, 2], [2, 2]])
    #expect(clarity.ordinal.value == table.alpha(.ordinal))
    #expect(clarity.interval.value == table.alpha(.interval))
    #expect(clarity.exactAgreement == 0.5)
  }

  @Test(arguments: RatingTable.Level.allCases)
  func countingUnitsOfAKindTogetherGivesTheSameAlpha(level: RatingTable.Level) throws {
    var random = RepeatableGenerator(seed: 3)
    for _ in 0..<50 {
      let units = (0..<Int.random(in: 1...40, using: &random)).map { _ in
        (0..<Int.random(in: 0...4, using: &random)).map { _ in Double(Int.random(in: 1...5, using: &random)) }
      }
      let expected = RatingTable(units: units).alpha(level)
      let found = AlphaEstimate(units: units, level: level).estimate(resamples: 100, seed: 1)
      #expect(found.n == units.count { $0.count > 1 })
      if let expected {
        #expect(abs(try #require(found.value) - expected) < 1e-9)
      } else {
        #expect(found.value == nil)
      }
    }
  }
}
