import AssayModel
import GRDB

extension Workspace {
  /// The cluster that this example belongs to, if any.
  public func cluster(of example: ExampleID) throws -> Cluster? {
    try read { db in
      let membership = try kept("SELECT cluster FROM cluster_member WHERE example = ?", on: db)
      membership.bind(example.rawValue, at: 1)
      defer { membership.reset() }
      return try membership.step() ? cluster(ClusterID(membership.integer(0)), db) : nil
    }
  }

  /// One cluster with its members.
  public func cluster(_ id: ClusterID) throws -> Cluster? {
    try read { db in try cluster(id, db) }
  }

  /// Clusters with their members, the largest first.
  public func clusters(limit: Int, offset: Int = 0) throws -> [Cluster] {
    try read { db in
      let ids = try Int64.fetchAll(
        db, sql: "SELECT id FROM cluster WHERE size > 0 ORDER BY size DESC, id LIMIT ? OFFSET ?",
        arguments: [limit, offset])
      return try ids.compactMap { try cluster(ClusterID($0), db) }
    }
  }

  /// How many clusters there are.
  public func clusterCount() throws -> Int {
    try read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM cluster WHERE size > 0") ?? 0 }
  }

  /// The clusters that came with imported data, by their numbers. A search leaves their members alone.
  public func importedClusters() throws -> [Cluster] {
    try read { db in
      let ids = try Int64.fetchAll(
        db, sql: "SELECT id FROM cluster WHERE name IS NOT NULL AND size > 0 ORDER BY id")
      return try ids.compactMap { try cluster(ClusterID($0), db) }
    }
  }

  private func cluster(_ id: ClusterID, _ db: Database) throws -> Cluster? {
    let head = try kept("SELECT method, threshold, kind FROM cluster WHERE id = ?", on: db)
    head.bind(id.rawValue, at: 1)
    defer { head.reset() }
    guard try head.step() else { return nil }
    var cluster = Cluster(
      id: id, method: head.text(0), kind: head.optionalText(2).flatMap { DuplicateKind(rawValue: $0) },
      threshold: head.real(1), members: [])
    let rows = try kept(
      """
      SELECT example, similarity, method FROM cluster_member WHERE cluster = ?
      ORDER BY representative DESC, similarity DESC, example
      """, on: db)
    rows.bind(id.rawValue, at: 1)
    defer { rows.reset() }
    while try rows.step() {
      cluster.members.append(
        Cluster.Member(example: ExampleID(rows.integer(0)), similarity: rows.real(1), method: rows.text(2)))
    }
    return cluster
  }

  /// Puts these clusters in the place of all that were computed before, in one transaction. Clusters that
  /// came with imported data stay, and their members are left out of the new ones; a cluster of
  /// which fewer than two members remain is left out too.
  ///
  /// A cluster goes by the number of its oldest member, whatever its own says: an example is in one cluster only,
  /// so no two have the same. Those of imported ones belong to members that are left out here.
  ///
  /// - Parameter clusters: the representative first among the members.
  /// - Returns: how many clusters were written.
  @discardableResult
  public func replaceClusters(_ clusters: some Sequence<Cluster>) throws -> Int {
    let count = try write { db in
      try db.execute(
        sql: """
          DELETE FROM cluster_member WHERE cluster IN (SELECT id FROM cluster WHERE name IS NULL);
          DELETE FROM cluster WHERE name IS NULL;
          """)
      let taken = try prepare("SELECT 1 FROM cluster_member WHERE example = ?", on: db)
      let head = try prepare(
        "INSERT INTO cluster (id, method, threshold, size, kind) VALUES (?, ?, ?, ?, ?)", on: db)
      let member = try prepare("INSERT INTO cluster_member VALUES (?, ?, ?, ?, ?)", on: db)
      var count = 0
      for cluster in clusters {
        let members = try cluster.members.filter { candidate in
          taken.bind(candidate.example.rawValue, at: 1)
          defer { taken.reset() }
          return try !taken.step()
        }
        guard members.count > 1, let oldest = members.map(\.example).min() else { continue }
        head.bind(oldest.rawValue, at: 1)
        head.bind(cluster.method, at: 2)
        head.bind(cluster.threshold, at: 3)
        head.bind(Int64(members.count), at: 4)
        head.bind((cluster.kind ?? .near).rawValue, at: 5)
        try head.run()
        try write(members, cluster: oldest.rawValue, with: member)
        count += 1
      }
      try db.execute(sql: "UPDATE revision SET count = count + 1")
      return count
    }
    checkpointer.noteWrite()
    return count
  }

  private func write(_ members: [Cluster.Member], cluster: Int64, with statement: SQLiteStatement) throws {
    for (position, member) in members.enumerated() {
      statement.bind(member.example.rawValue, at: 1)
      statement.bind(cluster, at: 2)
      statement.bind(member.similarity.isFinite ? member.similarity : 0, at: 3)
      statement.bind(position == 0 ? 1 as Int64 : 0, at: 4)
      statement.bind(member.method, at: 5)
      try statement.run()
    }
  }
}
