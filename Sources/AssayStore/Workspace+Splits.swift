import AssayModel
import GRDB

extension Workspace {
  /// The split of every example that has one, by example.
  public func splits() throws -> [ExampleID: SplitAssignment] {
    try read { db in
      let rows = try prepare("SELECT example, split, cluster, at FROM split", on: db)
      var splits: [ExampleID: SplitAssignment] = [:]
      while try rows.step() {
        guard let split = Split(rawValue: rows.text(1)) else {
          throw WorkspaceError.corrupt(path: path, detail: "the unknown split “\(rows.text(1))”")
        }
        let example = ExampleID(rows.integer(0))
        splits[example] = SplitAssignment(
          example: example, split: split, group: ExampleID(rows.integer(2)), at: rows.integer(3))
      }
      return splits
    }
  }

  /// Gives examples their splits. One that has one already keeps it: two processes that assign at once end with the
  /// word of the first.
  public func assign(_ splits: [SplitAssignment]) throws {
    guard !splits.isEmpty else { return }
    try write { db in
      let insert = try prepare(
        "INSERT OR IGNORE INTO split (example, split, cluster, at) VALUES (?, ?, ?, ?)", on: db)
      for split in splits {
        insert.reset()
        insert.bind(split.example.rawValue, at: 1)
        insert.bind(split.split.rawValue, at: 2)
        insert.bind(split.group.rawValue, at: 3)
        insert.bind(split.at, at: 4)
        try insert.run()
      }
    }
    checkpointer.noteWrite()
  }
}
