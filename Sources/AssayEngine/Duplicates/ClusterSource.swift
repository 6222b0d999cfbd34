import AssayDuplicates
import AssayModel
import AssayStore

/// The pairs of a workspace with what decides who represents a cluster.
struct ClusterSource: Sendable {
  let formation: ClusterFormation
  /// The indices of members of clusters that came with the data, which are left alone.
  let fixed: Set<Int32>
  /// The clusters that came with the data.
  let imported: [Cluster]

  /// - Parameter count: pairs of later examples are left out.
  init(_ workspace: Workspace, count: Int, pairs: [DuplicatePair]) throws {
    // The judge that scored most speaks for all.
    let judge = try workspace.judges().max { $0.count < $1.count }
    let columns = try workspace.columns(judge: judge?.id)
    let scores = judge == nil ? [] : Array(columns.score.prefix(count))
    formation = ClusterFormation(
      count: count,
      pairs: pairs.allSatisfy { Int($0.second) < count } ? pairs : pairs.filter { Int($0.second) < count },
      scores: scores, lengths: columns.length.prefix(count).map { UInt32(clamping: $0) })
    imported = try workspace.importedClusters()
    fixed = Set(imported.flatMap { $0.members.map { Int32($0.example.rawValue - 1) } })
  }

  func form(_ settings: DuplicateSettings, constraints: [ClusterConstraint]) -> [Cluster] {
    var thresholds: [DuplicateMethod: Double] = [:]
    for method in settings.methods { thresholds[method] = settings.threshold(method) }
    return formation.form(
      thresholds: thresholds, methods: settings.methods, constraints: constraints, fixed: fixed)
  }
}
