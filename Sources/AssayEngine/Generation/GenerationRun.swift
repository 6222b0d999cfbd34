import AssayGeneration
import AssayModel
import AssayStore
import Foundation

/// Generates examples into a workspace with a language model.
///
/// It can be killed at any moment: each call is on disk before it is sent, each answer before it counts, and a run that
/// goes on asks nothing twice.
public final class GenerationRun: Sendable {
  private let workspace: Workspace
  private let options: Options

  public init(workspace: Workspace, options: Options) {
    self.workspace = workspace
    self.options = options
  }

  /// Blocks until the order is filled or something ends it. The run is in the workspace's list of runs, where any
  /// process can steer it.
  ///
  /// - Parameter progress: told a few times a second, from another thread.
  /// - Throws: a ``WorkspaceError``, or what is wrong with the options, a sentence for people.
  public func run(
    service: any ChatService, control: RunControl,
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) throws -> GenerationSummary {
    throw GenerationProblem("not built yet")
  }
}

/// Why nothing can be generated, a sentence for people.
public struct GenerationProblem: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String
  public init(_ description: String) { self.description = description }
}
