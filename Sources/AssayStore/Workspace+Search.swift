import AssayModel
import Foundation
import GRDB

extension Workspace {
  /// The examples whose texts match, in the order of import.
  ///
  /// The index has letters without accents and case (`unicode61 remove_diacritics 2`). The first results
  /// come within 100 ms at a million examples even for `"t"*`; a search that finds little goes
  /// through thirty tables, a fraction of a millisecond each.
  ///
  /// - Parameters:
  ///   - expression: in the language of SQLite's FTS5, with the words quoted: `"machine lear"*`.
  ///   - after: the last one of the page before.
  ///   - isCancelled: asked every few milliseconds; true ends the search with what was found so far.
  /// - Throws: ``WorkspaceError/badSearch(expression:detail:)``.
  public func search(
    expression: String, after: ExampleID? = nil, limit: Int,
    isCancelled: () -> Bool = { Task.isCancelled }
  ) throws -> [ExampleID] {
    guard limit > 0 else { return [] }
    return try read { db in
      let total = try Int64.fetchOne(db, sql: "SELECT max(id) FROM example") ?? 0
      var last = max(after?.rawValue ?? 0, 0)
      var found: [ExampleID] = []
      while last < total, found.count < limit, !isCancelled() {
        let part = SearchIndex.part(of: last + 1)
        let query = try prepare(SearchIndex.query(of: part), on: db)
        query.bind(expression, at: 1)
        query.bind(last, at: 2)
        query.bind(Int64(limit - found.count), at: 3)
        do {
          while try query.step() { found.append(ExampleID(query.integer(0))) }
        } catch WorkspaceError.database(_, let code, let detail) where code & 0xff == 1 {
          throw WorkspaceError.badSearch(expression: expression, detail: detail)
        }
        last = (part + 1) << SearchIndex.shift
      }
      return found
    }
  }

  /// The examples one of whose texts contains `text`, whatever the case of its letters, in the order of
  /// import. Reads the rows one after the other, about a second for a million: for what the index
  /// cannot find, parts of words and signs.
  ///
  /// - Parameters:
  ///   - after: the last one of the page before.
  ///   - isCancelled: asked for every 1,000 examples; true ends the search with what was found so far.
  public func searchSubstring(
    _ text: String, after: ExampleID? = nil, limit: Int, isCancelled: () -> Bool = { Task.isCancelled }
  ) throws -> [ExampleID] {
    guard !text.isEmpty, limit > 0 else { return [] }
    let needle = SubstringNeedle(text)
    return try read { db in
      let reader = try RowReader(workspace: self, db: db)
      let rows = try prepare("SELECT id, body FROM body WHERE id > ? ORDER BY id", on: db)
      rows.bind(after?.rawValue ?? 0, at: 1)
      var found: [ExampleID] = []
      var seen = 0
      while found.count < limit, try rows.step() {
        if seen % 1000 == 0, isCancelled() { break }
        seen += 1
        guard needle.mayOccur(inJSON: rows.bytes(1)) else { continue }
        let id = ExampleID(rows.integer(0))
        guard let record = try reader.record(id) else { continue }
        let fields = bodyReader(record.body, record.shape, record.mapping).fields
        if fields.contains(where: { needle.occurs(in: $0.text) }) { found.append(id) }
      }
      return found
    }
  }
}
