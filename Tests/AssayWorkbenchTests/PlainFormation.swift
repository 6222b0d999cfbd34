import AssayModel
import AssayWorkbench

/// Clusters in the plainest way: everything that is connected is one, then what people have said.
enum PlainFormation {
  /// The oldest member represents a cluster.
  static func form(
    _ pairs: [DuplicatePair], thresholds: [DuplicateMethod: Double], constraints: [ClusterConstraint]
  ) -> [Cluster] {
    let counted = pairs.filter {
      Double($0.similarity) >= (thresholds[$0.method] ?? $0.method.defaultThreshold)
    }
    var families: [[ExampleID: Cluster.Member]] = []
    func join(_ one: Cluster.Member, _ other: Cluster.Member) {
      let (hit, rest) = (
        families.filter { $0[one.example] != nil || $0[other.example] != nil },
        families.filter { $0[one.example] == nil && $0[other.example] == nil }
      )
      var family = hit.reduce(into: [:]) { $0.merge($1) { old, _ in old } }
      for member in [one, other] where family[member.example] == nil { family[member.example] = member }
      families = rest + [family]
    }
    func member(_ index: Int32, _ pair: DuplicatePair) -> Cluster.Member {
      Cluster.Member(
        example: ExampleID(Int64(index) + 1), similarity: Double(pair.similarity),
        method: pair.method.rawValue)
    }
    for pair in counted { join(member(pair.first, pair), member(pair.second, pair)) }
    for case .merge(let one, let other) in constraints {
      join(
        .init(example: one, similarity: 0, method: "person"),
        .init(example: other, similarity: 0, method: "person"))
    }
    for case .separate(let one, let others) in constraints {
      families = families.map { family in
        family[one] != nil && others.contains { family[$0] != nil } ? family.filter { $0.key != one } : family
      }
    }
    return families.filter { $0.count > 1 }.map(cluster)
  }

  private static func cluster(_ family: [ExampleID: Cluster.Member]) -> Cluster {
    let oldest = family.keys.min() ?? ExampleID(0)
    var members = family.values.filter { $0.example != oldest }
      .sorted { ($1.similarity, $0.example) < ($0.similarity, $1.example) }
    let method = members.last.flatMap { DuplicateMethod(rawValue: $0.method) } ?? .minhash
    members.insert(.init(example: oldest, similarity: 1, method: method.rawValue), at: 0)
    return Cluster(
      id: ClusterID(oldest.rawValue), method: method.rawValue, kind: method.kind,
      threshold: method.defaultThreshold, members: members)
  }

  /// What the screen shows of the pairs.
  static func facts(_ pairs: [DuplicatePair], floor: Int = 55) -> PairFacts? {
    let methods = DuplicateMethod.allCases.filter { method in
      method != .exact && pairs.contains { $0.method == method }
    }
    let histograms = methods.map { method in
      var counts = [Int](repeating: 0, count: 101 - floor)
      for pair in pairs where pair.method == method {
        counts[
          min(100 - floor, max(0, Int((Double(pair.similarity) * 100 + 1e-4).rounded(.down)) - floor))] += 1
      }
      return SimilarityHistogram(method: method, floor: floor, counts: counts)
    }
    return pairs.isEmpty ? nil : PairFacts(histograms: histograms, configured: [:])
  }
}
