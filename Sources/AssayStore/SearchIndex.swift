/// The full-text index, cut into parts of 32,768 examples, each a table of its own. SQLite gathers all
/// examples behind a prefix such as `t*` before it gives the first one: 0.2 s in one table of 300,000
/// examples, and more the more there are, but some 20 ms in a part. Parts also let a search be given up
/// between two of them.
///
/// The tables hold no copy of the text (`content=''`) and no lengths (`columnsize=0`: nothing is
/// ranked). Word positions stay, for phrases.
enum SearchIndex {
  static let shift: Int64 = 15

  /// The part that holds `example`.
  static func part(of example: Int64) -> Int64 { (example - 1) >> shift }

  static func table(_ part: Int64) -> String { "search_\(part)" }

  /// The statements that make the table of a part.
  ///
  /// `hashsize`: the words of a whole transaction are kept in memory and written once. `automerge` off: a
  /// part takes three or four transactions of a big import, so that there is little to merge; many small
  /// imports are merged by `crisismerge`.
  static func creation(of part: Int64) -> [String] {
    let name = table(part)
    return [
      """
      CREATE VIRTUAL TABLE IF NOT EXISTS \(name) USING fts5(
        text, content='', columnsize=0, tokenize='unicode61 remove_diacritics 2')
      """,
      "INSERT INTO \(name)(\(name), rank) VALUES ('hashsize', 67108864)",
      "INSERT INTO \(name)(\(name), rank) VALUES ('automerge', 0)",
      "INSERT INTO \(name)(\(name), rank) VALUES ('crisismerge', 16)",
    ]
  }

  static func insertion(into part: Int64) -> String {
    "INSERT INTO \(table(part))(rowid, text) VALUES (?, ?)"
  }

  static func query(of part: Int64) -> String {
    "SELECT rowid FROM \(table(part)) WHERE \(table(part)) MATCH ? AND rowid > ? ORDER BY rowid LIMIT ?"
  }
}
