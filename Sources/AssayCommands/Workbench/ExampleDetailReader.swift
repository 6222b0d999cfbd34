import AssayModel
import AssayStore
import AssayWorkbench

/// Reads an example with all that stands around it. What was made to measure the person with has around it what it would
/// have if it were data, so that nothing tells it apart.
struct ExampleDetailReader {
  /// Members of a huge cluster are not all read.
  static let memberLimit = 200

  let workspace: Workspace
  let clusters: any ClusterSource

  /// - Parameter probes: all of the workspace.
  func read(_ id: ExampleID, probes: [Probe]) throws -> ExampleDetail {
    guard let example = try workspace.examples([id]).first else {
      throw WorkspaceError.unknownExample(id.rawValue)
    }
    // A probe is compared with nothing and has no truth of its own; it must not be known by that.
    let probe = probes.first { $0.example == id && $0.isOwnRow }
    // What holds of the original holds of a copy: what judges say of it, what it is like.
    let original = probe.flatMap { $0.isRepeat ? $0.origin : nil } ?? id
    let cluster = try workspace.cluster(of: original).map { cluster in
      original == id ? cluster : Self.putting(id, inPlaceOf: original, cluster)
    }
    let members = try workspace.examples((cluster?.members ?? []).prefix(Self.memberLimit).map(\.example))
    let compared = try workspace.comparedExamples()
    return ExampleDetail(
      example: example, judgements: try workspace.judgements(on: original), truth: try truth(on: id, probe),
      cluster: cluster, members: members, references: try clusters.references(of: original),
      isCompared: cluster != nil || compared >= Int((probe?.place ?? probe?.origin ?? id).rawValue))
  }

  /// The copy stands where its original does: beside it, or with the verdict of the first time on it, it would be known.
  private static func putting(_ copy: ExampleID, inPlaceOf original: ExampleID, _ cluster: Cluster) -> Cluster
  {
    var cluster = cluster
    for place in cluster.members.indices where cluster.members[place].example == original {
      cluster.members[place].example = copy
    }
    return cluster
  }

  /// Of a probe what is known of it: that it is bad, where its origin came with a verdict, in whose name it would be.
  private func truth(on id: ExampleID, _ probe: Probe?) throws -> Truth? {
    guard let probe else { return try workspace.truth(on: id) }
    guard var truth = try workspace.truth(on: probe.origin) else { return nil }
    if truth.verdict != nil, probe.fault != nil { truth.verdict = .reject }
    return truth
  }
}
