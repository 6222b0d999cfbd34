import AssayModel

/// All clusters of the workspace as they stood when they were formed. The texts are not in it: they are read when
/// they come into sight.
public struct ClusterSnapshot: Sendable {
  /// The largest first, then by number.
  public let clusters: [Cluster]
  /// Members of all clusters together.
  public let memberCount: Int
  /// Where the cluster of the example with this number less one stands in ``clusters``; -1: in none. As long as
  /// the highest number needs.
  private let places: [Int32]

  /// Clusters of fewer than two members are left out.
  public init(_ clusters: [Cluster]) {
    let sorted = clusters.filter { $0.members.count > 1 }.sorted {
      ($1.members.count, $0.id) < ($0.members.count, $1.id)
    }
    self.clusters = sorted
    memberCount = sorted.reduce(0) { $0 + $1.members.count }
    let highest = sorted.lazy.flatMap { $0.members.lazy.map(\.example.rawValue) }.max() ?? 0
    var places = [Int32](repeating: -1, count: max(0, Int(highest)))
    for (place, cluster) in sorted.enumerated() {
      for member in cluster.members where member.example.rawValue > 0 {
        places[Int(member.example.rawValue) - 1] = Int32(truncatingIfNeeded: place)
      }
    }
    self.places = places
  }

  /// Where the cluster of an example stands in ``clusters``.
  public func place(of example: ExampleID) -> Int? {
    let index = Int(example.rawValue) - 1
    guard places.indices.contains(index), places[index] >= 0 else { return nil }
    return Int(places[index])
  }

  /// What would go if each cluster kept one member.
  public var duplicateCount: Int { memberCount - clusters.count }
}

/// Wishes for clusters; only the answer to the newest one counts.
public struct ClusterRequest: Equatable, Sendable {
  /// Where the person has moved the thresholds; a method without an entry has its configured one.
  public var thresholds: [DuplicateMethod: Double]
  public var number: Int
  public init(thresholds: [DuplicateMethod: Double], number: Int) {
    self.thresholds = thresholds
    self.number = number
  }
}

/// The clusters that were asked for.
public struct ClusterAnswer: Sendable {
  public var snapshot: ClusterSnapshot
  /// nil: the workspace has no pairs, so no threshold can be moved.
  public var pairs: PairFacts?
  public var number: Int
  public init(_ snapshot: ClusterSnapshot, pairs: PairFacts?, number: Int) {
    self.snapshot = snapshot
    self.pairs = pairs
    self.number = number
  }
}

/// What is known of the pairs that clusters are formed from.
public struct PairFacts: Equatable, Sendable {
  /// One for each method that has pairs and whose threshold can be moved, in the order of the methods.
  public var histograms: [SimilarityHistogram]
  /// The thresholds that the configuration names.
  public var configured: [DuplicateMethod: Double]
  public init(histograms: [SimilarityHistogram], configured: [DuplicateMethod: Double]) {
    self.histograms = histograms
    self.configured = configured
  }

  /// The pairs of a method.
  public func histogram(_ method: DuplicateMethod) -> SimilarityHistogram? {
    histograms.first { $0.method == method }
  }

  /// The configured threshold of a method.
  public func configuredThreshold(_ method: DuplicateMethod) -> Double {
    configured[method] ?? method.defaultThreshold
  }
}

/// How many pairs of one method there are, by similarity in steps of a hundredth.
public struct SimilarityHistogram: Equatable, Sendable {
  public var method: DuplicateMethod
  /// The similarity below which no pairs were kept, in hundredths.
  public var floor: Int
  /// `counts[i]`: pairs of a similarity from `floor + i` hundredths up to the next; the last holds those of 1.
  public var counts: [Int]
  public init(method: DuplicateMethod, floor: Int, counts: [Int]) {
    self.method = method
    self.floor = floor
    self.counts = counts
  }

  /// Pairs at or above a threshold in hundredths.
  public func count(from threshold: Int) -> Int {
    counts.dropFirst(max(0, threshold - floor)).reduce(0, +)
  }

  public var total: Int { counts.reduce(0, +) }
}

extension Double {
  /// A threshold in whole hundredths: thresholds are moved and compared in these, so that no rounding adds up.
  var hundredths: Int { Int((self * 100).rounded()) }
}
