import GRDB

extension Workspace {
  /// 32 random bytes, made once for this workspace: what is derived from them cannot be guessed from outside, and is
  /// the same the next time.
  public func secret() throws -> [UInt8] {
    if let known = try read({ db in try secret(db) }) { return known }
    var generator = SystemRandomNumberGenerator()
    let made = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
    return try write { db in
      let insert = try prepare("INSERT OR IGNORE INTO setting (name, value) VALUES ('secret', ?)", on: db)
      insert.bind(made, at: 1)
      try insert.run()
      // Another process may have been quicker.
      return try secret(db) ?? made
    }
  }

  private func secret(_ db: Database) throws -> [UInt8]? {
    let find = try prepare("SELECT value FROM setting WHERE name = 'secret'", on: db)
    return try find.step() ? Array(find.bytes(0)) : nil
  }
}
