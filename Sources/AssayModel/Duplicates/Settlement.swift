/// What settling clusters decides about their members: accept what is kept, reject the rest.
public enum Settlement {
  /// The decisions that settle one cluster, for one step of the log.
  ///
  /// An example that has the verdict already gets no new decision: a label that the reviewer gave to a kept example
  /// stays.
  ///
  /// - Parameters:
  ///   - kept: the members to accept; all others are rejected. Examples that are no members are ignored.
  ///   - blind: whether the judge's scores were hidden from the reviewer.
  public static func decisions(
    for cluster: Cluster, kept: Set<ExampleID>, log: DecisionLog, reviewer: String, blind: Bool
  ) -> [NewDecision] {
    cluster.members.compactMap { member in
      let verdict: Verdict = kept.contains(member.example) ? .accept : .reject
      if log.opinion(of: reviewer, on: member.example)?.verdict == verdict { return nil }
      return decision(verdict, on: member.example, blind: blind)
    }
  }

  /// Plans to settle all clusters of some kinds that the reviewer has not finished, without changing any verdict of
  /// the reviewer's.
  ///
  /// Of a cluster in which the reviewer has accepted members, these are kept; of any other, the representative. All
  /// members without a verdict that are not kept are rejected. A cluster is skipped for the reasons of
  /// ``Plan/Obstacle``, since there a rule cannot know what the person wants.
  ///
  /// - Parameters:
  ///   - label: a number for the label of an example; equal numbers, equal labels.
  ///   - blind: whether the judge's scores were hidden from the reviewer.
  public static func plan(
    clusters: [Cluster], kinds: Set<DuplicateKind> = [.exact, .masked], log: DecisionLog, reviewer: String,
    label: (ExampleID) -> Int32 = { _ in 0 }, blind: Bool = false
  ) -> Plan {
    var plan = Plan(rows: kinds.sorted().map(Plan.Row.init(kind:)))
    for cluster in clusters {
      guard let row = plan.rows.firstIndex(where: { $0.kind == cluster.kind }) else { continue }
      let verdicts = cluster.members.map { log.opinion(of: reviewer, on: $0.example)?.verdict }
      if let obstacle = obstacle(to: cluster, verdicts: verdicts, label: label) {
        plan.rows[row].skipped[obstacle, default: 0] += 1
        continue
      }
      plan.rows[row].clusters += 1
      let isAnyAccepted = verdicts.contains(.accept)
      for (place, verdict) in verdicts.enumerated() where verdict == nil {
        let isKept = place == 0 && !isAnyAccepted
        if isKept { plan.rows[row].accepted += 1 } else { plan.rows[row].rejected += 1 }
        plan.decisions.append(
          decision(isKept ? .accept : .reject, on: cluster.members[place].example, blind: blind))
      }
    }
    return plan
  }

  private static func obstacle(
    to cluster: Cluster, verdicts: [Verdict?], label: (ExampleID) -> Int32
  ) -> Plan.Obstacle? {
    if !verdicts.contains(nil) { return .decided }
    if verdicts.contains(.accept) { return nil }
    if verdicts.first == .reject { return .representativeRejected }
    let first = cluster.members.first.map { label($0.example) }
    return cluster.members.contains { label($0.example) != first } ? .labelsDiffer : nil
  }

  private static func decision(_ verdict: Verdict, on example: ExampleID, blind: Bool) -> NewDecision {
    NewDecision(example: example, action: verdict == .accept ? .accept : .reject, blind: blind)
  }
}
