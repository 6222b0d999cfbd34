import AssayModel
import Foundation

extension JudgeRun {
  /// What is judged, by whom, and how far a run goes for it.
  public struct Options: Sendable {
    public var definition: JudgeDefinition
    /// Those of the definition's models, by name; others may stand among them.
    public var endpoints: [ModelEndpoint]
    public var selection: JudgeSelection
    /// Brings more examples while the run goes on, which ends when the feed does; nil: ``selection`` is all. Only what
    /// this judge version has not judged is taken of it.
    public var feed: (any ExampleFeed)?
    /// What the run is a part of, in words that find it again: "pipeline 3, stage 4"; nil: it stands for itself.
    public var origin: String?
    /// Whether to ask again although the answers are on disk, and to put the new judgements in the place of the old;
    /// nil: only for ``JudgeSelection/examples(_:)``. A run that goes on with an earlier one that was broken off takes
    /// what that one was answered.
    public var isFresh: Bool?
    /// Whether an example whose answers cannot be read is tried once more than what is on disk, as it always is for
    /// ``JudgeSelection/failed``.
    public var triesFailedAgain = false
    /// A judge keeps an example whose mean score is at least this; tells which probes are caught.
    public var keepAt: Double
    /// What may be spent at most, in the currency of the endpoints' prices; nil: no limit.
    public var budget: Double?
    /// Whether confirmed probes that this judge has not judged come along, spread among the others. Say false for a
    /// handful of examples that somebody looks at.
    public var includesProbes = true
    /// Turns in which the model may mend an answer that cannot be read.
    public var repairs = 2
    /// Times to begin anew after that.
    public var freshTries = 1
    /// Makes the vectors by which near neighbours are found; nil: hashed n-grams. Its vectors of a text must always be
    /// the same.
    public var neighbourModel: (any EmbeddingModel)?
    public var threads = ProcessInfo.processInfo.activeProcessorCount
    /// Milliseconds since 1970.
    public var now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }
    /// Seconds between two looks at what people ask of the run.
    public var heartbeat = 0.5

    /// How often a write is tried, each time with the patience of the workspace, five seconds, while another process
    /// holds the lock: what it writes has been paid for.
    public var writeTries = 24

    public init(
      definition: JudgeDefinition, endpoints: [ModelEndpoint], selection: JudgeSelection = .unjudged,
      keepAt: Double = 4
    ) {
      self.definition = definition
      self.endpoints = endpoints
      self.selection = selection
      self.keepAt = keepAt
    }
  }
}
