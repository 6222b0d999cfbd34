import GRDB

extension Workspace {
  /// What `setSession` kept for this reviewer; nil: nothing yet.
  public func session(for reviewer: String) throws -> String? {
    try read { db in
      let statement = try prepare("SELECT json FROM session WHERE reviewer = ?", on: db)
      statement.bind(reviewer, at: 1)
      return try statement.step() ? statement.text(0) : nil
    }
  }

  /// Keeps where a reviewer is (place, filter, order …) for the next start.
  public func setSession(_ json: String, for reviewer: String) throws {
    try write { db in
      let statement = try prepare(
        """
        INSERT INTO session (reviewer, json) VALUES (?, ?)
        ON CONFLICT (reviewer) DO UPDATE SET json = excluded.json
        """, on: db)
      statement.bind(reviewer, at: 1)
      statement.bind(json, at: 2)
      try statement.run()
    }
  }
}
