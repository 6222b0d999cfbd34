import AssayModel
import GRDB

extension Workspace {
  /// All clusters with their members, by their numbers. Two passes over the tables: 100,000 clusters take a fraction
  /// of the time that reading them one by one does.
  public func allClusters() throws -> [Cluster] {
    try read { db in
      var clusters: [Cluster] = []
      let heads = try prepare(
        "SELECT id, method, threshold, kind FROM cluster WHERE size > 0 ORDER BY id", on: db)
      while try heads.step() {
        clusters.append(
          Cluster(
            id: ClusterID(heads.integer(0)), method: heads.text(1),
            kind: heads.optionalText(3).flatMap { DuplicateKind(rawValue: $0) }, threshold: heads.real(2),
            members: []))
      }
      let rows = try prepare(
        """
        SELECT cluster, example, similarity, method FROM cluster_member
        ORDER BY cluster, representative DESC, similarity DESC, example
        """, on: db)
      var place = 0
      while try rows.step() {
        let id = rows.integer(0)
        while place < clusters.count, clusters[place].id.rawValue < id { place += 1 }
        guard place < clusters.count, clusters[place].id.rawValue == id else { continue }
        clusters[place].members.append(
          Cluster.Member(
            example: ExampleID(rows.integer(1)), similarity: rows.real(2), method: rows.text(3)))
      }
      return clusters
    }
  }
}
