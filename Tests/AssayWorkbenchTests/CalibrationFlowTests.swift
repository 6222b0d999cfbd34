import AssayCalibration
import AssayModel
import AssayStatistics
import AssayWorkbench
import TerminalCore
import Testing

/// What a person does on the calibration screen.
@Suite struct CalibrationFlowTests {
  private func listed(_ person: Person) -> [Int64] {
    (0..<person.state.review.listing.count).map { person.state.review.listing[$0].rawValue }
  }

  /// The examples that a cell should have, said once more in the plainest way.
  private func expected(
    _ person: Person, _ cell: ConfusionCell, _ rule: KeepRule, where holds: (CalibrationRow) -> Bool
  ) -> [Int64] {
    (person.state.calibration.data?.set.rows ?? []).filter { row in
      guard row.exclusion == nil, holds(row), let isKept = rule.keeps(row.scores) else { return false }
      return ConfusionCell(accepted: row.truth.verdict == .accept, kept: isKept) == cell
    }.map(\.example.rawValue)
  }

  @Test(arguments: ConfusionCell.allCases) func aCellOpensExactlyItsExamples(cell: ConfusionCell) throws {
    let person = CalibrationSample.person()
    person.press(.calibrationLeft, .up)
    if cell.rawValue / 2 == 1 { person.press(.down) }
    if cell.rawValue % 2 == 1 { person.press(.calibrationRight) }
    let matrix = try #require(person.state.calibration.shown?.matrix)
    let wanted = expected(person, cell, .mean(atLeast: 4)) { $0.split == .dev }
    #expect(wanted.count == cell.count(in: matrix))
    person.press(.open)
    guard !wanted.isEmpty else {
      #expect(person.state.screen == .calibration)
      return
    }
    #expect(person.state.screen == .review)
    #expect(listed(person) == wanted)
    #expect(person.screen.contains("cell:\(cell.title), dev"))
  }

  @Test func reasonsAndNotesStandBesideTheExamplesOfACell() {
    let person = CalibrationSample.person(rows: 40, columns: 200)
    // Accepted and dropped, number 7 first among them.
    person.press(.up, .calibrationRight, .open)
    #expect(person.state.review.current == ExampleID(7))
    #expect(person.screen.contains("the label fits"))
    #expect(person.screen.contains("two questions in one"))
  }

