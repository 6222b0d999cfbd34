import AssayModel

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
