import AssayModel
import AssayStore
import Foundation

/// What a run that generated has brought.
public struct GenerationSummary: Sendable {
  public var run: RunID
  public var ending: ChatEnding
  public var tally: GenerationTally
  public var traffic: ChatTraffic
  /// Calls whose answers were on disk.
  public var cached = 0
  /// Calls without an answer.
  public var failed = 0
  /// What is short, a line for each cell; empty: the order is filled.
  public var shortfalls: [String] = []
  public var warnings: [String] = []
  public init(run: RunID, ending: ChatEnding, tally: GenerationTally, traffic: ChatTraffic = ChatTraffic()) {
    self.run = run
    self.ending = ending
    self.tally = tally
    self.traffic = traffic
  }
}

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
    throw GenerationProblem("not built yet")
  }
}

/// What a run that generates was started with, as the list of runs keeps it: enough to go on with it.
public struct GenerationParameters: Hashable, Sendable, Codable {
  public var order: GenerationOrder
  /// The template as it was, so that a run that goes on asks the same whatever the file says by now.
  public var template: String
  public var fields: [String]
  public var licence: String?
  public init(_ options: GenerationRun.Options) {
    order = options.order
    template = options.template
    fields = options.fields
    licence = options.licence
  }

  /// nil: the text is no generation's.
  public init?(json: String) {
    guard let found = try? JSONDecoder().decode(Self.self, from: Data(json.utf8)) else { return nil }
    self = found
  }
}
