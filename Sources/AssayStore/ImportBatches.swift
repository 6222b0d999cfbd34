/// The batches that rows of an import go to, with what their rows add to them until the next commit.
final class ImportBatches {
  private struct Entry {
    var id: Int64
    var technique: Int64?
    var added = 0
  }
  private let find: SQLiteStatement
  private let insert: SQLiteStatement
  private let addCount: SQLiteStatement
  private let clearTechnique: SQLiteStatement
  private var entries: [Entry] = []
  private var positions: [String: Int] = [:]
  private var last: (name: String, position: Int)?

  init(_ connection: SQLiteConnection) throws {
    find = try connection.prepare("SELECT id, technique FROM batch WHERE name = ?")
    insert = try connection.prepare(
      "INSERT INTO batch (id, name, technique) SELECT ifnull(max(id), 0) + 1, ?1, ?2 FROM batch")
    addCount = try connection.prepare("UPDATE batch SET count = count + ? WHERE id = ?")
    clearTechnique = try connection.prepare("UPDATE batch SET technique = NULL WHERE id = ?")
  }

  /// Counts one more example in the batch `name` and gives its number. A batch has a technique as long as all
  /// its rows have the same.
  ///
  /// - Parameter counts: false: the example is a probe, which counts nowhere.
  func add(to name: String, technique: Int64?, counts: Bool = true) throws -> Int64 {
    let position = try position(of: name, technique: technique)
    if entries[position].technique != technique, entries[position].technique != nil {
      clearTechnique.bind(entries[position].id, at: 1)
      try clearTechnique.run()
      entries[position].technique = nil
    }
    if counts { entries[position].added += 1 }
    return entries[position].id
  }

  private func position(of name: String, technique: Int64?) throws -> Int {
    if let last, last.name == name { return last.position }
    let position = try positions[name] ?? load(name, technique: technique)
    last = (name, position)
    return position
  }

  private func load(_ name: String, technique: Int64?) throws -> Int {
    let entry: Entry
    if let found = try lookUp(name) {
      entry = found
    } else {
      insert.bind(name, at: 1)
      insert.bind(technique, at: 2)
      try insert.run()
      guard let made = try lookUp(name) else { throw WorkspaceError.importEnded }
      entry = made
    }
    entries.append(entry)
    positions[name] = entries.count - 1
    return entries.count - 1
  }

  private func lookUp(_ name: String) throws -> Entry? {
    find.bind(name, at: 1)
    defer { find.reset() }
    return try find.step() ? Entry(id: find.integer(0), technique: find.optionalInteger(1)) : nil
  }

  /// Writes the counts, before a commit. What is known of batches is forgotten: another process may
  /// change them before the next.
  func flush() throws {
    for entry in entries where entry.added > 0 {
      addCount.bind(Int64(entry.added), at: 1)
      addCount.bind(entry.id, at: 2)
      try addCount.run()
    }
    entries.removeAll(keepingCapacity: true)
    positions.removeAll(keepingCapacity: true)
    last = nil
  }
}
