/// Finds families of near duplicates among up to millions of items.
///
/// 1. Items with one content key are one family at once, and a single item stands for them below.
/// 2. Items that share a band's hash are candidates. In a bucket of m items each is compared with the
///    bucket's first ``representativesPerBucket`` items and with the one before it, not with all:
///    at most 5·m comparisons instead of m²/2. What one bucket misses, another band's may find.
/// 3. A candidate pair counts when its exact Jaccard similarity reaches the threshold; such pairs are
///    joined (single linkage) into families.
/// 4. Single linkage chains: A like B, B like C, A unlike C. So every family is cut into stars: the
///    representative keeps the members that reach the threshold to it, the best of the others becomes
///    the next representative, and so on (leader clustering, Hartigan 1975). Nobody left alone is
///    reported.
///
/// The result depends on the items and their order alone: the set of compared pairs is fixed by the
/// band hashes, and joining does not depend on the order of the buckets.
///
/// Memory beyond the source's own: about 80 bytes an item at a million items.
public struct NearDuplicateClusters {
  /// The first items of a bucket that all others of it are compared with.
  public static let representativesPerBucket = 4

  let source: NearDuplicateSource
  let threshold: Double
  let firstNew: Int
  let existing: [[Int]]

  /// - Parameters:
  ///   - source: the items.
  ///   - threshold: the least Jaccard similarity of a member to its representative, over 0 to 1.
  ///   - firstNew: only pairs with at least one item from this index on are looked for, and only
  ///     families with such an item are reported; 0: all.
  ///   - existing: families found before, by index; they can grow, join and be represented anew.
  public init(
    source: NearDuplicateSource, threshold: Double, firstNew: Int = 0, existing: [[Int]] = []
  ) {
    precondition(threshold > 0 && threshold <= 1 && source.count < Int(Int32.max))
    self.source = source
    self.threshold = threshold
    self.firstNew = firstNew
    self.existing = existing
  }

  /// The families of two and more, in the order of their smallest index.
  public func find(bands: Int) throws -> [NearDuplicateCluster] {
    guard source.count > max(firstNew, 1) else { return [] }
    var families = UnionFind(count: source.count)
    for family in existing {
      for item in family.dropFirst() { families.unite(Int32(family[0]), Int32(item)) }
    }
    var buckets = HashBuckets()
    let isLeader = try uniteExact(&families, &buckets)
    var verifier = PairVerifier(threshold: threshold, source: source)
    for band in 0..<bands {
      let hashes = try source.bandHashes(band)
      precondition(hashes.count == source.count, "one hash for each item")
      buckets.removeAll()
      for item in hashes.indices where hashes[item] != LSHBanding.noCandidate && isLeader[item] {
        buckets.append(key: hashes[item], item: Int32(item))
      }
      try buckets.forEachShared { try unitePairs(of: $0, &families, &verifier) }
    }
    return try clusters(of: &families)
  }

  /// Joins the items with equal content keys where one of them is new, and tells which items still
  /// need a comparison: all but those that another one with the same content stands for.
  private func uniteExact(_ families: inout UnionFind, _ buckets: inout HashBuckets) throws -> [Bool] {
    var isLeader = [Bool](repeating: true, count: source.count)
    for item in 0..<source.count {
      buckets.append(key: UInt32(truncatingIfNeeded: try source.contentKey(item) >> 32), item: Int32(item))
    }
    try buckets.forEachShared { items in
      var keyed = try items.map { (key: try source.contentKey(Int($0)), item: $0) }
      keyed.sort { ($0.key, $0.item) < ($1.key, $1.item) }
      var start = 0
      while start < keyed.count {
        let end = keyed[start...].firstIndex { $0.key != keyed[start].key } ?? keyed.count
        if Int(keyed[end - 1].item) >= firstNew {
          for other in keyed[start..<end].dropFirst() {
            families.unite(keyed[start].item, other.item)
            isLeader[Int(other.item)] = false
          }
        }
        start = end
      }
    }
    return isLeader
  }

  private func unitePairs(
    of bucket: ArraySlice<Int32>, _ families: inout UnionFind, _ verifier: inout PairVerifier
  ) throws {
    for index in bucket.indices.dropFirst() where Int(bucket[index]) >= firstNew {
      let first = min(bucket.startIndex + Self.representativesPerBucket, index)
      for other in bucket.startIndex..<first {
        try unite(bucket[other], bucket[index], &families, &verifier)
      }
      if index - 1 >= first { try unite(bucket[index - 1], bucket[index], &families, &verifier) }
    }
  }

  private func unite(
    _ first: Int32, _ second: Int32, _ families: inout UnionFind, _ verifier: inout PairVerifier
  ) throws {
    guard families.root(first) != families.root(second) else { return }
    if try verifier.isNear(first, second) { families.unite(first, second) }
  }
}
