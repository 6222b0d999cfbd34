import AssayEngine
import AssayModel
import AssayStore
import AssayWorkbench

/// The clusters of a workspace, formed from the pairs that its last search has kept.
final class WorkspaceClusters: ClusterSource {
  private let workspace: Workspace
  private let settings: DuplicateSettings
  private let clusters: DuplicateClusters

  init(workspace: Workspace, settings: DuplicateSettings) {
    self.workspace = workspace
    self.settings = settings
    clusters = DuplicateClusters(workspace: workspace, settings: settings)
  }

  func stored() throws -> (clusters: [Cluster], pairs: PairFacts?) {
    (try workspace.allClusters(), try pairs())
  }

  func formed(thresholds: [DuplicateMethod: Double], constraints: [ClusterConstraint]) throws
    -> (clusters: [Cluster], pairs: PairFacts?)
  {
    // Without pairs there is nothing to form from: what is stored stays.
    guard try clusters.hasPairs() else { return try stored() }
    let moved = try searched().merging(thresholds) { $1 }
    return (try clusters.form(thresholds: moved, constraints: constraints), try pairs())
  }

  func write(_ clusters: [Cluster]) throws {
    guard try self.clusters.hasPairs() else { return }
    try self.clusters.write(clusters)
  }

  func references(of example: ExampleID) throws -> [ReferenceMatch] {
    try workspace.referenceMatches(of: example)
  }

  /// The pairs of the methods whose threshold can be moved.
  private func pairs() throws -> PairFacts? {
    guard try clusters.hasPairs() else { return nil }
    let histograms = try DuplicateMethod.allCases.filter { $0 != .exact }.compactMap { method in
      try clusters.histogram(method).map {
        SimilarityHistogram(method: method, floor: Int(($0.floor * 100).rounded()), counts: $0.counts)
      }
    }
    return PairFacts(histograms: histograms.filter { $0.total > 0 }, configured: try searched())
  }

  /// The thresholds of the last search: those of the configuration, unless the search was told otherwise. The stored
  /// clusters were formed by them.
  private func searched() throws -> [DuplicateMethod: Double] {
    var thresholds = Dictionary(
      uniqueKeysWithValues: DuplicateMethod.allCases.map { ($0, settings.threshold($0)) })
    for comparison in try workspace.comparisons() where comparison.subject.isEmpty {
      thresholds[comparison.method] = comparison.threshold
    }
    return thresholds
  }
}
