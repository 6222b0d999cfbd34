import AssayModel
import AssayStore
import AssayWorkbench

/// The clusters of a workspace, as they are stored.
struct StoredClusters: ClusterSource {
  let workspace: Workspace

  func stored() throws -> (clusters: [Cluster], pairs: PairFacts?) {
    (try workspace.clusters(limit: .max), nil)
  }

  func formed(thresholds: [DuplicateMethod: Double], constraints: [ClusterConstraint]) throws
    -> (clusters: [Cluster], pairs: PairFacts?)
  {
    try stored()
  }

  func write(_ clusters: [Cluster]) throws {}

  func references(of example: ExampleID) throws -> [ReferenceMatch] { [] }
}
