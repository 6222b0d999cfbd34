import AssayStatistics

/// What is counted of a batch, or of all that came.
struct Tally {
  private(set) var examples = 0
  private(set) var nearDuplicates = 0
  private(set) var newClusters = 0
  private(set) var clusters: [Int: Int] = [:]
  private(set) var sample: Reservoir<String>
  private var singletons = 0
  private var doubletons = 0

  init(sample size: Int, seed: UInt64) { sample = Reservoir(size: size, seed: seed) }

  var abundance: Abundance {
    Abundance(n: examples, observed: clusters.count, singletons: singletons, doubletons: doubletons)
  }

  mutating func add(_ text: DiversitySample, _ arrival: ClusterArrival) {
    examples += 1
    if arrival.isNearDuplicate { nearDuplicates += 1 }
    if arrival.isNew { newClusters += 1 }
    let size = clusters[arrival.cluster, default: 0] + 1
    clusters[arrival.cluster] = size
    singletons += size == 1 ? 1 : size == 2 ? -1 : 0
    doubletons += size == 2 ? 1 : size == 3 ? -1 : 0
    sample.add(text.text)
  }
}
