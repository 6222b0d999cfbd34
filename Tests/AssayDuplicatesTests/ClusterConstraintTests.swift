import AssayDuplicates
import AssayModel
import Testing

/// What a person says about who belongs together, against what the pairs say.
@Suite struct ClusterConstraintTests {
  /// 1, 2 and 3 are all alike; so are 4 and 5.
  private let pairs = [near(0, 1, 0.9), near(0, 2, 0.8), near(1, 2, 0.85), near(3, 4, 0.9)]

  @Test func whatIsSplitOffLeavesTheOthersTogether() {
    #expect(members(form(5, pairs)) == [[1, 2, 3], [4, 5]])
    #expect(members(form(5, pairs, constraints: [.separate(id(2), from: ids(1, 3))])) == [[1, 3], [4, 5]])
    // The representative too.
    #expect(members(form(5, pairs, constraints: [.separate(id(1), from: ids(2, 3))])) == [[2, 3], [4, 5]])
  }

  @Test func separatingTwoOfThreeMovesTheOneThatWasSplitOff() {
    // 2 is nearer to the representative, yet it is 2 that was split off.
    #expect(members(form(5, pairs, constraints: [.separate(id(2), from: ids(3))])) == [[1, 3], [4, 5]])
    #expect(members(form(5, pairs, constraints: [.separate(id(3), from: ids(2))])) == [[1, 2], [4, 5]])
  }

  @Test func aCopyCanBeSplitOff() {
    let copies = [copy(0, 1), copy(0, 2), near(0, 3, 0.9)]
    let clusters = form(4, copies, constraints: [.separate(id(1), from: ids(2, 3, 4))])
    #expect(members(clusters) == [[2, 3, 4]])
    #expect(clusters[0].members.map(\.method) == ["minhash", "exact", "minhash"])
  }

  @Test func separationsSurviveAnotherThreshold() {
    let constraints = [ClusterConstraint.separate(id(3), from: ids(1, 2))]
    #expect(
      members(form(5, pairs, thresholds: [.minhash: 0.5], constraints: constraints)) == [[1, 2], [4, 5]])
  }

  @Test func mergingMakesTwoClustersOne() {
    let clusters = form(5, pairs, constraints: [.merge(id(4), with: id(1))])
    #expect(members(clusters) == [[1, 2, 3, 4, 5]])
    #expect(clusters[0].members.map(\.method) == ["minhash", "minhash", "minhash", "person", "person"])
    #expect(clusters[0].members.suffix(2).map(\.similarity) == [0, 0])
    // A person's word is no vague resemblance.
    #expect(clusters[0].kind == .near)
  }

  @Test func whatIsKnownBelowTheThresholdIsTold() throws {
    let clusters = form(
      5, pairs + [near(0, 3, 0.6)], thresholds: [.minhash: 0.8], constraints: [.merge(id(1), with: id(4))])
    let member = try #require(clusters.first?.members.first { $0.example == id(4) })
    #expect(member.method == "person")
    #expect(abs(member.similarity - 0.6) < 1e-6)
  }

  @Test func twoThatNothingHoldsCanBeMerged() {
    let clusters = form(9, pairs, constraints: [.merge(id(8), with: id(9))])
    #expect(members(clusters) == [[1, 2, 3], [4, 5], [8, 9]])
    #expect(clusters[2].method == "person")
    #expect(clusters[2].kind == nil)
  }

  @Test func mergingWithinAClusterChangesNothing() {
    #expect(form(5, pairs, constraints: [.merge(id(3), with: id(2))]) == form(5, pairs))
  }

  @Test func theRepresentativeOfAMergedClusterIsTheBestOfAll() {
    let clusters = form(5, pairs, scores: [1, 1, 1, 1, 4], constraints: [.merge(id(1), with: id(4))])
    #expect(members(clusters) == [[5, 4, 1, 2, 3]])
    #expect(clusters[0].members.map(\.method) == ["minhash", "minhash", "person", "person", "person"])
  }

  @Test func theLaterWordWins() {
    let merge = ClusterConstraint.merge(id(1), with: id(4))
    let separate = ClusterConstraint.separate(id(4), from: ids(1, 2, 3, 5))
    #expect(members(form(5, pairs, constraints: [merge, separate])) == [[1, 2, 3]])
    #expect(members(form(5, pairs, constraints: [separate, merge])) == [[1, 2, 3, 4]])
    let back = ClusterConstraint.merge(id(4), with: id(5))
    #expect(members(form(5, pairs, constraints: [merge, separate, back])) == [[1, 2, 3], [4, 5]])
  }

  @Test func aLaterSeparationHoldsAgainstAChainOfMerges() {
    let constraints: [ClusterConstraint] = [
      .merge(id(1), with: id(6)), .merge(id(6), with: id(4)), .separate(id(4), from: ids(1, 2, 3)),
    ]
    #expect(members(form(6, pairs, constraints: constraints)) == [[1, 2, 3, 6], [4, 5]])
  }

  @Test func undoTakesAWordBack() {
    func decision(_ number: Int64, _ example: ExampleID?, _ action: Decision.Action) -> Decision {
      Decision(
        id: DecisionID(number), uuid: "\(number)", step: DecisionID(number), example: example, reviewer: "r",
        action: action, at: number)
    }
    var log = DecisionLog([
      decision(1, id(1), .merge(with: id(4))), decision(2, id(4), .separate(from: ids(1, 2, 3, 5))),
    ])
    #expect(members(form(5, pairs, constraints: log.clusterConstraints)) == [[1, 2, 3]])
    log.append(decision(3, nil, .undo(step: DecisionID(2))))
    #expect(members(form(5, pairs, constraints: log.clusterConstraints)) == [[1, 2, 3, 4, 5]])
    log.append(decision(4, nil, .undo(step: DecisionID(1))))
    #expect(members(form(5, pairs, constraints: log.clusterConstraints)) == [[1, 2, 3], [4, 5]])
    log.append(decision(5, nil, .redo(step: DecisionID(2))))
    #expect(members(form(5, pairs, constraints: log.clusterConstraints)) == [[1, 2, 3]])
  }

  @Test func wordsAboutFixedOrUnknownExamplesAreIgnored() {
    let constraints: [ClusterConstraint] = [
      .merge(id(1), with: id(4)), .separate(id(2), from: ids(99, 0)), .merge(id(2), with: id(77)),
      .separate(id(3), from: ids(3)), .merge(id(1), with: id(1)),
    ]
    #expect(members(form(5, pairs, constraints: constraints, fixed: [3])) == [[1, 2, 3]])
  }

  private func id(_ number: Int64) -> ExampleID { ExampleID(number) }
  private func ids(_ numbers: Int64...) -> [ExampleID] { numbers.map(id) }
}
