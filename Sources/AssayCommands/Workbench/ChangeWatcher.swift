import AssayModel
import AssayStore
import AssayWorkbench
import Dispatch
import Synchronization

/// Looks a few times a second whether anybody else has written to the workspace, and posts what is new.
/// Polling one pragma costs microseconds and works on every file system, which file events do not.
final class ChangeWatcher: Sendable {
  private struct Seen {
    var version: Int
    var decision: DecisionID
    var facts: WorkspaceFacts
    var revision: Int
  }

  private let workspace: Workspace
  private let inbox: Inbox
  private let reviewer: String
  /// Dispatch sources may be used from any thread, which their Swift type does not say.
  private nonisolated(unsafe) let timer: any DispatchSourceTimer
  private let seen: Mutex<Seen>

  /// `last` is the newest decision that the screen already has.
  init(workspace: Workspace, inbox: Inbox, reviewer: String, last: DecisionID, facts: WorkspaceFacts) throws {
    self.workspace = workspace
    self.inbox = inbox
    self.reviewer = reviewer
    seen = Mutex(
      Seen(
        version: try workspace.dataVersion(), decision: last, facts: facts, revision: try workspace.revision()
      ))
    timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "assay.changes"))
    timer.schedule(
      deadline: .now() + .milliseconds(300), repeating: .milliseconds(300), leeway: .milliseconds(50))
    timer.setEventHandler { [weak self] in self?.look() }
    timer.resume()
  }

  deinit { timer.cancel() }

  private func look() {
    do {
      let version = try workspace.dataVersion()
      guard seen.withLock({ $0.version != version }) else { return }
      let last = seen.withLock { $0.decision }
      let decisions = try workspace.decisions(after: last)
      let revision = try workspace.revision()
      let count = try workspace.exampleCount()
      // A person may have confirmed or discarded one.
      let probes = try workspace.probes()
      let isGrown = seen.withLock {
        $0.revision != revision || $0.facts.count != count || $0.facts.probes != probes
      }
      let facts = isGrown ? try Self.facts(of: workspace, beside: seen.withLock { $0.facts }) : nil
      seen.withLock { seen in
        seen.version = version
        seen.revision = revision
        seen.decision = decisions.last?.id ?? seen.decision
        if let facts { seen.facts = facts }
      }
      if !decisions.isEmpty { inbox.post(.othersDecided(decisions)) }
      if let facts { inbox.post(.workspaceChanged(facts)) }
    } catch {
      inbox.post(.notice(Message(.warning, "Others' decisions cannot be read: \(error)")))
    }
  }

  private static func facts(of workspace: Workspace, beside old: WorkspaceFacts) throws -> WorkspaceFacts {
    var facts = old
    facts.count = try workspace.exampleCount()
    facts.batches = try workspace.batches()
    facts.judges = try workspace.judges()
    facts.labels = try workspace.labels()
    facts.probes = try workspace.probes()
    return facts
  }
}
