import AssayCalibration
import AssayModel
import AssayStatistics

/// Near duplicates among the examples.
public struct DuplicateFacts: Hashable, Sendable, Codable {
  /// Clusters of one kind of likeness.
  public struct Kind: Hashable, Sendable, Codable {
    /// nil: imported without saying.
    public var kind: String?
    public var clusters: Int
    public var examples: Int
    /// Clusters of which every member has a verdict.
    public var settled: Int
  }

  public var clusters: Int
  public var examples: Int
  public var settled: Int
  public var kinds: [Kind]

  init(_ input: ReportInput) {
    let groups = Dictionary(grouping: input.clusters, by: \.kind)
    func isSettled(_ cluster: Cluster) -> Bool {
      cluster.members.allSatisfy { member in
        input.log.opinions(on: member.example).values.contains { $0.verdict != nil }
      }
    }
    let order: [DuplicateKind?] = DuplicateKind.allCases + [nil]
    kinds = order.compactMap { kind in
      groups[kind].map { clusters in
        Kind(
          kind: kind?.rawValue, clusters: clusters.count,
          examples: clusters.reduce(0) { $0 + $1.members.count }, settled: clusters.count(where: isSettled))
      }
    }
    clusters = input.clusters.count
    examples = kinds.reduce(0) { $0 + $1.examples }
    settled = kinds.reduce(0) { $0 + $1.settled }
  }
}

/// How judges did on examples of which it is known whether they are good.
public struct ProbeFacts: Hashable, Sendable, Codable {
  /// How one judge did on the probes.
  public struct Judge: Hashable, Sendable, Codable {
    public var name: String
    /// Known-bad ones that it dropped, known-good ones that it kept.
    public var caught: ReportFigure
    public var kept: ReportFigure
    /// Known-bad ones by fault.
    public var faults: [Fault]
  }

  /// How one kind of fault was noticed.
  public struct Fault: Hashable, Sendable, Codable {
    public var name: String
    public var caught: ReportFigure
  }

  public var judges: [Judge]

  init(_ input: ReportInput) {
    func figure(_ count: ProbeTally.Count) -> ReportFigure {
      ReportFigure(Proportion(successes: count.right, n: count.n))
    }
    judges = input.judges.compactMap { judge in
      input.judgeProbes[judge.id].map { tally in
        Judge(
          name: judge.name, caught: figure(tally.bad), kept: figure(tally.good),
          faults: AssayModel.Fault.allCases.compactMap { fault in
            tally.byFault[fault.rawValue].map { Fault(name: fault.rawValue, caught: figure($0)) }
          })
      }
    }
  }
}

/// Whether the calibration still holds for what is being made now.
public struct DriftFacts: Hashable, Sendable, Codable {
  /// One distribution then and now.
  public struct Shift: Hashable, Sendable, Codable {
    /// A dimension, "mean" or "labels".
    public var name: String
    /// The population stability index (Siddiqi 2006).
    public var psi: Double
    /// Kolmogorov and Smirnov's distance; null for labels.
    @NullWhenAbsent public var distance: Double?
    public var pValue: Double
    /// The mean, or the share of the label that changed most, then and now.
    @NullWhenAbsent public var before: Double?
    @NullWhenAbsent public var after: Double?
    @NullWhenAbsent public var label: String?
    public var hasMoved: Bool
  }

  /// When the judge was last measured; null: never.
  @NullWhenAbsent public var measuredAt: Int64?
  @NullWhenAbsent public var ageInDays: Int?
  public var maximumAge: Int
  public var isOld: Bool
  /// Scored examples of the batches that were there then, and of newer ones.
  public var older: Int
  public var newer: Int
  public var shifts: [Shift]

  public init(_ drift: Drift) {
    maximumAge = drift.maximumAge
    isOld = drift.isOld
    (older, newer) = (drift.olderCount, drift.newerCount)
    shifts = drift.shifts.map { shift in
      var facts = Shift(
        name: shift.name, psi: shift.stability, pValue: shift.pValue, hasMoved: shift.hasMoved)
      facts.distance = shift.distance
      facts.label = shift.label
      (facts.before, facts.after) = (shift.before ?? shift.shareBefore, shift.after ?? shift.shareAfter)
      return facts
    }
    (measuredAt, ageInDays) = (drift.lastCalibration, drift.age)
  }
}
