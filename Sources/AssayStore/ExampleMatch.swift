import AssayModel
import GRDB

/// What tells one workspace's example in another one: its key, and a hash of its texts.
public struct ExampleIdentity: Hashable, Sendable {
  public var key: String
  public var hash: [UInt8]
  public init(key: String, hash: [UInt8]) {
    self.key = key
    self.hash = hash
  }
}

/// What a workspace has under the key of another one's example.
public enum ExampleMatch: Hashable, Sendable {
  case same(ExampleID)
  /// An example with this key and other texts: what was said of the one says nothing of the other.
  case otherText
  case unknown
}

extension Workspace {
  /// Keys and content hashes; numbers that do not exist are left out.
  public func identities(of ids: some Sequence<ExampleID>) throws -> [ExampleID: ExampleIdentity] {
    try read { db in
      let rows = try prepare("SELECT key, hash FROM body WHERE id = ?", on: db)
      var identities: [ExampleID: ExampleIdentity] = [:]
      for id in ids {
        rows.reset()
        rows.bind(id.rawValue, at: 1)
        guard try rows.step() else { continue }
        identities[id] = ExampleIdentity(key: rows.text(0), hash: [UInt8](rows.bytes(1)))
      }
      return identities
    }
  }

  /// The examples that have the keys and texts of another workspace's.
  public func matches(for identities: some Sequence<ExampleIdentity>) throws -> [ExampleIdentity:
    ExampleMatch]
  {
    try read { db in
      let rows = try prepare("SELECT id, hash FROM body WHERE key = ?", on: db)
      var matches: [ExampleIdentity: ExampleMatch] = [:]
      for identity in identities where matches[identity] == nil {
        rows.reset()
        rows.bind(identity.key, at: 1)
        guard try rows.step() else {
          matches[identity] = .unknown
          continue
        }
        matches[identity] =
          [UInt8](rows.bytes(1)) == identity.hash ? .same(ExampleID(rows.integer(0))) : .otherText
      }
      return matches
    }
  }
}
