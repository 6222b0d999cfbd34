import AssayModel
import AssayStore

/// What a run would ask for, found out without sending anything.
public struct GenerationEstimate: Sendable {
  /// Requests of the technique itself (all its stages), the grid of attributes included, and of the checks.
  public var calls = 0
  public var checks = 0
  /// Estimated from the length of what is shown and of the seeds; servers count differently by a fifth or so.
  public var tokensIn = 0
  public var tokensOut = 0
  /// nil: a price is not known.
  public var cost: Double?
  /// What the limits per minute allow at best, in seconds; nil: there is no such limit.
  public var seconds: Double?
  public var quotas: [Quota] = []
  /// How many seeds and parents there are to start from.
  public var seeds = 0
  public var parents = 0
  /// Requests that would be among the first, for showing.
  public var first: [CheckRequest] = []
  public var warnings: [String] = []
  public init() {}

  /// - Parameter first: how many requests to keep for showing.
  /// - Throws: as ``GenerationRun/run(service:control:progress:)``; nothing is written.
  public static func make(
    workspace: Workspace, options: GenerationRun.Options, first: Int = 1
  ) throws -> GenerationEstimate {
    try GenerationEstimateMaker(workspace: workspace, options: options).estimate(first: first)
  }
}
