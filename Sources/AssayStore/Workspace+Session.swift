import GRDB

extension Workspace {
  /// What `setSession` kept for this reviewer; nil: nothing yet.
  public func session(for reviewer: String) throws -> String? {
    try read { db in
      try String.fetchOne(db, sql: "SELECT json FROM session WHERE reviewer = ?", arguments: [reviewer])
    }
  }

  /// Keeps where a reviewer is (place, filter, order …) for the next start.
  public func setSession(_ json: String, for reviewer: String) throws {
    try write { db in
      try db.execute(
        sql: """
          INSERT INTO session (reviewer, json) VALUES (?, ?)
          ON CONFLICT (reviewer) DO UPDATE SET json = excluded.json
          """, arguments: [reviewer, json])
    }
  }
}
