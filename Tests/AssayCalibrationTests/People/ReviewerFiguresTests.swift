import AssayCalibration
import AssayModel
import AssayStatistics
import Testing

@Suite struct ReviewerFiguresTests {
  private let probes = [
    Probe(example: ExampleID(10), origin: ExampleID(1), fault: .garbled, detail: ""),
    Probe(example: ExampleID(11), origin: ExampleID(2), fault: .garbled, detail: ""),
    Probe(example: ExampleID(20), origin: ExampleID(1), fault: nil, detail: ""),
    Probe(example: ExampleID(21), origin: ExampleID(2), fault: nil, detail: ""),
    Probe(example: ExampleID(22), origin: ExampleID(3), fault: nil, detail: ""),
  ]

  @Test func probesRepeatsAndPaceAreCountedApart() {
    var builder = LogBuilder()
    builder.say("ana", 1, .accept, blind: true, duration: 2_000)
    builder.say("ana", 2, .reject, blind: true, duration: 4_000)
    builder.say("ana", 3, .relabel("x"), duration: 6_000)
    builder.say("ana", 4, .skip)
    builder.say("ana", 5, .adjudicate(.accept, label: nil))
    builder.say("ana", 10, .reject, duration: 400_000)
    builder.say("ana", 11, .accept)
    builder.say("ana", 20, .accept)
    builder.say("ana", 21, .accept)
    // The right verdict, but the label of the copy as it was.
    builder.say("ana", 22, .accept)
    let figures = ReviewerFigures("ana", builder.log, probes: probes)
    #expect(figures.accepted == 2)
    #expect(figures.rejected == 1)
    #expect(figures.skipped == 1)
    #expect(figures.ruled == 1)
    #expect(figures.blind.value == 2.0 / 3)
    #expect(figures.probes.bad == .init(n: 2, right: 1))
    #expect(figures.probes.good.n == 0)
    #expect(figures.consistency.n == 3)
    #expect(figures.consistency.value == 1.0 / 3)
    #expect(figures.consistency.interval != nil)
    #expect(figures.secondsPerDecision == 4)
  }

  @Test func whatWasNotMeasuredIsNoFigure() {
    var builder = LogBuilder()
    builder.say("ana", 1, .note("n"))
    let figures = ReviewerFigures("ana", builder.log, probes: probes)
    #expect(figures.blind.value == nil)
    #expect(figures.consistency.value == nil)
    #expect(figures.secondsPerDecision == nil)
  }

  @Test func withoutDurationsTheGapsTell() {
    var builder = LogBuilder()
    for example in 1...4 { builder.say("ana", Int64(example), .accept) }
    #expect(ReviewerFigures("ana", builder.log, probes: []).secondsPerDecision == 1)
  }
}

@Suite struct AnchoringTests {
  private func keeps(_ example: ExampleID, _ judge: String) -> Bool? {
    judge == "j" ? example.rawValue % 2 == 0 : nil
  }

  @Test func changesAreCountedByTheirDirection() {
    var builder = LogBuilder()
    // The judge drops odd ones and keeps even ones.
    builder.say("ana", 1, .accept, .reveal(judge: "j"), blind: true)
    builder.say("ana", 1, .reject)  // towards
    builder.say("ana", 2, .accept, .reveal(judge: "j"), blind: true)
    builder.say("ana", 2, .reject)  // away
    builder.say("ana", 3, .accept, .reveal(judge: "j"), blind: true)  // stays, against the judge
    builder.say("ana", 4, .reject, .reveal(judge: "j"), blind: true)
    builder.say("ana", 4, .relabel("x"))  // towards
    builder.say("ana", 5, .reject, .reveal(judge: "other"), blind: true)  // not known what it says
    builder.say("ana", 6, .accept, blind: true)  // nothing was revealed
    builder.say("ana", 7, .accept, .reveal(judge: "j"))  // not blind
    let anchoring = Anchoring(builder.log, keeps: keeps)
    #expect(anchoring.changed.n == 5)
    #expect(anchoring.changed.value == 3.0 / 5)
    #expect(anchoring.towards.n == 3)
    #expect(anchoring.towards.value == 2.0 / 3)
    #expect(anchoring.away.n == 1)
    #expect(anchoring.away.value == 1)
    #expect(anchoring.acceptToReject == 2)
    #expect(anchoring.rejectToAccept == 1)
  }

  @Test func anUndoDoesNotHideTheFirstVerdict() {
    var builder = LogBuilder()
    let step = builder.say("ana", 1, .accept, .reveal(judge: "j"), blind: true)
    builder.undo("ana", step)
    builder.say("ana", 1, .reject)
    let anchoring = Anchoring(builder.log, keeps: keeps)
    #expect(anchoring.towards.value == 1)
    #expect(anchoring.cases.map(\.first) == [.accept])
  }

  @Test func nothingRevealedIsNoFigure() {
    var builder = LogBuilder()
    builder.say("ana", 1, .accept, blind: true)
    let anchoring = Anchoring(builder.log, keeps: keeps)
    #expect(anchoring.changed.value == nil)
    #expect(anchoring.changed.interval == nil)
    #expect(anchoring.towards.value == nil)
  }

  @Test func eachPersonAlone() {
    var builder = LogBuilder()
    builder.say("ana", 1, .accept, .reveal(judge: "j"), blind: true)
    builder.say("ben", 1, .accept, .reveal(judge: "j"), blind: true)
    builder.say("ben", 1, .reject)
    #expect(Anchoring(builder.log, reviewer: "ana", keeps: keeps).changed.value == 0)
    #expect(Anchoring(builder.log, reviewer: "ben", keeps: keeps).changed.value == 1)
    #expect(Anchoring(builder.log, keeps: keeps).changed.n == 2)
  }
}

@Suite struct RubricDriftTests {
  @Test func verdictsAreCountedByTheirRubric() {
    var builder = LogBuilder()
    builder.say("ana", 1, .accept, rubric: "old")
    builder.say("ana", 2, .accept, rubric: "old")
    builder.say("ana", 2, .reject, rubric: "new")
    builder.say("ana", 3, .accept)
    builder.say("ben", 3, .accept, rubric: "old")
    builder.say("ana", 4, .note("n"), rubric: "old")
    let all = RubricDrift(builder.log, current: "new")
    #expect(all.counts == ["old": 2, "new": 1, "": 1])
    #expect(all.old == [ExampleID(1), ExampleID(3)])
    #expect((all.underCurrent, all.underOlder, all.unknown) == (1, 2, 1))
    #expect(RubricDrift(builder.log, current: "new", reviewer: "ana").old == [ExampleID(1)])
    #expect(RubricDrift(builder.log, current: "new") { $0 == ExampleID(1) }.old == [ExampleID(3)])
  }
}
