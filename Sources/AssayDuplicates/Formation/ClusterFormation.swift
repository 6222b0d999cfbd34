import AssayModel

/// Turns verified pairs into clusters, again and again as a person moves the thresholds.
///
/// Pairs at or above the threshold of their method are edges, and the connected components of the edges are families
/// (single linkage). A family alone is not enough: it chains. When A is like B and B is like C, A and C can have
/// nothing in common, and rejecting C in favour of A would lose an example. So every member of a cluster must have an
/// edge to its representative, and a family in which one has none is split into stars by leader clustering (Hartigan
/// 1975): go through the family from the best centre to the worst; each that is in no star yet begins one and takes in
/// all its neighbours that are in none. A centre is the better the higher its judge score, then the more neighbours it
/// has (Aslam, Pelekhov and Rus, "The star clustering algorithm", 2004), then as a representative. Of the chain
/// A - B - C, B is the centre and all three are one cluster; but when A has the highest score, {A, B} is a cluster,
/// represented by A, and C stays alone.
///
/// The representative of a cluster has the highest judge score, then the length nearest the family's median, then the
/// lowest number, among those members that have an edge to all others and to no one in a later star; the centre is
/// always one of them. When the best of a family is like all others, the family is one cluster and it represents it.
///
/// So what is rejected is always like what is kept, and no two that are kept are alike. Complete linkage (all members
/// like all others) would cut families more often than a person does, and keep many that are alike.
///
/// Copies, held by ``DuplicateMethod/exact``, count as one content: each has the edges of all, so that only one of them
/// needs to be compared with the rest. They stay together whether or not that method is switched on; when it is off,
/// copies alone are no cluster.
///
/// The result depends on what is given, not on the order of the pairs.
public struct ClusterFormation: Sendable {
  let graph: DuplicateGraph
  /// By example index; infinitely low: none. Empty: none has any.
  let scores: [Float]
  let lengths: [UInt32]
  private let similarities: [DuplicateMethod: SortedSimilarities]

  /// Sorts the pairs, in time that grows with their number but for the sorting of the similarities.
  ///
  /// - Parameters:
  ///   - count: the number of examples.
  ///   - pairs: in any order. Those of an example with itself, or with a similarity that is no number, are ignored.
  ///   - scores: the judge's, by example index; NaN for none, empty for none at all.
  ///   - lengths: of the texts, by example index, in any one unit; empty: not known.
  /// - Precondition: all indices are in `0..<count`; scores and lengths are empty or have `count` values.
  public init(count: Int, pairs: [DuplicatePair], scores: [Float], lengths: [UInt32]) {
    precondition(scores.isEmpty || scores.count == count, "a score for each example")
    precondition(lengths.isEmpty || lengths.count == count, "a length for each example")
    graph = DuplicateGraph(count: count, pairs: pairs)
    self.scores = scores.map { $0.isNaN ? -.infinity : $0 }
    self.lengths = lengths
    var values: [DuplicateMethod: [Float]] = [:]
    for method in DuplicateMethod.allCases {
      let found = pairs.compactMap { pair in
        pair.method == method && pair.first != pair.second && !pair.similarity.isNaN ? pair.similarity : nil
      }
      if !found.isEmpty { values[method] = found }
    }
    similarities = values.mapValues(SortedSimilarities.init)
  }

  /// The clusters at these thresholds, from the largest to the smallest, then by id.
  ///
  /// A member has the surest edge to the representative (``DuplicateEdge``), the cluster the vaguest kind among its
  /// members and that edge's method with its threshold. Members that only a person's word holds have the method
  /// "person" and do not make the kind vaguer; a cluster of such members alone has no kind.
  ///
  /// A person's words count in the order of the log, the later over the earlier:
  /// - `separate`: the example is in no cluster with any of the others. When one must go, it is the example that was
  ///   split off.
  /// - `merge`: the clusters of the two become one, whatever the thresholds and earlier separations say; not
  ///   if that would bring two together that were separated later.
  ///
  /// - Parameters:
  ///   - thresholds: a method without an entry has its default. For ``DuplicateMethod/exact`` it is always 1.
  ///   - methods: the methods whose pairs count.
  ///   - constraints: in the order of the log.
  ///   - fixed: the indices of examples that are in no cluster of these, whatever holds them.
  public func form(
    thresholds: [DuplicateMethod: Double], methods: Set<DuplicateMethod>,
    constraints: [ClusterConstraint] = [],
    fixed: Set<Int32> = []
  ) -> [Cluster] {
    let cut = DuplicateCut(thresholds: thresholds, methods: methods)
    let word = PersonalWord(constraints, count: graph.count, fixed: fixed)
    var clustering = LeaderClustering(
      graph: graph, scores: scores, lengths: lengths, cut: cut, word: word, fixed: fixed)
    clustering.run()
    return clustering.clusters()
  }

  // MARK: How many pairs a threshold lets through

  /// How many pairs of `method` are at or above `threshold`.
  public func count(_ method: DuplicateMethod, atLeast threshold: Double) -> Int {
    similarities[method]?.count(atLeast: threshold) ?? 0
  }

  /// How many pairs of `method` there are in each of `bins` equal parts of `lowest`...1. A pair on a border is in the
  /// upper part, one above 1 in the last.
  ///
  /// - Precondition: `bins` > 0, `lowest` < 1.
  public func histogram(_ method: DuplicateMethod, bins: Int, from lowest: Double) -> [Int] {
    precondition(bins > 0 && lowest < 1, "at least one bin below 1")
    let atLeast = (0..<bins).map { bin in
      count(method, atLeast: lowest + (1 - lowest) * Double(bin) / Double(bins))
    }
    return (0..<bins).map { atLeast[$0] - ($0 + 1 < bins ? atLeast[$0 + 1] : 0) }
  }

  /// The least similarity of a pair of `method`: below it, moving the threshold changes nothing. nil: no pairs.
  public func floor(_ method: DuplicateMethod) -> Double? { similarities[method].map { Double($0.least) } }
}
