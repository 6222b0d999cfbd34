import AssayModel
import AssayStore

/// What a run would ask for, found out without sending anything.
public struct JudgeEstimate: Sendable {
  /// A request that would be among the first.
  public struct First: Hashable, Sendable {
    public var endpoint: ModelEndpoint
    public var request: ChatRequest
    public init(endpoint: ModelEndpoint, request: ChatRequest) {
      self.endpoint = endpoint
      self.request = request
    }
  }

  /// Examples to judge, probes included.
  public var examples = 0
  /// Of these: every answer is on disk.
  public var cached = 0
  /// Requests to send. Answers that cannot be read lead to further ones, which nobody can foresee.
  public var requests = 0
  /// Estimated from the length of the texts; servers count differently by a fifth or so.
  public var tokensIn = 0
  /// Estimated: from the answers that this judge has given, else from the form that is asked for.
  public var tokensOut = 0
  /// nil: a price is not known.
  public var cost: Double?
  /// What the limits per minute allow at best, in seconds; nil: there is no such limit.
  public var seconds: Double?
  /// Whether the figures were found on a sample and scaled up, since there are very many examples.
  public var isSampled = false
  public var first: [First] = []
  public var warnings: [String] = []
  public init() {}

  /// - Parameter first: how many requests to keep for showing.
  /// - Throws: as ``JudgeRun/run(service:control:progress:)``; nothing is written.
  public static func make(
    workspace: Workspace, options: JudgeRun.Options, first: Int = 3
  ) throws -> JudgeEstimate {
    fatalError("not here yet")
  }
}
