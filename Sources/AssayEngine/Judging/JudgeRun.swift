import AssayModel
import AssayStore

/// Judges examples of a workspace with a language model, or with a panel of them.
///
/// It can be killed at any moment: each answer is on disk, under the hash of its request, before it counts, and whoever
/// runs the same again is not asked for it a second time.
public final class JudgeRun: Sendable {
  let workspace: Workspace
  let options: Options

  public init(workspace: Workspace, options: Options) {
    self.workspace = workspace
    self.options = options
  }

  /// Blocks until all is judged or something ends it. The run is in the workspace's list of runs, where any process can
  /// ask it to pause, to go on, to stop or to change its speed.
  ///
  /// - Parameters:
  ///   - control: what people ask of it here; what they ask of it through the workspace is put in too.
  ///   - progress: told a few times a second, from another thread.
  /// - Throws: a ``WorkspaceError``, or what is wrong with the options, a sentence for people. The run has then ended as
  ///   failed; what was recorded before is safe.
  public func run(
    service: any ChatService, control: RunControl, progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) throws -> JudgeSummary {
    fatalError("not here yet")
  }

  /// Judges what can be judged from answers that are on disk, and sends nothing: after answers of a batch have come in.
  public func runOffline(
    control: RunControl, progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) throws -> JudgeSummary {
    fatalError("not here yet")
  }
}
