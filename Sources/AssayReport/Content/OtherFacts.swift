import AssayModel
import AssayStatistics

/// Near duplicates among the examples.
public struct DuplicateFacts: Hashable, Sendable, Codable {
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
  public struct Judge: Hashable, Sendable, Codable {
    public var name: String
    /// Known-bad ones that it dropped, known-good ones that it kept.
    public var caught: ReportFigure
    public var kept: ReportFigure
    /// Known-bad ones by fault.
    public var faults: [Fault]
  }

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
  /// One dimension, older against newer batches.
  public struct Shift: Hashable, Sendable, Codable {
    public var dimension: String
    public var before: Int
    public var after: Int
    /// The population stability index (Siddiqi 2006).
    public var psi: Double?
    /// Kolmogorov and Smirnov's distance and its p.
    public var distance: Double?
    public var pValue: Double?
    public var hasMoved: Bool
    public init(
      dimension: String, before: Int, after: Int, psi: Double?, distance: Double?, pValue: Double?,
      hasMoved: Bool
    ) {
      self.dimension = dimension
      self.before = before
      self.after = after
      self.psi = psi
      self.distance = distance
      self.pValue = pValue
      self.hasMoved = hasMoved
    }
  }

  /// When the judge was last measured; nil: never.
  public var measuredAt: Int64?
  public var ageInDays: Int?
  public var maximumAge = 30
  public var isOld = false
  public var shifts: [Shift] = []
  public init() {}
}
