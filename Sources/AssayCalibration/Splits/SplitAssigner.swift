import AssayModel
import AssayText

/// Gives examples with a truth their splits. What has a split keeps it for good.
///
/// Groups of duplicates go as a whole. They come in the order of a keyed hash of their numbers, so that neither the order
/// of decisions nor anybody who does not know the workspace's secret decides where an example goes. Each goes where its
/// stratum (verdict x label) lacks it: inside a stratum every split stays less than one example from its share while
/// nothing but single examples come, and about one group otherwise. Where a stratum leaves the choice, the verdict's
/// balance over all labels decides, then that of the whole set: so many small strata add up to the shares as well
/// (minimisation over margins, Pocock and Simon 1975).
public enum SplitAssigner {
  /// - Parameters:
  ///   - candidates: all examples with a truth; those that have a split count towards the balance.
  ///   - existing: every split that was ever given.
  ///   - secret: the workspace's.
  ///   - at: milliseconds since 1970.
  /// - Returns: assignments for the candidates that have none, in the order of the examples' numbers.
  public static func assign(
    _ candidates: [SplitCandidate], existing: [ExampleID: SplitAssignment], shares: SplitShares,
    secret: [UInt8], at: Int64
  ) -> [SplitAssignment] {
    let missing = candidates.filter { existing[$0.example] == nil }
    guard !missing.isEmpty else { return [] }
    var desk = SplitDesk(shares: shares)
    for candidate in candidates {
      if let known = existing[candidate.example] { desk.count(candidate.stratum, in: known.split) }
    }
    let taken = splits(ofGroups: candidates, existing: existing)
    let groups = Dictionary(grouping: missing, by: \.group).map { group, members in
      (hash: hash(of: group, secret: secret), group: group, members: members)
    }.sorted { ($0.hash.lexicographicOrder, $0.group) < ($1.hash.lexicographicOrder, $1.group) }
    var assigned: [SplitAssignment] = []
    for (hash, group, members) in groups {
      let strata = members.map(\.stratum)
      let split = taken[group] ?? desk.choose(for: strata, tie: hash)
      for stratum in strata { desk.count(stratum, in: split) }
      assigned += members.map {
        SplitAssignment(example: $0.example, split: split, group: group, at: at)
      }
    }
    return assigned.sorted { $0.example < $1.example }
  }

  /// The examples whose split is not that of the earliest assignment in their cluster: clusters have joined since. They
  /// stay where they are and count nowhere, so that no text is both chosen by and measured on.
  public static func conflicts(
    _ candidates: [SplitCandidate], assignments: [ExampleID: SplitAssignment]
  ) -> Set<ExampleID> {
    let taken = splits(ofGroups: candidates, existing: assignments)
    return Set(
      candidates.lazy.filter { candidate in
        assignments[candidate.example].map { $0.split != taken[candidate.group] } ?? false
      }.map(\.example))
  }

  /// The split of each group by its earliest assignment, also one of a member whose truth was taken back since.
  private static func splits(
    ofGroups candidates: [SplitCandidate], existing: [ExampleID: SplitAssignment]
  ) -> [ExampleID: Split] {
    var earliest: [ExampleID: SplitAssignment] = [:]
    func offer(_ assignment: SplitAssignment, to group: ExampleID) {
      if let known = earliest[group], (known.at, known.example) <= (assignment.at, assignment.example) {
        return
      }
      earliest[group] = assignment
    }
    for candidate in candidates {
      if let known = existing[candidate.example] { offer(known, to: candidate.group) }
    }
    let current = Set(candidates.map(\.example))
    for known in existing.values where !current.contains(known.example) { offer(known, to: known.group) }
    return earliest.mapValues(\.split)
  }

  private static func hash(of group: ExampleID, secret: [UInt8]) -> [UInt8] {
    SHA256.bytes(of: secret.map { String($0) }.joined(separator: ",") + " split \(group.rawValue)")
  }
}

extension [UInt8] {
  /// The first eight bytes as a number: enough to order by.
  fileprivate var lexicographicOrder: UInt64 { prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }
}
