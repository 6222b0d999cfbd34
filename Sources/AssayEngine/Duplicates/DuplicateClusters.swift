import AssayDuplicates
import AssayModel
import AssayStore
import Synchronization

/// The pairs of a workspace in memory, from which clusters form again at once when a threshold moves. For the
/// workbench: any thread may ask; the first question, and the first after a search, reads the pairs.
public final class DuplicateClusters: Sendable {
  /// What is known of the pairs of one method.
  public struct Figures: Hashable, Sendable {
    public var method: DuplicateMethod
    /// The similarity below which no pairs were kept.
    public var floor: Double
    /// `counts[i]`: pairs of a similarity from `floor` plus `i` hundredths up to the next; the last holds those of 1.
    public var counts: [Int]
  }

  private struct Loaded: Sendable {
    let comparisons: [Comparison]
    let count: Int
    let source: ClusterSource
  }

  private let workspace: Workspace
  private let settings: DuplicateSettings
  /// Locked while the pairs are read, so that they are read once.
  private let loaded = Mutex<Loaded?>(nil)

  /// - Parameter settings: the methods whose pairs count, and the thresholds unless told otherwise.
  public init(workspace: Workspace, settings: DuplicateSettings) {
    self.workspace = workspace
    var settings = settings
    settings.methods.insert(.exact)
    self.settings = settings
  }

  /// Reads the pairs unless they are there; for a thread in the background.
  public func load() throws { _ = try current() }

  /// Whether a search has found any pairs.
  public func hasPairs() throws -> Bool {
    try current().comparisons.contains { $0.subject.isEmpty }
  }

  /// The clusters at these thresholds, with those that came with the data: the largest first, then by number.
  ///
  /// - Parameters:
  ///   - thresholds: a method without an entry has its configured one.
  ///   - constraints: what people have said, in the order of the log.
  public func form(
    thresholds: [DuplicateMethod: Double] = [:], constraints: [ClusterConstraint]
  ) throws -> [Cluster] {
    let source = try current().source
    var settings = settings
    settings.thresholds.merge(thresholds) { $1 }
    let clusters = source.form(settings, constraints: constraints) + source.imported
    return clusters.sorted { ($1.members.count, $0.id) < ($0.members.count, $1.id) }
  }

  /// How many pairs a method has found, by similarity in steps of a hundredth; nil: it was not looked for, or it is
  /// not among the methods.
  public func histogram(_ method: DuplicateMethod) throws -> Figures? {
    let loaded = try current()
    guard settings.methods.contains(method),
      let comparison = loaded.comparisons.first(where: { $0.subject.isEmpty && $0.method == method })
    else { return nil }
    let floor = Int((comparison.floor * 100).rounded())
    let formation = loaded.source.formation
    let atLeast = (floor...101).map { hundredth in
      hundredth > 100 ? 0 : formation.count(method, atLeast: Double(hundredth) / 100)
    }
    return Figures(
      method: method, floor: Double(floor) / 100, counts: zip(atLeast, atLeast.dropFirst()).map { $0 - $1 })
  }

  /// Makes these the workspace's clusters, so that everything else that shows clusters shows them. Clusters that came
  /// with the data stay as they are.
  public func write(_ clusters: [Cluster]) throws { try workspace.replaceClusters(clusters) }

  /// Asks for microseconds whether something has changed that clusters depend on.
  private func current() throws -> Loaded {
    let comparisons = try workspace.comparisons()
    let count = try workspace.exampleCount()
    return try loaded.withLock { loaded in
      if let loaded, loaded.comparisons == comparisons, loaded.count == count { return loaded }
      let pairs = try workspace.duplicatePairs()
      let new = Loaded(
        comparisons: comparisons, count: count,
        source: try ClusterSource(workspace, count: count, pairs: pairs))
      loaded = new
      return new
    }
  }
}
