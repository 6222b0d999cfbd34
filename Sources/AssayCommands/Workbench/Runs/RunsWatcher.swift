import AssayModel
import AssayStore
import AssayWorkbench
import Synchronization

/// Finds runs that are new or have gone on, whichever process carries them out.
final class RunsWatcher: Sendable {
  /// The newest runs that are looked at each time; older ones that still go on are looked at one by one.
  private static let recent = 4

  private let workspace: Workspace
  private let inbox: Inbox
  private let seen = Mutex<[RunID: Run]>([:])

  init(workspace: Workspace, inbox: Inbox) {
    self.workspace = workspace
    self.inbox = inbox
  }

  /// Whether a run that is not over has been seen.
  var hasLive: Bool { seen.withLock { $0.values.contains { !$0.state.isOver } } }

  /// Posts what has changed.
  func look() throws {
    var runs = try workspace.runs(limit: Self.recent)
    let older = seen.withLock { seen in
      seen.values.filter { run in !run.state.isOver && !runs.contains { $0.id == run.id } }.map(\.id)
    }
    for id in older { if let run = try workspace.run(id) { runs.append(run) } }
    let changed = seen.withLock { seen in
      let changed = runs.filter { seen[$0.id] != $0 }
      seen = Dictionary(runs.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      return changed
    }
    if !changed.isEmpty { inbox.post(.runsRead(changed, isAll: false)) }
  }
}
