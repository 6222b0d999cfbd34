import AssayModel
import AssayStatistics
import AssayText

/// Watches how varied texts are while they come. A text costs the same whether a hundred or a hundred thousand came
/// before it; memory grows with the distinct texts, not with the copies. Not to be shared by threads.
///
/// ```swift
/// let tracker = DiversityTracker()
/// tracker.remember(texts)              // what the workspace has
/// let arrivals = tracker.add(samples)  // what a call gave; for the CollapseGuard
/// let report = tracker.closeBatch()    // now and then: the sampled measures cost some milliseconds
/// ```
///
/// Two texts are near duplicates when they share 0.7 of their runs of three words, and are in one cluster when they
/// share 0.6 of their words in any order (Jaccard similarity, each with the leader of its group). A text without words
/// is a near duplicate of any other such text.
public final class DiversityTracker {
  /// What counts as alike, and how much is measured.
  public struct Options: Hashable, Sendable {
    /// Similarity by runs of three words from which on a text is a near duplicate.
    public var nearDuplicate = 0.7
    /// Similarity by words from which on a text belongs to a cluster.
    public var cluster = 0.6
    /// Texts on which self-BLEU, the Vendi score, distinct-n and the compression ratio are measured, of a batch and of
    /// all: the same number, so that the figures can be compared over time.
    public var sample = 200
    public var seed: UInt64 = 1
    /// How many texts the saturation curve looks ahead.
    public var ahead = 500
    public init() {}
  }

  /// Gives the size of compressed bytes.
  public typealias Compressor = ([UInt8]) -> Int?

  private let options: Options
  private let words = Shingler(gram: .words(1))
  private let runs = Shingler(gram: .words(3))
  private let nearDuplicates: LeaderIndex
  private let clusters: LeaderIndex
  private var founding = ClusterFounding()
  private var batch: Tally
  private var total: Tally
  private var batchNumber: UInt64 = 0
  private var vectors: SampleVectors

  /// - Parameter model: on whose embeddings the Vendi score is taken.
  public init(options: Options = Options(), model: MeasuringModel = .none(nil)) {
    self.options = options
    vectors = SampleVectors(model)
    nearDuplicates = LeaderIndex(threshold: options.nearDuplicate)
    clusters = LeaderIndex(threshold: options.cluster)
    batch = Tally(sample: options.sample, seed: options.seed)
    total = Tally(sample: options.sample, seed: options.seed &+ 1)
  }

  /// Takes the Vendi score on embeddings of this model from now on.
  public func measure(on model: MeasuringModel) { vectors = SampleVectors(model) }

  /// Takes texts that are there already: they found clusters and make later texts near duplicates, but are in no
  /// report.
  @discardableResult
  public func remember(_ samples: some Sequence<DiversitySample>) -> [ClusterArrival] {
    samples.map { place($0) }
  }

  /// Takes texts that came, in their order, and says where each came down.
  @discardableResult
  public func add(_ samples: some Sequence<DiversitySample>) -> [ClusterArrival] {
    samples.map { sample in
      let arrival = place(sample)
      batch.add(sample, arrival)
      total.add(sample, arrival)
      return arrival
    }
  }

  /// The report of what came since the last one. Some milliseconds: for a batch, not for every call.
  public func closeBatch(compressor: Compressor? = nil) -> DiversityReport {
    let report = report(of: batch, compressor)
    batchNumber += 1
    batch = Tally(sample: options.sample, seed: options.seed &+ batchNumber &* 0x9e37_79b9)
    return report
  }

  /// The report of all that came by ``add(_:)``. Its expected clusters are those of the source that is sampled.
  public func cumulative(compressor: Compressor? = nil) -> DiversityReport {
    var report = report(of: total, compressor)
    report.saturation = saturation()
    vectors.keep(total.sample.elements + batch.sample.elements)
    return report
  }

  /// The saturation curve of all that came by ``add(_:)``, in steps that are alike: up to now, and as many as
  /// ``Options/ahead`` texts beyond; nil: under two texts.
  func saturation() -> SaturationCurve? {
    let counts = Array(total.clusters.values)
    let (texts, ahead, points) = (counts.reduce(0, +), max(1, options.ahead), 32)
    guard texts > 1 else { return nil }
    let share = Double(texts) / Double(texts + ahead)
    let seen = min(texts, max(2, min(points - 1, Int((Double(points) * share).rounded()))))
    let beyond = min(ahead, points - seen)
    let sizes =
      (1...seen).map { texts * $0 / seen } + (1...beyond).map { texts + ahead * $0 / beyond }
    return SaturationCurve(
      texts: texts, kinds: counts.count, sizes: sizes, expected: Rarefaction.curve(counts, at: sizes))
  }

  /// Clusters founded, by remembered texts too.
  public var clusterCount: Int { founding.count }

  private func place(_ sample: DiversitySample) -> ClusterArrival {
    var text = sample.text
    return text.withUTF8 { bytes in
      runs.read(bytes)
      let shingles = runs.distinct()
      let isNear = shingles.isEmpty ? founding.hasWordless : nearDuplicates.place(shingles) != nil
      if let given = sample.cluster { return founding.arrive(given: given, isNearDuplicate: isNear) }
      words.read(bytes)
      let distinct = words.distinct()
      if distinct.isEmpty { return founding.arriveWordless() }
      let next = clusters.count
      let leader = clusters.place(distinct)?.leader ?? next
      return founding.arrive(leader: leader, isNearDuplicate: isNear)
    }
  }

  private func report(of tally: Tally, _ compressor: Compressor?) -> DiversityReport {
    var report = DiversityReport(examples: tally.examples)
    guard tally.examples > 0 else { return report }
    report.nearDuplicates = Double(tally.nearDuplicates) / Double(tally.examples)
    report.newClusterRate = 100 * Double(tally.newClusters) / Double(tally.examples)
    report.clusters = tally.clusters.count
    report.expectedClusters = tally.abundance.chao1
    let texts = tally.sample.elements
    let made = vectors.vectors(of: texts)
    report.vendiBasis = vectors.basis
    SampledMeasures.measure(texts, vectors: made, compressor: compressor, into: &report)
    return report
  }
}
