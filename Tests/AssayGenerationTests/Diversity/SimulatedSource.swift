import AssayGeneration
import AssayStatistics
import Foundation

/// A generator that draws from so many clusters with given weights.
struct SimulatedSource {
  let chances: [Double]
  private let cumulative: [Double]

  init(clusters: Int, weight: (Int) -> Double) {
    let weights = (0..<clusters).map(weight)
    let total = weights.reduce(0, +)
    chances = weights.map { $0 / total }
    var sum = 0.0
    cumulative = chances.map {
      sum += $0
      return sum
    }
  }

  func draw(_ generator: inout RepeatableGenerator) -> Int {
    let target = generator.share()
    var (low, high) = (0, cumulative.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] < target { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The number of texts after which the expected rate of new clusters, Σ p (1 - p)ⁿ, is under `floor`.
  func saturation(floor: Double) -> Int {
    var (low, high) = (0, 1_000_000)
    while low < high {
      let middle = (low + high) / 2
      let rate = chances.reduce(0) { $0 + $1 * pow(1 - $1, Double(middle)) }
      if rate < floor { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// Places texts whose clusters are known.
struct KnownClusters {
  private(set) var sizes: [Int: (size: Int, founded: Int)] = [:]
  private(set) var count = 0

  mutating func place(_ cluster: Int) -> ClusterArrival {
    var entry = sizes[cluster] ?? (0, count)
    entry.size += 1
    sizes[cluster] = entry
    count += 1
    return ClusterArrival(
      cluster: cluster, size: entry.size, founded: entry.founded, number: count - 1, isNearDuplicate: false)
  }
}

extension RepeatableGenerator {
  mutating func share() -> Double { Double(next() >> 11) * 0x1p-53 }
}
