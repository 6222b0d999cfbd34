import AssayModel
import AssayStore
import AssayWorkbench
import Dispatch
import Synchronization

/// Looks a few times a second whether anybody has written to the workspace, and posts what is new: decisions of others,
/// examples, judges, scores, runs. Those of this process come the same way as those of any other.
/// Polling one pragma costs microseconds and works on every file system, which file events do not.
final class ChangeWatcher: Sendable {
  private struct Seen {
    var version: Int
    var decision: DecisionID
    var facts: WorkspaceFacts
    var revision: Int
    /// Looks since something was last posted.
    var quiet = ChangeWatcher.aftermath
    var isFirst = true
  }

  private let workspace: Workspace
  private let inbox: Inbox
  private let scores: ScoreWatcher
  private let runs: RunsWatcher
  /// Dispatch sources may be used from any thread, which their Swift type does not say. nil: it looks when told to.
  private nonisolated(unsafe) let timer: (any DispatchSourceTimer)?
  private let seen: Mutex<Seen>

  /// Milliseconds between two looks.
  private static let interval = 300
  /// Looks after which nothing more follows from what was new: a second and a half.
  private static let aftermath = 5
  /// A run whose process is gone changes nothing in the file.
  private static let looksBetweenRuns = 7

  /// `last` is the newest decision that the screen already has. Without `isTimed` it looks only when ``look()`` is
  /// called.
  init(
    workspace: Workspace, inbox: Inbox, scores: ScoreWatcher, last: DecisionID, facts: WorkspaceFacts,
    isTimed: Bool = true
  ) throws {
    self.workspace = workspace
    self.inbox = inbox
    self.scores = scores
    runs = RunsWatcher(workspace: workspace, inbox: inbox)
    seen = Mutex(
      Seen(
        version: try workspace.dataVersion(), decision: last, facts: facts, revision: try workspace.revision()
      ))
    timer = isTimed ? DispatchSource.makeTimerSource(queue: DispatchQueue(label: "assay.changes")) : nil
    timer?.schedule(
      deadline: .now() + .milliseconds(Self.interval), repeating: .milliseconds(Self.interval),
      leeway: .milliseconds(50))
    timer?.setEventHandler { [weak self] in self?.look() }
    timer?.resume()
  }

  deinit { timer?.cancel() }

  func look() {
    do {
      let version = try workspace.dataVersion()
      let (isChanged, isDue) = seen.withLock { seen in
        defer { seen.isFirst = false }
        seen.quiet = seen.version == version ? seen.quiet + 1 : 0
        return (
          seen.version != version, seen.isFirst || seen.quiet % Self.looksBetweenRuns == 0 && runs.hasLive
        )
      }
      if isChanged { try lookAtExamples() }
      if isChanged || isDue { try runs.look() }
      seen.withLock { $0.version = version }
      // Lists that rest on scores are made anew a moment later, and clocks go on.
      if seen.withLock({ $0.quiet < Self.aftermath }) || runs.hasLive { inbox.post(.tick) }
    } catch {
      inbox.post(.notice(Message(.warning, "What others have written cannot be read: \(error)")))
    }
  }

  private func lookAtExamples() throws {
    let last = seen.withLock { $0.decision }
    let decisions = try workspace.decisions(after: last)
    let revision = try workspace.revision()
    let count = try workspace.exampleCount()
    // A person may have confirmed or discarded one.
    let probes = try workspace.probes()
    let known = seen.withLock { $0.facts }
    let isOther = seen.withLock { $0.revision != revision } || known.probes != probes || known.count > count
    let isGrown = !isOther && known.count < count
    let facts =
      isOther
      ? try Self.facts(of: workspace, beside: known)
      : isGrown ? try Self.grown(known, to: count, of: workspace) : nil
    seen.withLock { seen in
      seen.revision = revision
      seen.decision = decisions.last?.id ?? seen.decision
      if let facts { seen.facts = facts }
    }
    if !decisions.isEmpty { inbox.post(.othersDecided(decisions)) }
    if let facts { inbox.post(isGrown ? .workspaceGrown(facts) : .workspaceChanged(facts)) }
    try scores.look()
    try lookAtJudges()
  }

  /// How many examples each has scored by now.
  private func lookAtJudges() throws {
    let judges = try workspace.judges()
    let isNew = seen.withLock { seen in
      defer { seen.facts.judges = judges }
      return seen.facts.judges != judges
    }
    if isNew { inbox.post(.judgesRead(judges)) }
  }

  /// What new examples change; the rest would take the longer the more there is.
  private static func grown(
    _ old: WorkspaceFacts, to count: Int, of workspace: Workspace
  ) throws -> WorkspaceFacts {
    var facts = old
    facts.count = count
    facts.batches = try workspace.batches()
    facts.labels = try workspace.labels()
    return facts
  }

  private static func facts(of workspace: Workspace, beside old: WorkspaceFacts) throws -> WorkspaceFacts {
    var facts = old
    facts.count = try workspace.exampleCount()
    facts.batches = try workspace.batches()
    facts.judges = try workspace.judges()
    facts.labels = try workspace.labels()
    facts.probes = try workspace.probes()
    facts.rules = try workspace.keepRules()
    facts.adopted = try workspace.adoptions().last?.judge
    facts.draws = try workspace.draws()
    return facts
  }
}
