import AssayModel
import AssayStore
import AssayWorkbench

/// Where the clusters screen has its clusters from.
protocol ClusterSource: Sendable {
  /// All clusters as the workspace has them, and what is known of the pairs behind them.
  func stored() throws -> (clusters: [Cluster], pairs: PairFacts?)

  /// Clusters formed anew from the pairs that are kept, by these thresholds and by what people have said. A method
  /// without an entry has its configured threshold.
  func formed(thresholds: [DuplicateMethod: Double], constraints: [ClusterConstraint]) throws
    -> (clusters: [Cluster], pairs: PairFacts?)

  /// Puts formed clusters into the workspace, for every other screen and command.
  func write(_ clusters: [Cluster]) throws

  /// The rows of other sets that an example is like.
  func references(of example: ExampleID) throws -> [ReferenceMatch]
}
