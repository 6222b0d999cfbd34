import AssayModel
import AssayStore
import Synchronization

/// The examples of some batches, as whoever generates writes them.
public final class BatchFeed: ExampleFeed {
  private struct State {
    /// The last example that was handed out, by batch.
    var batches: [String: ExampleID] = [:]
    var isOver = false
  }

  private let workspace: Workspace
  private let state = Mutex(State())

  public init(_ workspace: Workspace) { self.workspace = workspace }

  /// Follows one more batch, from its first example on; one that is followed already changes nothing. It need not be
  /// there yet.
  public func add(_ batch: String) {
    state.withLock { $0.batches[batch] = $0.batches[batch] ?? ExampleID(0) }
  }

  /// Nothing is written any more: what is there is handed out, then the feed ends.
  public func end() { state.withLock { $0.isOver = true } }

  public func next() throws -> [ExampleID]? {
    // In this order: what was written before the end is seen.
    let (batches, isOver) = state.withLock { ($0.batches, $0.isOver) }
    var arrived: [ExampleID] = []
    for (name, last) in batches {
      let new = try workspace.examples(inBatch: name, after: last)
      guard let newest = new.last else { continue }
      arrived += new
      state.withLock { $0.batches[name] = newest }
    }
    return arrived.isEmpty && isOver ? nil : arrived.sorted()
  }
}
