/// A table of names (labels, techniques, mappings) with the numbers of those met lately in memory.
final class NameTable {
  /// A file whose "labels" all differ must not fill the memory.
  private static let capacity = 50_000
  private let find: SQLiteStatement
  private let insert: SQLiteStatement
  private var known: [String: Int64] = [:]
  /// The last ones met, a few: a file has few labels mostly, and comparing short names costs less than
  /// hashing one.
  private var recent: [(name: String, id: Int64)] = []
  private static let recentCount = 8
  private var oldest = 0

  init(_ connection: SQLiteConnection, table: String, column: String = "name") throws {
    find = try connection.prepare("SELECT id FROM \(table) WHERE \(column) = ?")
    // Explicit numbers: the list of names is read as an array, so there must be no gaps.
    insert = try connection.prepare(
      """
      INSERT INTO \(table) (id, \(column)) SELECT ifnull(max(id), 0) + 1, ?1 FROM \(table)
      RETURNING id
      """)
  }

  /// The number of `name`, given now if it has none.
  func id(_ name: String) throws -> Int64 {
    for entry in recent where entry.name == name { return entry.id }
    let id = try known[name] ?? load(name)
    if recent.count < Self.recentCount {
      recent.append((name, id))
    } else {
      recent[oldest] = (name, id)
      oldest = (oldest + 1) % Self.recentCount
    }
    return id
  }

  func id(_ name: String?) throws -> Int64? { try name.map { try id($0) } }

  private func load(_ name: String) throws -> Int64 {
    let id = try find(name) ?? add(name)
    if known.count >= Self.capacity { known.removeAll() }
    known[name] = id
    return id
  }

  private func find(_ name: String) throws -> Int64? {
    find.bind(name, at: 1)
    defer { find.reset() }
    return try find.step() ? find.integer(0) : nil
  }

  private func add(_ name: String) throws -> Int64 {
    insert.bind(name, at: 1)
    defer { insert.reset() }
    guard try insert.step() else { return 0 }
    let id = insert.integer(0)
    // RETURNING ends the statement at the step after the row.
    while try insert.step() {}
    return id
  }
}
