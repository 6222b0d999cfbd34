import AssayModel
import AssayStore
import AssayText

/// Finds the near duplicates of a whole workspace and writes them as its clusters, in the place of
/// those that were computed before.
///
/// Candidates come from the stored fingerprints; what counts is the exact Jaccard similarity of the
/// texts, which are read again for candidates only. Memory is about 130 bytes an example.
public struct DuplicateRun {
  /// How far it is.
  public struct Progress: Hashable, Sendable {
    public enum Stage: Hashable, Sendable {
      /// Looking at the texts of examples that are new since the last time.
      case reading
      /// Comparing.
      case comparing
    }
    public var stage: Stage
    public var done: Int
    public var total: Int
  }

  /// What was found.
  public struct Summary: Hashable, Sendable, Codable {
    public var examples: Int
    /// Clusters written; those that came with the data are not counted.
    public var clusters: Int
    /// Examples in them.
    public var members: Int
    /// Clusters whose members all say the same.
    public var exact: Int
    public var threshold: Double

    public init(examples: Int, clusters: Int, members: Int, exact: Int, threshold: Double) {
      self.examples = examples
      self.clusters = clusters
      self.members = members
      self.exact = exact
      self.threshold = threshold
    }
  }

  private let workspace: Workspace
  private let threshold: Double
  private let banding: LSHBanding
  private let cancellation: Cancellation
  private let progress: (Progress) -> Void

  /// - Parameters:
  ///   - threshold: the least Jaccard similarity of near duplicates, over 0 to 1.
  ///   - progress: called now and then, on the calling thread.
  public init(
    workspace: Workspace, threshold: Double, cancellation: Cancellation = Cancellation(),
    progress: @escaping (Progress) -> Void = { _ in }
  ) {
    self.workspace = workspace
    self.threshold = threshold
    self.cancellation = cancellation
    self.progress = progress
    banding = LSHBanding(threshold: threshold)
  }

  /// Runs to the end.
  ///
  /// - Throws: a ``WorkspaceError``, or `CancellationError`; the clusters stay as they were then.
  public func run() throws -> Summary {
    let count = try workspace.exampleCount()
    guard count > 0 else {
      try workspace.replaceClusters([])
      return Summary(examples: 0, clusters: 0, members: 0, exact: 0, threshold: threshold)
    }
    let items = try readItems(count: count)
    let found = try NearDuplicateClusters(source: try source(items), threshold: threshold).find(
      bands: banding.bands)
    try cancellation.check()
    let clusters = found.map { cluster in
      Cluster(
        id: ClusterID(0), method: cluster.method.rawValue, kind: cluster.method == .exact ? .exact : .near,
        threshold: threshold,
        members: cluster.members.map {
          Cluster.Member(example: ExampleID(Int64($0.item) + 1), similarity: $0.similarity)
        })
    }
    let written = try workspace.replaceClusters(clusters)
    return Summary(
      examples: count, clusters: written, members: clusters.reduce(0) { $0 + $1.members.count },
      exact: found.count { $0.method == .exact }, threshold: threshold)
  }

  /// What is kept of every example while comparing.
  private final class Items {
    var contentKeys: [UInt64]
    var lengths: [UInt32]
    var scores: [Float]
    var hasSketch: [Bool]
    /// ``CompactSketch/length`` bytes each.
    var sketches: [UInt8]

    init(count: Int, scores: [Float]) {
      contentKeys = [UInt64](repeating: 0, count: count)
      lengths = [UInt32](repeating: 0, count: count)
      hasSketch = [Bool](repeating: false, count: count)
      sketches = [UInt8](repeating: 0, count: count * CompactSketch.length)
      self.scores = scores
    }

    func take(_ bytes: UnsafeRawBufferPointer, at index: Int) {
      contentKeys[index] = StoredFingerprint.contentKey(bytes)
      lengths[index] = StoredFingerprint.length(bytes)
      hasSketch[index] = StoredFingerprint.hasSketch(bytes)
      sketches.withUnsafeMutableBytes {
        let start = index * CompactSketch.length
        UnsafeMutableRawBufferPointer(rebasing: $0[start..<start + CompactSketch.length])
          .copyMemory(from: StoredFingerprint.sketch(bytes))
      }
    }
  }

