import AssayModel

/// What settling all clusters of some kinds would do: accept each one's representative and reject the rest.
public struct SettlementPlan: Sendable, Equatable {
  /// Why a cluster is left alone.
  public enum Obstacle: String, CaseIterable, Sendable {
    case settled = "decided already"
    case begun = "decided in part"
    case labels = "labels differ"
  }

  /// The counts of one kind.
  public struct Row: Sendable, Equatable {
    public var kind: DuplicateKind
    /// Clusters that are settled.
    public var clusters = 0
    public var accepted = 0
    public var rejected = 0
    /// Clusters that are left alone.
    public var skipped: [Obstacle: Int] = [:]
    public init(kind: DuplicateKind) { self.kind = kind }
  }

  /// One for each kind that was asked for, from the surest on.
  public var rows: [Row]
  public var decisions: [NewDecision]
  public init(rows: [Row], decisions: [NewDecision]) {
    self.rows = rows
    self.decisions = decisions
  }

  /// The kinds about which there is little to think.
  public static let usualKinds: [DuplicateKind] = [.exact, .masked]

  /// Plans for `kinds`. A cluster is left alone when the reviewer has decided on one of its members, which says more
  /// than any rule, and when its members have different labels, since one of them must then be wrong.
  ///
  /// - Parameters:
  ///   - label: a number for the label of an example; equal numbers, equal labels.
  ///   - verdict: the reviewer's on an example.
  public static func make(
    _ clusters: [Cluster], kinds: [DuplicateKind], label: (ExampleID) -> Int32,
    verdict: (ExampleID) -> Verdict?, isBlind: Bool
  ) -> SettlementPlan {
    var rows = Set(kinds).sorted().map(Row.init(kind:))
    var decisions: [NewDecision] = []
    for cluster in clusters {
      guard let row = rows.firstIndex(where: { $0.kind == cluster.kind }) else { continue }
      if let obstacle = obstacle(to: cluster, label: label, verdict: verdict) {
        rows[row].skipped[obstacle, default: 0] += 1
        continue
      }
      rows[row].clusters += 1
      rows[row].accepted += 1
      rows[row].rejected += cluster.members.count - 1
      for (index, member) in cluster.members.enumerated() {
        decisions.append(
          NewDecision(example: member.example, action: index == 0 ? .accept : .reject, blind: isBlind))
      }
    }
    return SettlementPlan(rows: rows, decisions: decisions)
  }

  private static func obstacle(
    to cluster: Cluster, label: (ExampleID) -> Int32, verdict: (ExampleID) -> Verdict?
  ) -> Obstacle? {
    let decided = cluster.members.count { verdict($0.example) != nil }
    if decided == cluster.members.count { return .settled }
    if decided > 0 { return .begun }
    guard let first = cluster.members.first.map({ label($0.example) }) else { return .settled }
    return cluster.members.contains { label($0.example) != first } ? .labels : nil
  }
}

/// Opens the preview of a settlement.
func requestSettlement(of kinds: [DuplicateKind], _ state: inout AppState) -> [Effect] {
  guard state.clusters.snapshot != nil else {
    state.message = Message(.info, "The clusters are not read yet; try again in a moment")
    return refreshClusters(&state)
  }
  return [.planSettlement(kinds)]
}

/// The plan is made: shows it, or says that there is nothing to do.
func didPlan(_ plan: SettlementPlan, _ state: inout AppState) -> [Effect] {
  state.overlay = .settlement(plan)
  return []
}

/// Reads `exact,masked`; nil and a message when a word is no kind.
func settle(_ argument: String, _ state: inout AppState) -> [Effect] {
  guard !argument.isEmpty else { return requestSettlement(of: SettlementPlan.usualKinds, &state) }
  var kinds: [DuplicateKind] = []
  for word in argument.split(whereSeparator: { $0 == "," || $0 == " " }) {
    guard let kind = DuplicateKind(rawValue: String(word)) else {
      let all = DuplicateKind.allCases.map(\.rawValue).joined(separator: ", ")
      return unknown(String(word), "a kind of duplicate: \(all)", &state)
    }
    kinds.append(kind)
  }
  return requestSettlement(of: kinds, &state)
}
