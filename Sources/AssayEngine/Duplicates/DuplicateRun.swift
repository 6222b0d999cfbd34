import AssayDuplicates
import AssayModel
import AssayStore

/// Finds the near duplicates of a whole workspace: pairs by each method, matches with other sets, and from these the
/// clusters, which it writes in the place of those that were computed before.
///
/// Only what is new since the last run is compared. What a run has finished stays when it is broken off:
/// fingerprints and vectors by the thousand, pairs by the method.
public struct DuplicateRun {
  let workspace: Workspace
  let search: PairSearch

  /// - Parameters:
  ///   - settings: ``DuplicateMethod/exact`` is always among the methods: it costs next to nothing, and copies are
  ///     compared once for all.
  ///   - embedding: the model to make vectors with; nil: the method embedding is left out, and pairs that it has
  ///     found before stay.
  ///   - hashesWithoutModel: whether hashed n-grams, which know words but no meanings, stand in for a model.
  ///   - threads: one or more; the result does not depend on it.
  ///   - progress: called now and then, on the calling thread.
  public init(
    workspace: Workspace, settings: DuplicateSettings, embedding: (any EmbeddingModel)? = nil,
    hashesWithoutModel: Bool = false, threads: Int = 1, cancellation: Cancellation = Cancellation(),
    progress: @escaping (DuplicateProgress) -> Void = { _ in }
  ) {
    self.workspace = workspace
    search = PairSearch(
      settings: settings, embedding: embedding, hashesWithoutModel: hashesWithoutModel, threads: threads,
      cancellation: cancellation, progress: progress)
  }

  var settings: DuplicateSettings { search.settings }

  /// What the parts of a run share.
  struct State {
    let count: Int
    let texts: ExampleTextPool
    let known: [Comparison]
    /// The numbers less one of known-bad probes, which are compared with nothing.
    let probes: Set<Int>
    var summary = DuplicateSummary()
    /// Those of the methods that measured it.
    var recalls: [Double] = []
    /// nil until asked for; the outer nil: not read yet.
    var groups: [UInt32]??
  }

  /// Runs to the end.
  ///
  /// - Throws: a ``WorkspaceError``, an `EmbeddingProblem` or whatever keeps an endpoint from answering, or
  ///   `CancellationError`; the clusters stay as they were then.
  public func run() throws -> DuplicateSummary {
    let start = ContinuousClock.now
    var state = State(
      count: try workspace.exampleCount(),
      texts: ExampleTextPool(workspace, fields: ComparedFields(names: settings.fields)),
      known: try workspace.comparisons(),
      probes: Set(try workspace.knownBad().map { Int($0.rawValue) - 1 }))
    state.summary.examples = state.count - state.probes.count { $0 < state.count }
    state.summary.methods = search.emptyMethods
    try searchWords(&state)
    try searchVectors(&state)
    try compareReferences(&state)
    try search.cancellation.check()
    search.progress(DuplicateProgress(.clustering))
    try formClusters(&state)
    state.summary.recallEstimate = state.recalls.min()
    state.summary.peakMemoryMB = DuplicateSummary.peakMemory
    state.summary.seconds = start.secondsUntilNow
    return state.summary
  }

  /// The numbers of the groups inside which examples are compared; nil: one with all.
  func groups(_ state: inout State) throws -> [UInt32]? {
    if let groups = state.groups { return groups }
    var groups = try SameFields.groups(
      workspace, names: settings.same, count: state.count, cancellation: search.cancellation)
    if !state.probes.isEmpty { groups = SameFields.apart(state.probes, in: groups, count: state.count) }
    state.groups = .some(groups)
    return groups
  }

  /// What all methods' pairs depend on besides their own settings.
  var commonIdentity: String { "fields \(settings.fields), same \(settings.same)" }

  // MARK: Clusters

  private func formClusters(_ state: inout State) throws {
    let pairs = try workspace.duplicatePairs()
    state.summary.count(pairs, settings: settings)
    let log = DecisionLog(try workspace.decisions())
    let clusters = try ClusterSource(workspace, count: state.count, pairs: pairs).form(
      settings, constraints: log.clusterConstraints)
    try search.cancellation.check()
    try workspace.replaceClusters(clusters)
    state.summary.count(clusters)
    state.summary.nearAccepted = clusters.reduce(0) { count, cluster in
      let verdicts = cluster.members.map { log.heldVerdict(on: $0.example)?.verdict }
      return verdicts.contains(.accept) ? count + verdicts.count { $0 == nil } : count
    }
  }
}

extension ContinuousClock.Instant {
  /// Seconds that have passed since.
  var secondsUntilNow: Double {
    let elapsed = ContinuousClock.now - self
    return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
  }
}
