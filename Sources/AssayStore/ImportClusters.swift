import AssayModel

/// Writes the cluster memberships that come with rows. An imported membership takes the place of a
/// computed one; two imported ones that differ are a contradiction.
final class ImportClusters {
  private let connection: SQLiteConnection
  private let find: SQLiteStatement
  private let insert: SQLiteStatement
  private let findMember: SQLiteStatement
  private let insertMember: SQLiteStatement
  private let grow: SQLiteStatement
  private let learnKind: SQLiteStatement

  init(_ connection: SQLiteConnection) throws {
    self.connection = connection
    find = try connection.prepare("SELECT id FROM cluster WHERE name = ? AND method = ?")
    insert = try connection.prepare(
      "INSERT INTO cluster (id, name, method, threshold, kind) VALUES (?, ?, ?, ?, ?)")
    findMember = try connection.prepare(
      """
      SELECT cluster.id, cluster.name, cluster.method FROM cluster_member
      JOIN cluster ON cluster.id = cluster_member.cluster WHERE example = ?
      """)
    insertMember = try connection.prepare("INSERT INTO cluster_member VALUES (?, ?, ?, ?, ?)")
    grow = try connection.prepare("UPDATE cluster SET size = size + 1 WHERE id = ?")
    learnKind = try connection.prepare("UPDATE cluster SET kind = ifnull(kind, ?) WHERE id = ?")
  }

  /// Whether `membership` is news for `example`.
  func isNew(_ membership: ImportedCluster, example: Int64, key: String) throws -> Bool {
    findMember.bind(example, at: 1)
    defer { findMember.reset() }
    guard try findMember.step(), let name = findMember.optionalText(1) else { return true }
    if name == membership.id && findMember.text(2) == membership.method { return false }
    throw Refused(.anotherCluster(key: key, there: name))
  }

  /// Makes `example` a member. It must not be in an imported cluster.
  func add(_ membership: ImportedCluster, example: Int64) throws {
    try leaveComputedCluster(example)
    let cluster = try id(of: membership, firstMember: example)
    insertMember.bind(example, at: 1)
    insertMember.bind(cluster, at: 2)
    insertMember.bind(membership.similarity.isFinite ? membership.similarity : 0, at: 3)
    insertMember.bind(membership.representative ? 1 as Int64 : 0, at: 4)
    insertMember.bind(membership.memberMethod ?? membership.method, at: 5)
    try insertMember.run()
    grow.bind(cluster, at: 1)
    try grow.run()
  }

  /// The cluster's number: that of the first member that was named. It never leaves, and is in no other cluster, so
  /// nobody else can have that number.
  private func id(of membership: ImportedCluster, firstMember: Int64) throws -> Int64 {
    if let id = try lookUp(membership) {
      if let kind = membership.kind {
        learnKind.bind(kind.rawValue, at: 1)
        learnKind.bind(id, at: 2)
        try learnKind.run()
      }
      return id
    }
    insert.bind(firstMember, at: 1)
    insert.bind(membership.id, at: 2)
    insert.bind(membership.method, at: 3)
    insert.bind(membership.threshold.isFinite ? membership.threshold : 0, at: 4)
    insert.bind(membership.kind?.rawValue, at: 5)
    try insert.run()
    return firstMember
  }

  private func lookUp(_ membership: ImportedCluster) throws -> Int64? {
    find.bind(membership.id, at: 1)
    find.bind(membership.method, at: 2)
    defer { find.reset() }
    return try find.step() ? find.integer(0) : nil
  }

  /// A cluster of which one member is left is none. One whose oldest member leaves goes by the number of the next:
  /// the member that leaves takes its number along.
  private func leaveComputedCluster(_ example: Int64) throws {
    findMember.bind(example, at: 1)
    let cluster = try findMember.step() ? findMember.integer(0) : nil
    findMember.reset()
    guard let cluster else { return }
    try connection.execute(
      """
      DELETE FROM cluster_member WHERE example = \(example);
      UPDATE cluster SET size = size - 1 WHERE id = \(cluster);
      DELETE FROM cluster_member WHERE cluster = \(cluster)
        AND (SELECT size FROM cluster WHERE id = \(cluster)) < 2;
      DELETE FROM cluster WHERE id = \(cluster) AND size < 2;
      """)
    guard cluster == example else { return }
    let next = try connection.integer("SELECT min(example) FROM cluster_member WHERE cluster = \(cluster)")
    guard next > 0 else { return }
    try connection.execute(
      """
      UPDATE cluster SET id = \(next) WHERE id = \(cluster);
      UPDATE cluster_member SET cluster = \(next) WHERE cluster = \(cluster);
      """)
  }
}
