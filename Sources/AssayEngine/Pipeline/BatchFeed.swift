import AssayModel
import AssayStore
import Synchronization

/// The examples of some batches, as whoever generates writes them.
public final class BatchFeed: ExampleFeed {
  private struct State {
    /// Up to which example the workspace has been looked through for it, by batch.
    var batches: [String: ExampleID] = [:]
    /// Examples that belong to it besides, not handed out yet.
    var others: [ExampleID] = []
    /// All of those that ever belonged to it: they may be in a batch as well.
    var single: Set<ExampleID> = []
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

  /// Hands out these as well.
  public func add(_ examples: [ExampleID]) {
    state.withLock { state in state.others += examples.filter { state.single.insert($0).inserted } }
  }

  /// Nothing is written any more: what is there is handed out, then the feed ends.
  public func end() { state.withLock { $0.isOver = true } }

  public func next() throws -> [ExampleID]? {
    // In this order: what was written before the end is seen.
    let (batches, isOver, others, single) = state.withLock { state in
      defer { state.others = [] }
      return (state.batches, state.isOver, state.others, state.single)
    }
    var arrived = others
    for (name, last) in batches {
      let new = try workspace.examples(inBatch: name, after: last)
      arrived += single.isEmpty ? new.ids : new.ids.filter { !single.contains($0) }
      state.withLock { $0.batches[name] = new.newest }
    }
    return arrived.isEmpty && isOver ? nil : arrived.sorted()
  }
}
