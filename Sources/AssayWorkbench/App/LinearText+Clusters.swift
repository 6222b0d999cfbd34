import AssayModel
import TerminalCore

// The clusters as lines.

extension LinearText {
  /// What the person looks at: when it changes, it is read out.
  public struct Place: Equatable, Sendable {
    var screen: Screen
    /// The example, or the member of a cluster.
    public var example: ExampleID?
    var cluster: [ExampleID]
    var pane: ClustersState.Pane?
    var run: RunID?
    var calibration: String?
  }

  public static func place(_ state: AppState) -> Place {
    if state.screen == .runs {
      return Place(screen: .runs, example: nil, cluster: [], pane: nil, run: state.runs.current?.id)
    }
    if state.screen == .calibration {
      return Place(
        screen: .calibration, example: nil, cluster: [], pane: nil, calibration: calibrationPlace(state))
    }
    guard state.screen == .clusters else {
      return Place(screen: state.screen, example: state.review.current, cluster: [], pane: nil)
    }
    let clusters = state.clusters
    return Place(
      screen: .clusters, example: clusters.pane == .members ? clusters.currentMember?.example : nil,
      cluster: clusters.current?.members.map(\.example) ?? [], pane: clusters.pane)
  }

  /// What is at this place.
  public static func text(_ state: AppState) -> [String] {
    if state.screen == .runs { return runs(state) }
    if state.screen == .calibration { return calibration(state) }
    guard state.screen == .clusters else { return example(state) }
    guard state.clusters.pane == .members, let cluster = state.clusters.current else {
      return clusterLines(state)
    }
    return memberLines(cluster, state.clusters.memberCursor, state)
  }

  /// What a settlement that waits for an answer would do.
  public static func plan(_ state: AppState) -> [String]? {
    guard case .settlement(let plan) = state.overlay else { return nil }
    let rows = plan.rows.map { row in
      "\(row.kind.phrase): \(row.clusters) clusters, \(row.accepted) examples accepted, \(row.rejected) rejected, "
        + "\(row.skipped.values.reduce(0, +)) clusters left alone."
    }
    return rows + [
      plan.decisions.isEmpty ? "Nothing to settle; Enter goes on." : "y settles, anything else does not."
    ]
  }

  private static let membersReadOut = 20

  /// The cluster under the cursor with its first members.
  private static func clusterLines(_ state: AppState) -> [String] {
    let clusters = state.clusters
    guard let cluster = clusters.current else {
      return [
        clusters.snapshot == nil
          ? "Reading the clusters."
          : clusters.filter.isEmpty
            ? "No two examples are near duplicates." : "No cluster fulfils the filter."
      ]
    }
    let open = clusters.openMembers(at: clusters.cursor)
    var lines = [
      "Cluster \(clusters.cursor + 1) of \(clusters.listing.count), \(cluster.members.count) \(cluster.phrase), "
        + "\(open == 0 ? "settled" : "\(open) undecided")."
    ]
    for index in cluster.members.indices.prefix(membersReadOut) {
      lines += memberLines(cluster, index, state).prefix(1)
      if let example = state.review.rows[cluster.members[index].example] {
        lines.append("  " + safe(headline(of: example.fields)))
      }
    }
    let rest = cluster.members.count - membersReadOut
    return rest > 0 ? lines + ["And \(rest) more."] : lines
  }

  /// A member: how alike, what was decided, the text.
  private static func memberLines(_ cluster: Cluster, _ index: Int, _ state: AppState) -> [String] {
    guard cluster.members.indices.contains(index) else { return [] }
    let member = cluster.members[index]
    let opinion = state.log.opinion(of: state.reviewer, on: member.example)
    let words = [
      index == 0
        ? "representative"
        : "similarity \(similarityText(member.similarity)) by \(safe(methodWord(member.method)))",
      opinion?.verdict.map { "\($0.rawValue)ed" } ?? "undecided",
      state.clusters.marks.contains(member.example) ? "marked to keep" : nil,
    ]
    var lines = [
      "Member \(index + 1) of \(cluster.members.count), \(words.compactMap { $0 }.joined(separator: ", "))."
    ]
    guard let example = state.review.rows[member.example] else { return lines }
    for field in opinion?.edited ?? example.fields {
      lines.append("  \(safe(field.name)): \(safe(String(field.text.prefix(2_000))))")
    }
    if let label = opinion?.label ?? example.label { lines.append("  Label: \(safe(label))") }
    return lines
  }

  /// Where the threshold stands now, if a command has moved it or its method.
  public static func change(ofThresholdFrom before: AppState, to after: AppState) -> String? {
    let (old, new) = (before.clusters, after.clusters)
    guard old.thresholds != new.thresholds || old.method != new.method && old.snapshot != nil,
      let method = new.method, let histogram = new.pairs?.histogram(method)
    else { return nil }
    let threshold = new.threshold(method).hundredths
    let counted = histogram.count(from: threshold)
    return
      "\(method.word) from \(hundredthsText(threshold)): \(counted) pairs, \(histogram.total - counted) below; "
      + "\(new.snapshot?.clusters.count ?? 0) clusters, \(new.snapshot?.duplicateCount ?? 0) duplicates."
  }
}
