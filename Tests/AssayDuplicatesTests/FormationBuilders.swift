import AssayDuplicates
import AssayModel

func near(_ one: Int32, _ other: Int32, _ similarity: Float) -> DuplicatePair {
  DuplicatePair(one, other, method: .minhash, similarity: similarity)
}

func masked(_ one: Int32, _ other: Int32, _ similarity: Float) -> DuplicatePair {
  DuplicatePair(one, other, method: .masked, similarity: similarity)
}

func copy(_ one: Int32, _ other: Int32) -> DuplicatePair {
  DuplicatePair(one, other, method: .exact, similarity: 1)
}

/// The clusters with all methods at their defaults, and equal lengths, unless told otherwise.
func form(
  _ count: Int, _ pairs: [DuplicatePair], scores: [Float] = [], lengths: [UInt32] = [],
  thresholds: [DuplicateMethod: Double] = [:], methods: Set<DuplicateMethod> = Set(DuplicateMethod.allCases),
  constraints: [ClusterConstraint] = [], fixed: Set<Int32> = []
) -> [Cluster] {
  ClusterFormation(count: count, pairs: pairs, scores: scores, lengths: lengths)
    .form(thresholds: thresholds, methods: methods, constraints: constraints, fixed: fixed)
}

/// The numbers of the members, cluster by cluster.
func members(_ clusters: [Cluster]) -> [[Int64]] {
  clusters.map { $0.members.map(\.example.rawValue) }
}
