import AssayModel
import Testing

@Suite struct ProbeTallyTests {
  private func probe(
    _ example: Int64, _ fault: Fault?, status: Probe.Status = .confirmed, reviewer: String? = nil
  ) -> Probe {
    Probe(
      example: ExampleID(example), origin: ExampleID(fault == nil ? example : 9), fault: fault, detail: "",
      status: status,
      reviewer: reviewer, rightLabel: "right")
  }

  private func log(_ actions: (Int64, Decision.Action)...) -> DecisionLog {
    DecisionLog(
      actions.enumerated().map { place, action in
        Decision(
          id: DecisionID(Int64(place) + 1), uuid: "\(place)", step: DecisionID(Int64(place) + 1),
          example: ExampleID(action.0), reviewer: "ana", action: action.1, at: 1)
      })
  }

  @Test func rejectedBadAndAcceptedGoodOnesAreRight() {
    let probes = [probe(1, .garbled), probe(2, .garbled), probe(3, nil), probe(4, nil), probe(5, .repeated)]
    let tally = ProbeTally.reviewer(
      probes, log((2, .accept), (1, .reject), (3, .accept), (4, .reject)), "ana")
    #expect(tally.bad == .init(n: 2, right: 1) && tally.good == .init(n: 2, right: 1))
    #expect(tally.byFault == ["garbled": .init(n: 2, right: 1)])
    #expect(tally.misses == [2, 4].map { ExampleID($0) } && tally.missedBad == [ExampleID(2)])
    #expect(ProbeTally.reviewer(probes, log((1, .reject)), "ben") == ProbeTally())
  }

  @Test func aRepeatIsNeitherRightNorWrong() {
    let copy = Probe(example: ExampleID(7), origin: ExampleID(3), fault: nil, detail: "")
    #expect(copy.isRepeat && copy.isOwnRow && !copy.isListed)
    #expect(ProbeTally.reviewer([copy], log((7, .reject)), "ana") == ProbeTally())
    #expect(!probe(3, nil).isOwnRow && !probe(3, nil).isRepeat && probe(1, .garbled).isOwnRow)
  }

  @Test func theRightLabelCatchesAWrongOneAndNothingElse() {
    let probes = [probe(1, .nearLabel), probe(2, .randomLabel), probe(3, .nearLabel), probe(4, .truncated)]
    let tally = ProbeTally.reviewer(
      probes,
      log((1, .relabel("right")), (2, .relabel("right")), (3, .relabel("other")), (4, .relabel("right"))),
      "ana")
    #expect(tally.bad == .init(n: 4, right: 2))
    #expect(tally.missedBad == [3, 4].map { ExampleID($0) })
  }

  @Test func whatAPersonKnowsOrHasNotConfirmedIsLeftOut() {
    let probes = [
      probe(1, nil, reviewer: "ana"), probe(2, nil, reviewer: "ben"), probe(3, .subtle, status: .proposed),
      probe(4, .subtle, status: .discarded), probe(5, .subtle, reviewer: "ana"),
    ]
    let all = log((1, .accept), (2, .accept), (3, .reject), (4, .reject), (5, .reject))
    let tally = ProbeTally.reviewer(probes, all, "ana")
    #expect(tally.good.n == 1 && tally.bad.n == 0)
  }

  @Test func anEditThatIsAcceptedSaysNothingAndSkippingDoesNotEither() {
    let probes = [probe(1, .truncated), probe(2, .truncated), probe(3, .truncated)]
    let edit = Decision.Action.edit([TextField(name: "text", text: "mended")])
    let tally = ProbeTally.reviewer(
      probes, log((1, edit), (1, .accept), (2, .skip), (3, edit), (3, .reject)), "ana")
    #expect(tally.bad == .init(n: 1, right: 1))
  }
}
