import AssayModel

/// Brings examples to a run while others make them. Used by one thread at a time.
public protocol ExampleFeed: Sendable {
  /// What has come since the last call; empty: nothing for now. nil: nothing will come any more.
  func next() throws -> [ExampleID]?
}
