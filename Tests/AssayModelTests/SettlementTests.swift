import AssayModel
import Testing

@Suite struct SettlementTests {
  private let cluster = cluster(1, .exact, 1, 2, 3)

  @Test func keepsTheKeptAndRejectsTheRest() {
    let decisions = decide(kept: [2], log: DecisionLog(), blind: true)
    #expect(
      decisions == [
        NewDecision(example: ExampleID(1), action: .reject, blind: true),
        NewDecision(example: ExampleID(2), action: .accept, blind: true),
        NewDecision(example: ExampleID(3), action: .reject, blind: true),
      ])
  }

  @Test func sameVerdictsAreNotRepeatedAndLabelsStay() {
    let log = log((1, .relabel("billing")), (2, .reject), (3, .accept))
    #expect(shown(decide(kept: [1], log: log)) == ["-3"])
    // A label does not save one that is not kept.
    #expect(shown(decide(kept: [3], log: log)) == ["-1"])
    #expect(shown(decide(kept: [2, 3, 77], log: log)) == ["-1", "+2"])
    #expect(shown(decide(kept: [], log: log)) == ["-1", "-3"])
  }

  @Test func otherReviewersAndWithdrawnVerdictsDoNotCount() {
    var log = log((1, .accept), (2, .reject))
    #expect(shown(decide(kept: [1], log: log, reviewer: "other")) == ["+1", "-2", "-3"])
    log.append(entry(3, nil, .undo(step: DecisionID(1))))
    #expect(shown(decide(kept: [1], log: log)) == ["+1", "-3"])
    log.append(entry(4, ExampleID(2), .skip))
    #expect(shown(decide(kept: [1], log: log)) == ["+1", "-2", "-3"])
  }

  // MARK: Plans

  @Test func plansToKeepRepresentatives() throws {
    let clusters = [
      Self.cluster(3, .masked, 7, 3), cluster, Self.cluster(8, .near, 8, 9), Self.cluster(10, nil, 10, 11),
    ]
    let plan = Settlement.plan(clusters: clusters, log: DecisionLog(), reviewer: "r")
    #expect(shown(plan.decisions) == ["+7", "-3", "+1", "-2", "-3"])
    #expect(plan.rows.map(\.kind) == [.exact, .masked])
    #expect(plan.rows.map(\.clusters) == [1, 1])
    #expect(plan.rows.map(\.accepted) == [1, 1])
    #expect(plan.rows.map(\.rejected) == [2, 1])
    #expect(plan.rows.allSatisfy { $0.skipped.isEmpty })
    let near = Settlement.plan(
      clusters: clusters, kinds: [.near], log: DecisionLog(), reviewer: "r", blind: true)
    #expect(shown(near.decisions) == ["+8", "-9"])
    #expect(near.decisions.map(\.blind) == [true, true])
  }

  @Test func keepsWhatIsAccepted() throws {
    let one = plan(log((2, .relabel("x"))))
    #expect(shown(one.decisions) == ["-1", "-3"])
    #expect(one.rows[0].clusters == 1 && one.rows[0].accepted == 0 && one.rows[0].rejected == 2)
    #expect(shown(plan(log((2, .accept), (3, .accept))).decisions) == ["-1"])
    #expect(shown(plan(log((1, .reject), (3, .accept))).decisions) == ["-2"])
    #expect(shown(plan(log((2, .reject))).decisions) == ["+1", "-3"])
  }

  @Test func leavesAloneWhatARuleCannotKnow() {
    let decided = plan(log((1, .reject), (2, .reject), (3, .accept)))
    #expect(decided.decisions.isEmpty && decided.rows[0].skipped == [.decided: 1])
    let rejected = plan(log((1, .reject)))
    #expect(rejected.decisions.isEmpty && rejected.rows[0].skipped == [.representativeRejected: 1])
    let labels = plan(DecisionLog()) { $0.rawValue == 3 ? 1 : 0 }
    #expect(labels.decisions.isEmpty && labels.rows[0].skipped == [.labelsDiffer: 1])
    // Once a member is accepted, the person has chosen.
    #expect(shown(plan(log((3, .accept))) { Int32($0.rawValue) }.decisions) == ["-1", "-2"])
  }

  @Test func carryingOutAPlanLeavesNothingToDoAndNoVerdictChanged() throws {
    var log = log((2, .reject), (5, .relabel("x")), (8, .accept))
    let before = log
    let clusters = [cluster, Self.cluster(4, .masked, 4, 5, 6), Self.cluster(7, .exact, 7, 8)]
    let plan = Settlement.plan(clusters: clusters, log: log, reviewer: "r")
    #expect(plan.rows.reduce(0) { $0 + $1.accepted + $1.rejected } == plan.decisions.count)
    for (place, decision) in plan.decisions.enumerated() {
      let example = try #require(decision.example)
      #expect(before.opinion(of: "r", on: example)?.verdict == nil)
      log.append(entry(100 + Int64(place), example, decision.action, step: 100))
    }
    let again = Settlement.plan(clusters: clusters, log: log, reviewer: "r")
    #expect(again.decisions.isEmpty)
    #expect(again.rows.map(\.skipped) == [[.decided: 2], [.decided: 1]])
    log.append(entry(999, nil, .undo(step: DecisionID(100))))
    #expect(Settlement.plan(clusters: clusters, log: log, reviewer: "r") == plan)
  }

  // MARK: Builders

  private static func cluster(_ id: Int64, _ kind: DuplicateKind?, _ members: Int64...) -> Cluster {
    Cluster(
      id: ClusterID(id), method: "any", kind: kind, threshold: 1,
      members: members.map { Cluster.Member(example: ExampleID($0), similarity: 1) })
  }

  private func entry(_ number: Int64, _ example: ExampleID?, _ action: Decision.Action, step: Int64? = nil)
    -> Decision
  {
    Decision(
      id: DecisionID(number), uuid: "\(number)", step: DecisionID(step ?? number), example: example,
      reviewer: "r", action: action, at: number)
  }

  private func log(_ entries: (Int64, Decision.Action)...) -> DecisionLog {
    DecisionLog(
      entries.enumerated().map { entry(Int64($0.offset + 1), ExampleID($0.element.0), $0.element.1) })
  }

  private func decide(
    kept: Set<Int64>, log: DecisionLog, reviewer: String = "r", blind: Bool = false
  ) -> [NewDecision] {
    Settlement.decisions(
      for: cluster, kept: Set(kept.map { ExampleID($0) }), log: log, reviewer: reviewer, blind: blind)
  }

  private func plan(_ log: DecisionLog, label: (ExampleID) -> Int32 = { _ in 0 }) -> Settlement.Plan {
    Settlement.plan(clusters: [cluster], log: log, reviewer: "r", label: label)
  }

  /// "+1" for an accepted, "-1" for a rejected example.
  private func shown(_ decisions: [NewDecision]) -> [String] {
    decisions.map {
      "\($0.action == .accept ? "+" : $0.action == .reject ? "-" : "?")\($0.example?.rawValue ?? 0)"
    }
  }
}
