import AssayModel

/// What a judging run has done.
public struct JudgeSummary: Sendable {
  public var run: RunID
  public var judge: JudgeVersion
  /// The members of a panel, each a judge version of its own; empty for a single judge.
  public var members: [JudgeVersion] = []
  /// Examples that were to be judged, probes included.
  public var total = 0
  /// Examples with a score for every dimension.
  public var judged = 0
  /// Examples without: those whose answers could not be read, and those without an answer.
  public var failed = 0
  /// Of ``failed``: answered, but not so that there is a score for every dimension; recorded as such.
  public var unreadable = 0
  /// Of ``failed``: no answer after every retry; the next run tries again.
  public var unanswered = 0
  /// Of ``judged`` and ``unreadable``: without a single request, since every answer was on disk.
  public var cached = 0
  /// Examples that another process judged meanwhile; they are in none of the other figures but ``total``.
  public var elsewhere = 0
  /// Examples whose answers are not on disk, in a run that sends nothing.
  public var missing = 0
  public var traffic = ChatTraffic()
  public var ending: ChatEnding
  /// Of all confirmed probes that this judge version has judged, in this run or before.
  public var probes = ProbeTally()
  /// Examples whose text tries to give the judge orders, in the order of their numbers; known-bad probes left out.
  public var flagged: [ExampleID] = []
  public var histograms: [RunProgress.Histogram] = []
  /// What a person must know, such as that the judge is of the generator's family.
  public var warnings: [String] = []
  /// The last message of an example without an answer or without a readable one.
  public var lastFailure: String?

  public init(run: RunID, judge: JudgeVersion, ending: ChatEnding) {
    self.run = run
    self.judge = judge
    self.ending = ending
  }
}
