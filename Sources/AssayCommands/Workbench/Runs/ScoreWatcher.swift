import AssayModel
import AssayStore
import AssayWorkbench
import Synchronization

/// Finds the scores that the shown judge has given since the screen last heard of it, whichever process made them.
final class ScoreWatcher: Sendable {
  private struct Shown {
    var judge: JudgeID?
    var serial: Int64 = 0
    /// Grows with every judge that is shown.
    var round = 0
    /// Grows with every score.
    var version = 0
  }

  /// Scores in one action: more are sent in several, so that a key gets in between.
  private static let limit = 2_000

  private let workspace: Workspace
  private let inbox: Inbox
  private let shown = Mutex(Shown())

  init(workspace: Workspace, inbox: Inbox) {
    self.workspace = workspace
    self.inbox = inbox
  }

  /// Another number whenever new scores have been posted.
  var version: Int { shown.withLock { $0.version } }

  /// From now on the scores of this judge are looked for. `publish` hands what was read of it to the screen: no score
  /// that was found before comes after it.
  func show(_ judge: JudgeID?, after serial: Int64, publish: () -> Void) {
    shown.withLock { shown in
      shown.judge = judge
      shown.serial = serial
      shown.round += 1
      publish()
    }
  }

  /// Posts what is new; false: nothing was.
  @discardableResult
  func look() throws -> Bool {
    var isNew = false
    while true {
      let asked = shown.withLock { $0 }
      guard let judge = asked.judge else { return isNew }
      let (serial, scores) = try workspace.scores(of: judge, after: asked.serial, limit: Self.limit)
      if scores.isEmpty { return isNew }
      let batch = ScoreBatch(
        judge: judge, scores: scores.map { .init(example: $0.example, mean: $0.mean, spread: $0.spread) })
      shown.withLock { shown in
        guard shown.round == asked.round else { return }
        shown.serial = serial
        shown.version += 1
        inbox.post(.scored(batch))
      }
      isNew = true
      if scores.count < Self.limit { return true }
    }
  }
}
