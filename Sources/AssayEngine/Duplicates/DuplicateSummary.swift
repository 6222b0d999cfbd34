import AssayModel
import Foundation

/// What a search for near duplicates has found.
public struct DuplicateSummary: Hashable, Sendable, Encodable {
  public struct Method: Hashable, Sendable, Codable {
    /// Pairs at or over the threshold.
    public var pairs: Int
    /// How long the method took; 0 when nothing was new.
    public var seconds: Double
    public var threshold: Double
    public init(pairs: Int, seconds: Double, threshold: Double) {
      self.pairs = pairs
      self.seconds = seconds
      self.threshold = threshold
    }
  }

  public struct Kind: Hashable, Sendable, Codable {
    public var clusters: Int
    /// Members less one for each cluster.
    public var duplicates: Int
    public init(clusters: Int = 0, duplicates: Int = 0) {
      self.clusters = clusters
      self.duplicates = duplicates
    }
  }

  /// A method that was asked for and did not run.
  public struct Omission: Hashable, Sendable, Codable {
    public var method: String
    public var reason: String
    public init(method: String, reason: String) {
      self.method = method
      self.reason = reason
    }
  }

  /// How the examples compare with a set.
  public struct Reference: Hashable, Sendable, Codable {
    public var name: String
    public var role: ReferenceSet.Role
    /// Rows of the set.
    public var rows: Int
    /// Rows that an example is like.
    public var matchedRows: Int
    /// Examples that are like a row.
    public var examples: Int
    /// Lines of the set that could not be read.
    public var refused: Int
    public init(
      name: String, role: ReferenceSet.Role, rows: Int, matchedRows: Int, examples: Int, refused: Int
    ) {
      self.name = name
      self.role = role
      self.rows = rows
      self.matchedRows = matchedRows
      self.examples = examples
      self.refused = refused
    }
  }

  public var examples = 0
  /// Different pairs of examples, by whichever methods, at or over the methods' thresholds.
  public var pairs = 0
  /// Those that came with the data are not counted.
  public var clusters = 0
  /// What would go if each cluster kept one member.
  public var duplicates = 0
  /// By the name of the method.
  public var methods: [String: Method] = [:]
  /// By the name of the kind.
  public var kinds: [String: Kind] = [:]
  public var notRun: [Omission] = []
  public var references: [Reference] = []
  /// The lines of sets that could not be read; not part of the JSON.
  public var referenceProblems: [ImportProblem] = []
  /// Undecided examples that are in a cluster with an accepted one.
  public var nearAccepted = 0
  /// The name of the model that made the vectors; nil: none did.
  public var model: String?
  /// The most memory that the process has had, in 10⁶ bytes.
  public var peakMemoryMB = 0.0
  /// For fingerprints, which the methods by words share.
  public var fingerprintSeconds = 0.0
  public var seconds = 0.0
  /// The share of the pairs at the threshold that were found, 0...1: of the method that finds fewest, measured on
  /// a sample. nil: nothing to measure it by.
  public var recallEstimate: Double?

  public init() {}

  private enum CodingKeys: String, CodingKey {
    case examples, pairs, clusters, duplicates, methods, kinds, notRun, references, nearAccepted, model,
      seconds
    case peakMemoryMB = "peak_memory_mb"
    case recallEstimate
  }

  /// Every member is there, null where there is nothing to say.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(examples, forKey: .examples)
    try container.encode(pairs, forKey: .pairs)
    try container.encode(clusters, forKey: .clusters)
    try container.encode(duplicates, forKey: .duplicates)
    try container.encode(methods, forKey: .methods)
    try container.encode(kinds, forKey: .kinds)
    try container.encode(notRun, forKey: .notRun)
    try container.encode(references, forKey: .references)
    try container.encode(nearAccepted, forKey: .nearAccepted)
    try container.encode(model, forKey: .model)
    try container.encode(peakMemoryMB, forKey: .peakMemoryMB)
    try container.encode(seconds, forKey: .seconds)
    try container.encode(recallEstimate, forKey: .recallEstimate)
  }

  /// Counts clusters by their kinds.
  mutating func count(_ clusters: [Cluster]) {
    self.clusters = clusters.count
    duplicates = clusters.reduce(0) { $0 + $1.members.count - 1 }
    for cluster in clusters {
      let name = (cluster.kind ?? .near).rawValue
      kinds[name, default: Kind()].clusters += 1
      kinds[name, default: Kind()].duplicates += cluster.members.count - 1
    }
  }

  /// Counts pairs at or over their thresholds: by method, and altogether.
  ///
  /// - Parameter pairs: sorted by their indices within a method at least.
  mutating func count(_ pairs: [DuplicatePair], settings: DuplicateSettings) {
    var keys: [UInt64] = []
    keys.reserveCapacity(pairs.count)
    var counts: [DuplicateMethod: Int] = [:]
    let limits = Dictionary(
      uniqueKeysWithValues: DuplicateMethod.allCases.map { ($0, Float(settings.threshold($0))) })
    for pair in pairs {
      guard settings.methods.contains(pair.method), pair.similarity >= limits[pair.method] ?? 1 else {
        continue
      }
      counts[pair.method, default: 0] += 1
      keys.append(UInt64(UInt32(bitPattern: pair.first)) << 32 | UInt64(UInt32(bitPattern: pair.second)))
    }
    keys.sort()
    var distinct = 0
    for index in keys.indices where index == 0 || keys[index] != keys[index - 1] { distinct += 1 }
    self.pairs = distinct
    for (method, count) in counts { methods[method.rawValue]?.pairs = count }
  }

  /// Counts what is like the rows of a set.
  mutating func count(_ matches: [ReferenceMatch], set: ReferenceSet, rows: ReferenceRows) {
    references.append(
      Reference(
        name: set.name, role: set.role, rows: rows.texts.count,
        matchedRows: Set(matches.map(\.line)).count, examples: Set(matches.map(\.example)).count,
        refused: rows.problems.count))
    referenceProblems += rows.problems
  }

  /// The most memory that this process has had, in 10⁶ bytes.
  static var peakMemory: Double {
    var usage = rusage()
    #if os(Linux)
      getrusage(RUSAGE_SELF.rawValue, &usage)
      return Double(usage.ru_maxrss) * 1024 / 1e6
    #else
      getrusage(RUSAGE_SELF, &usage)
      return Double(usage.ru_maxrss) / 1e6
    #endif
  }
}