  @Test func aCellUnderAChoiceAndATriedRuleOpensExactlyItsExamples() throws {
    let person = CalibrationSample.person(rows: 50, columns: 200)
    person.press(.split, .split, .filter)
    person.type("label:account")
    person.enter()
    #expect(
      person.state.calibration.choice.label == "account" && person.state.calibration.choice.rows == .open)
    person.press(.ruleKind, .ruleKind, .ruleKind)
    #expect(person.state.calibration.shown.map { RuleKind($0.rule) } == .minimums)
    person.press(.farRight, .down, .calibrationLeft)
    let rule = try #require(person.state.calibration.draft)
    person.press(.calibrationPrevious)
    #expect(person.state.calibration.pane == .matrix)
    person.press(.up, .calibrationRight)
    let wanted = expected(person, .falseNegative, rule) { $0.split != .test && $0.label == "account" }
    #expect(!wanted.isEmpty)
    person.press(.open)
    #expect(listed(person) == wanted)
  }

  @Test func escapeGoesBackToTheMatrixAndTheListIsWhatItWas() {
    let person = CalibrationSample.person()
    person.press(.screenReview, .last, .screenCalibration)
    let before = person.state.review.current
    person.press(.down, .calibrationRight, .open)
    #expect(person.state.screen == .review)
    person.press(.cancel)
    #expect(person.state.screen == .calibration)
    person.press(.screenReview)
    #expect(person.state.review.filter.isEmpty && person.state.review.current == before)
  }

  @Test func theListBehindACellEndsWithTheVisit() throws {
    let person = CalibrationSample.person()
    person.press(.down, .calibrationRight, .open)
    let session = try #require(Session(json: Session(person.state).json))
    #expect(session.filter == [])
  }

  // MARK: Test

  @Test func testStaysSealedWithoutTheOneLetter() {
    let person = CalibrationSample.person()
    for _ in 0..<6 {
      person.press(.split)
      #expect(person.state.calibration.choice.rows != .test)
    }
    person.press(.openTest)
    person.enter()
    #expect(person.host.calibration.openings.isEmpty)
    #expect(person.screen.contains("stays sealed"))
    let sealed = person.state.calibration.data?.set.rows.filter { $0.split == .test } ?? []
    #expect(!sealed.isEmpty && sealed.allSatisfy { $0.scores.isEmpty })
  }

  @Test func openingTestIsWrittenDownAndCounted() throws {
    let person = CalibrationSample.person()
    person.press(.openTest)
    person.type("y")
    let opening = try #require(person.host.calibration.openings.first)
    #expect(person.host.calibration.openings.count == 1 && opening.author == "ana")
    #expect(person.state.calibration.choice.rows == .test)
    #expect(person.state.calibration.shown?.matrix.count == 24)
    #expect(person.host.calibration.history.last?.split == .test)
    #expect(person.host.calibration.history.last?.setHash == opening.setHash)
    person.press(.calibrationPrevious, .calibrationPrevious)
    #expect(person.screen.contains("open, opened once"))
  }

  @Test func thresholdsAreNotMovedOnTest() {
    let person = CalibrationSample.person()
    person.press(.openTest)
    person.type("y")
    for command in [CommandID.ruleKind, .ruleBest, .ruleFit, .farLeft] {
      person.press(command)
      #expect(person.screen.contains("Rules are chosen on dev, never on test"), "\(command)")
      #expect(person.state.calibration.draft == nil)
    }
  }

  @Test func anotherVerdictSealsTestAgainAndANoteDoesNot() {
    let person = CalibrationSample.person()
    person.press(.openTest)
    person.type("y")
    func add(_ action: Decision.Action) {
      let id = Int64(person.host.decisions.count) + 1
      let decision = Decision(
        id: DecisionID(id), uuid: "\(id)", step: DecisionID(id), example: ExampleID(4), reviewer: "ana",
        action: action, at: CalibrationSample.now)
      person.host.decisions.append(decision)
      person.dispatcher.dispatch(.othersDecided([decision]))
    }
    let later = Clock()
    person.time = { CalibrationSample.now + later.next() }
    add(.note("seen"))
    person.dispatcher.dispatch(.tick)
    #expect(person.state.calibration.choice.rows == .test)
    add(.reject)
    person.dispatcher.dispatch(.tick)
    #expect(person.state.calibration.choice.rows == .dev)
    #expect(person.state.calibration.data?.isTestOpen == false)
    #expect(person.host.calibration.openings.count == 1)
  }

  private final class Clock {
    private var value: Int64 = 0
    func next() -> Int64 {
      value += 5_000
      return value
    }
  }

  // MARK: Rules

  @Test func theArrowsMoveAThresholdAndTheMatrixFollows() throws {
    let person = CalibrationSample.person(rows: 50, columns: 200)
    person.press(.calibrationNext)
    let before = try #require(person.state.calibration.shown)
    #expect(before.rule == .mean(atLeast: 4))
    for _ in 0..<10 { person.press(.calibrationLeft) }
    let after = try #require(person.state.calibration.trial)
    #expect(after.rule == .mean(atLeast: 3))
    #expect(after.matrix.kept > before.matrix.kept)
    #expect(after.outcome.rejectRate! < before.outcome.rejectRate!)
    #expect(person.screen.contains("would keep: mean >= 3"))
    #expect(person.state.keepRule == .mean(atLeast: 4), "trying puts nothing in force")
    person.press(.ruleReset)
    #expect(person.state.calibration.draft == nil)
  }

  /// Every place of every slider is tried, and none is cheaper than the one that is marked.
  @Test(arguments: [
    KeepRule.mean(atLeast: 4), .minimums(["relevance": 3, "accuracy": 3.5]),
    .weightedMean(weights: ["relevance": 1, "accuracy": 0.5], atLeast: 3.2),
    .logistic(intercept: -6, weights: ["relevance": 1.1, "accuracy": 0.7], atLeast: 0.4),
  ]) func theMarkedPlaceCostsLeast(rule: KeepRule) throws {
    let person = CalibrationSample.person()
    let picture = try #require(person.state.calibration.picture)
    let trial = picture.trial(of: rule)
    let dimensions = person.state.task.dimensions
    let scan = RuleScan(rows: picture.rows)
    for (slider, optimum) in zip(rule.sliders(dimensions), trial.optima) {
      let best = try #require(optimum)
      let length = slider.range.upperBound - slider.range.lowerBound
      let steps = Int((length * Double(slider.perUnit)).rounded())
      let costs = (0...steps).map { step in
        let first = Int((slider.range.lowerBound * Double(slider.perUnit)).rounded())
        let value = Double(first + step) / Double(slider.perUnit)
        return scan.matrix(of: rule.setting(slider.part, to: value)).expectedCost(falsePositive: 5)!
      }
      #expect(abs(best.cost - costs.min()!) < 1e-9, "\(slider)")
      let there = scan.matrix(of: rule.setting(slider.part, to: best.value)).expectedCost(falsePositive: 5)!
      #expect(abs(there - best.cost) < 1e-9, "\(slider)")
    }
  }

  @Test func aRuleInForceIsWhatEverythingKeepsByAndCanBeTakenBack() throws {
    let person = CalibrationSample.person()
    person.press(.ruleKind, .ruleKind, .ruleKind, .farRight, .ruleApply)
    let version = try #require(person.host.calibration.rules.last)
    #expect(RuleKind(version.rule) == .minimums && version.author == "ana")
    #expect(person.state.keepRule == version.rule)
    #expect(person.host.calibration.history.last?.rule == version.rule)
    person.press(.screenReview, .commandLine)
    person.type("filter judge:keep")
    person.enter()
    let wanted = person.host.examples.filter { example in
      version.rule.keeps(person.host.judgements[example.id]?.first?.values ?? [:]) == true
    }.map(\.id.rawValue)
    #expect(!wanted.isEmpty && wanted.count < 60)
    #expect(listed(person) == wanted)
    person.press(.screenCalibration, .ruleBefore)
    #expect(person.state.keepRule == .mean(atLeast: 4))
    person.press(.ruleBefore)
    #expect(person.state.keepRule == version.rule)
  }

  @Test func aRuleThatCannotBeSavedIsNotInForce() {
    let person = CalibrationSample.person()
    person.press(.farLeft)
    person.host.isDiskFull = true
    person.press(.ruleApply)
    #expect(person.state.keepRule == .mean(atLeast: 4))
    #expect(person.screen.contains("Not saved: the disk is full"))
    #expect(person.state.calibration.draft == .mean(atLeast: 3.5))
  }

  @Test func aFitIsShownAndNotInForce() throws {
    let person = CalibrationSample.person(rows: 50, columns: 200)
    person.press(.ruleFit)
    let fit = try #require(person.state.calibration.fit)
    #expect(person.state.calibration.shown?.rule == fit.chosen.rule)
    #expect(person.screen.contains("fitted on dev"))
    #expect(person.host.calibration.rules.isEmpty)
  }

  // MARK: Figures

  @Test func nothingToMeasureIsSaidAndNeverZero() {
    let host = CalibrationSample.host()
    host.decisions = host.decisions.filter { $0.action != .reject }
    let person = CalibrationSample.person(host: host)
    #expect(person.screen.contains("cannot be told (n = 0)"))
    #expect(person.screen.contains("rejected examples at least until the lower end can reach 80 %"))
    person.press(.calibrationNext, .calibrationNext, .calibrationNext)
    #expect(person.screen.contains("No curve yet"))
  }

  @Test(arguments: [
    (18, 20, "48 more"), (45, 50, "18 more"), (50, 50, "passed"), (5, 20, "missed"), (0, 0, "16 rejected"),
  ])
  func theBarIsAppliedAtTheLowerEnd(caught: Int, of: Int, says: String) {
    let matrix = ConfusionMatrix(truePositives: 5, falsePositives: of - caught, trueNegatives: caught)
    #expect(
      barSentence(matrix, Estimate(matrix.catchProportion), bar: 0.8).forms[0].contains(says),
      "\(barSentence(matrix, Estimate(matrix.catchProportion), bar: 0.8))")
  }

  @Test func dropEverythingPassesNoBar() {
    let matrix = ConfusionMatrix(trueNegatives: 50, falseNegatives: 50)
    #expect(
      barSentence(matrix, Estimate(matrix.catchProportion), bar: 0.8).forms[0].contains("keeps nothing"))
  }

  @Test func theCurveHasTheAreaThatCountingPairsGives() throws {
    let person = CalibrationSample.person()
    let picture = try #require(person.state.calibration.picture)
    let rule = KeepRule.mean(atLeast: 4)
    let scored = picture.rows.compactMap { row in
      rule.margin(row.scores).map { ($0, row.truth.verdict == .accept) }
    }
    let (good, bad) = (scored.filter(\.1).map(\.0), scored.filter { !$0.1 }.map(\.0))
    let pairs = good.flatMap { g in bad.map { b in g > b ? 1.0 : g == b ? 0.5 : 0 } }
    let area = try #require(picture.inForce.curve.area)
    #expect(abs(area - pairs.reduce(0, +) / Double(pairs.count)) < 1e-6)
  }

  @Test func aCellOfADimensionOpensItsExamples() {
    let person = CalibrationSample.person()
    person.press(.calibrationNext, .calibrationNext, .down, .calibrationRight)
    person.press(.open)
    #expect(person.state.screen == .review)
    #expect(person.screen.contains("cell:relevance you 2 judge 2, dev"))
    #expect(listed(person).count == 3)
  }

  @Test func probabilitiesOfDrawingWeighTheCatchRate() {
    let host = CalibrationSample.host()
    for id in 1...60 { host.calibration.probabilities[ExampleID(Int64(id))] = id % 2 == 0 ? 0.1 : 1 }
    let person = CalibrationSample.person(host: host)
    #expect(person.screen.contains("catch rate by chances of drawing"))
    person.press(.calibrationPrevious, .calibrationPrevious)
    #expect(person.screen.contains("with a known chance"))
  }
}
