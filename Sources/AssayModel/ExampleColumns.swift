/// What filters and orders need to know of every example, column by column: position `i` belongs to
/// `ExampleID(i + 1)`. About 30 bytes an example, so that a million can be filtered in a few
/// milliseconds without a query.
public struct ExampleColumns: Sendable {
  public var batch: [Int32]
  /// Index into `labels`; -1: none.
  public var label: [Int32]
  /// Index into `techniques`; -1: none.
  public var technique: [Int16]
  /// Characters of all text fields together.
  public var length: [Int32]
  /// The cluster's number; 0: none.
  public var cluster: [Int32]
  /// Mean score of the current judge; NaN: not judged.
  public var score: [Float]
  /// How much the current judge's samples or members disagree, the mean over dimensions; NaN: not known.
  public var spread: [Float]
  /// The positions of known-bad probes and repeats, which stand among the others and count as none of them.
  public var probes: Set<Int32>
  /// Names behind `label` and `technique`.
  public var labels: [String]
  public var techniques: [String]
  /// Members of each cluster, by its number.
  public var clusterSizes: [Int32: Int32]
  /// The kind of each cluster that has one, by its number.
  public var clusterKinds: [Int32: DuplicateKind]
  /// The positions of the examples that are like a row of a set in this role.
  public var references: [ReferenceSet.Role: Set<Int32>]
  /// The judge that `score` is of.
  public var judge: JudgeID?

  public init(
    batch: [Int32] = [], label: [Int32] = [], technique: [Int16] = [], length: [Int32] = [],
    cluster: [Int32] = [], score: [Float] = [], spread: [Float] = [], probes: Set<Int32> = [],
    labels: [String] = [], techniques: [String] = [],
    clusterSizes: [Int32: Int32] = [:], clusterKinds: [Int32: DuplicateKind] = [:],
    references: [ReferenceSet.Role: Set<Int32>] = [:], judge: JudgeID? = nil
  ) {
    self.batch = batch
    self.label = label
    self.technique = technique
    self.length = length
    self.cluster = cluster
    self.score = score
    self.spread = spread
    self.probes = probes
    self.labels = labels
    self.techniques = techniques
    self.clusterSizes = clusterSizes
    self.clusterKinds = clusterKinds
    self.references = references
    self.judge = judge
  }

  public var count: Int { batch.count }
}
