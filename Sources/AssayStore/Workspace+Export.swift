import AssayModel
import GRDB

extension Workspace {
  /// Gives every example, or those in `ids` in their order, to `body`, one at a time and in constant
  /// memory. All rows are of one moment, whatever is written meanwhile; numbers that do not exist
  /// are left out, and so are known-bad probes, which are no data. What `body` throws ends it and is passed on.
  public func forEachExample(
    in ids: [ExampleID]? = nil, _ body: (StoredRow) throws -> Void
  ) throws {
    try read { db in
      let reader = try RowReader(workspace: self, db: db)
      let bad = Set(try badProbes(db))
      if let ids {
        for id in ids where !bad.contains(id.rawValue) {
          if let row = try reader.row(id) { try body(row) }
        }
      } else {
        let count = try Int64.fetchOne(db, sql: "SELECT max(id) FROM example") ?? 0
        var id: Int64 = 1
        while id <= count {
          if !bad.contains(id), let row = try reader.row(ExampleID(id)) { try body(row) }
          id += 1
        }
      }
    }
  }
}
