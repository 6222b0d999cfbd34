import AssayEngine
import AssayModel
import AssayStore
import AssayWorkbench
import Synchronization

/// Finds runs that are new or have gone on, whichever process carries them out.
final class RunsWatcher: Sendable {
  /// The newest runs that are looked at each time; older ones that still go on are looked at one by one.
  private static let recent = 4
  /// Those that a new one may go on with.
  private static let linked = 200

  private let workspace: Workspace
  private let inbox: Inbox
  private let seen = Mutex<[RunID: Run]>([:])
  /// Which run has gone on with which.
  private let links = Mutex<[RunID: RunID]>([:])

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
    var (changed, isTurn) = seen.withLock { seen in
      let changed = runs.filter { seen[$0.id] != $0 }
      let isTurn = changed.contains { seen[$0.id]?.state != $0.state }
      seen = Dictionary(runs.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      return (changed, isTurn)
    }
    if isTurn { changed += try relink(besides: changed) }
    let links = links.withLock { $0 }
    changed = changed.map { run in
      var linked = run
      linked.continuedBy = links[run.id]
      return linked
    }
    if !changed.isEmpty { inbox.post(.runsRead(changed, isAll: false)) }
  }

  /// Finds out anew which runs were gone on with: one has begun or has ended.
  ///
  /// - Returns: others for which this is another one now.
  private func relink(besides changed: [Run]) throws -> [Run] {
    let all = RunChains.linked(try workspace.runs(limit: Self.linked))
    let known = links.withLock { links in
      defer {
        links = Dictionary(
          all.compactMap { run in run.continuedBy.map { (run.id, $0) } },
          uniquingKeysWith: { first, _ in first })
      }
      return links
    }
    return all.filter { run in
      run.continuedBy != known[run.id] && !changed.contains { $0.id == run.id }
    }
  }
}
