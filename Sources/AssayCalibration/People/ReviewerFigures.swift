import AssayModel
import AssayStatistics

/// How one person reviews: on probes, on repeats, how fast, how often blind.
public struct ReviewerFigures: Hashable, Sendable {
  public var name: String
  public var accepted = 0
  public var rejected = 0
  public var skipped = 0
  /// Examples on which this person has ruled.
  public var ruled = 0
  /// The share of the verdicts that hold that were given blind.
  public var blind: Estimate
  /// On known-bad and known-good examples.
  public var probes: ProbeTally
  /// Copies of examples that were decided before: the share with the same verdict and label. Wilson's interval; the value is
  /// nil where no repeat has been decided.
  public var consistency: Estimate
  /// The median time for a verdict, breaks of more than five minutes left out; nil: not known.
  public var secondsPerDecision: Double?

  /// - Parameter probes: all of the workspace's, repeats among them.
  public init(_ name: String, _ log: DecisionLog, probes: [Probe]) {
    self.name = name
    let ownRows = Set(probes.lazy.filter(\.isOwnRow).map(\.example))
    var blindCount = 0
    for example in log.examples where !ownRows.contains(example) {
      guard let opinion = log.opinion(of: name, on: example) else { continue }
      switch opinion.verdict {
      case .accept: accepted += 1
      case .reject: rejected += 1
      case nil: skipped += opinion.skipped ? 1 : 0
      }
      if opinion.verdict != nil, opinion.blind { blindCount += 1 }
      if opinion.ruling != nil { ruled += 1 }
    }
    blind = Estimate(Proportion(successes: blindCount, n: accepted + rejected))
    self.probes = ProbeTally.reviewer(probes, log, name)
    consistency = Estimate(Self.repeats(probes, log, name))
    secondsPerDecision = Self.pace(log, name)
  }

  private static func repeats(_ probes: [Probe], _ log: DecisionLog, _ name: String) -> Proportion {
    var result = Proportion(successes: 0, n: 0)
    for probe in probes where probe.isRepeat {
      guard let first = log.opinion(of: name, on: probe.origin), first.verdict != nil,
        let second = log.opinion(of: name, on: probe.example), second.verdict != nil
      else { continue }
      result.n += 1
      if first.verdict == second.verdict, first.label == second.label { result.successes += 1 }
    }
    return result
  }

  private static func pace(_ log: DecisionLog, _ name: String) -> Double? {
    let verdicts = log.decisions.filter { $0.reviewer == name && $0.action.isVerdict }
    let durations = verdicts.compactMap(\.duration).filter { $0 > 0 && $0 <= Pace.longestGap }
    if let median = Summary.median(durations.map(Double.init)) { return median / 1_000 }
    return Pace(timestamps: verdicts.map(\.at).filter { $0 > 0 })?.secondsPerDecision
  }
}