  private func readItems(count: Int) throws -> Items {
    let items = Items(count: count, scores: try scores(count: count))
    var known = [Bool](repeating: false, count: count)
    try forEach(count: count) { index, bytes in
      guard StoredFingerprint.isCurrent(bytes) else { return }
      known[index] = true
      items.take(bytes, at: index)
    }
    try fill(known.indices.filter { !known[$0] }, into: items)
    return items
  }

  /// Makes the fingerprints that are missing, a batch and a transaction at a time.
  private func fill(_ missing: [Int], into items: Items) throws {
    let batch = 5_000
    for start in stride(from: 0, to: missing.count, by: batch) {
      try cancellation.check()
      progress(Progress(stage: .reading, done: start, total: missing.count))
      let ids = missing[start..<min(start + batch, missing.count)].map { ExampleID(Int64($0) + 1) }
      let fingerprints = try workspace.examples(ids).map { example in
        Fingerprint(example: example.id, bands: StoredFingerprint.bytes(of: example.fields))
      }
      try workspace.write(fingerprints, settings: 0)
      for fingerprint in fingerprints {
        fingerprint.bands.withUnsafeBytes { items.take($0, at: Int(fingerprint.example.rawValue) - 1) }
      }
    }
  }

  /// The mean scores of the judge that scored most: the best example represents its family.
  private func scores(count: Int) throws -> [Float] {
    guard let judge = try workspace.judges().max(by: { $0.count < $1.count }) else { return [] }
    return try workspace.columns(judge: judge.id).score
  }

  private func source(_ items: Items) throws -> NearDuplicateSource {
    let count = items.lengths.count
    let scores = items.scores
    let texts = try workspace.texts()
    return NearDuplicateSource(
      count: count,
      contentKey: { items.contentKeys[$0] }, mayBeNear: { mayBeNear($0, $1, items) },
      shingles: { index in
        try cancellation.check()
        return StoredFingerprint.shingles(of: try texts.fields(of: ExampleID(Int64(index) + 1)))
      },
      bandHashes: { band in
        try cancellation.check()
        progress(Progress(stage: .comparing, done: band, total: banding.bands))
        return bandHashes(band, items)
      },
      score: { index in
        guard index < scores.count, !scores[index].isNaN else { return nil }
        return Double(scores[index])
      },
      length: { Int(items.lengths[$0]) })
  }

  private func bandHashes(_ band: Int, _ items: Items) -> [UInt32] {
    items.sketches.withUnsafeBufferPointer { sketches in
      guard let start = sketches.baseAddress else { return [] }
      return items.hasSketch.indices.map { index in
        items.hasSketch[index]
          ? banding.bandHash(band, of: start + index * CompactSketch.length) : LSHBanding.noCandidate
      }
    }
  }

  /// A word has about six bytes, and shingles are as many as words or more.
  private static let bytesPerShingle = 6

  private func mayBeNear(_ first: Int, _ second: Int, _ items: Items) -> Bool {
    let estimate = items.sketches.withUnsafeBufferPointer { sketches in
      sketches.baseAddress.map {
        CompactSketch.estimatedJaccard(
          $0 + first * CompactSketch.length, $0 + second * CompactSketch.length)
      }
    }
    let shorter = Int(min(items.lengths[first], items.lengths[second]))
    return CompactSketch.mayReach(
      threshold, estimate: estimate ?? 1, shingles: shorter / Self.bytesPerShingle)
  }

  /// Goes over the stored fingerprints by index. Examples that another process adds meanwhile wait for
  /// the next run.
  private func forEach(count: Int, _ body: (Int, UnsafeRawBufferPointer) -> Void) throws {
    try workspace.forEachFingerprint(in: ExampleID(1)...ExampleID(Int64(count)), settings: 0) {
      example, bytes in
      body(Int(example.rawValue) - 1, bytes)
    }
  }
}
