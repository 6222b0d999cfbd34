import AssayModel
import AssayStatistics
import CHnswlib
import Dispatch
import Synchronization

/// Pairs of rows at a cosine of a floor or more by indices (HNSW; Malkov and Yashunin 2018), for more vectors than can
/// all be compared. Some pairs are missed; ``recall(of:sample:)`` tells how many.
///
/// Vectors are dealt to indices of a fixed size, one row after another, and each index is built by one thread in the
/// order of the rows: hnswlib's insertion from several threads gives another graph each time. Every row is then looked
/// up in every index.
struct GraphPairSearch {
  let vectors: DistinctVectors
  let floor: Float
  let firstNewRow: Int
  let threads: Int
  let mostPairs: Int
  let seed: UInt64
  let progress: SearchProgress

  /// Vectors in an index. More make fewer indices to search; fewer are shared out better among the threads.
  private static let shardSize = 262_144
  /// Links of a vector to its neighbours, and how many candidates are kept while it is added.
  private static let links = 12
  private static let constructionWidth = 80
  /// Neighbours that are asked for at first; as long as all of them reach the floor, four times as many.
  private static let firstCount = 16
  private static let mostNeighbours = 4096

  /// In no order, each verified; nil when there are more than `mostPairs`.
  func run() throws -> [ExactPairSearch.RowPair]? {
    let shards = stride(from: 0, to: vectors.count, by: Self.shardSize).map { start in
      start..<min(start + Self.shardSize, vectors.count)
    }
    let indices = try shards.isEmpty ? [] : build(shards)
    defer { for index in indices { index.free() } }
    let start = vectors.count == 0 ? 0 : firstNewRow
    let blocks = stride(from: start, to: vectors.count, by: 256).map { $0..<min($0 + 256, vectors.count) }
    let next = Atomic<Int>(0)
    let total = Atomic<Int>(0)
    let found = Mutex<[[ExactPairSearch.RowPair]]>([])
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, blocks.count))) { _ in
      var mine: [ExactPairSearch.RowPair] = []
      var buffer = Buffer()
      while true {
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if number >= blocks.count || progress.isCancelled { break }
        let before = mine.count
        for row in blocks[number] { search(row, indices, &buffer, &mine) }
        // Most pairs are found from both sides.
        if total.wrappingAdd(mine.count - before, ordering: .relaxed).newValue > 2 * mostPairs { break }
        progress.advance(0.4 / Double(blocks.count))
      }
      found.withLock { [mine] in $0.append(mine) }
    }
    if progress.isCancelled { throw CancellationError() }
    if total.load(ordering: .relaxed) > 2 * mostPairs { return nil }
    let pairs = Self.unique(found.withLock { $0.flatMap { $0 } })
    return pairs.count > mostPairs ? nil : pairs
  }

  /// The share of the sampled rows' pairs that are among `found`; 1 when they have none. The rows are drawn by the
  /// seed from the new ones, and compared with every other one.
  func recall(of found: [ExactPairSearch.RowPair], sample size: Int) throws -> Double {
    var generator = RepeatableGenerator(seed: seed)
    let candidates = vectors.count - firstNewRow
    let rows = Set((0..<size).map { _ in firstNewRow + Int(generator.next() % UInt64(max(1, candidates))) })
      .sorted()
    let known = Set(found.map { UInt64($0.low) << 32 | UInt64($0.high) })
    let counts = Mutex<(all: Int, found: Int)>((0, 0))
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, rows.count))) { _ in
      while !progress.isCancelled {
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if number >= rows.count { break }
        let row = rows[number]
        var all = 0
        var hits = 0
        for other in 0..<vectors.count where other != row && similarity(row, other) >= floor {
          all += 1
          if known.contains(UInt64(min(row, other)) << 32 | UInt64(max(row, other))) { hits += 1 }
        }
        counts.withLock { [all, hits] in $0 = ($0.all + all, $0.found + hits) }
        progress.advance(0.1 / Double(rows.count))
      }
    }
    if progress.isCancelled { throw CancellationError() }
    let (all, hits) = counts.withLock { $0 }
    return all == 0 ? 1 : Double(hits) / Double(all)
  }

  // MARK: - Indices

  private struct Index: @unchecked Sendable {
    let pointer: OpaquePointer
    let size: Int
    func free() { hnsw_free(pointer) }
  }

  private struct Buffer {
    var labels = [UInt32](repeating: 0, count: GraphPairSearch.mostNeighbours)
    var products = [Float](repeating: 0, count: GraphPairSearch.mostNeighbours)
  }

  private func build(_ shards: [Range<Int>]) throws -> [Index] {
    let next = Atomic<Int>(0)
    let built = Mutex<[(Int, Index)]>([])
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, shards.count))) { _ in
      while true {
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if number >= shards.count || progress.isCancelled { break }
        guard let index = build(shards[number]) else { break }
        built.withLock { $0.append((number, index)) }
      }
    }
    let indices = built.withLock { $0 }.sorted { $0.0 < $1.0 }.map(\.1)
    if indices.count < shards.count {
      for index in indices { index.free() }
      if progress.isCancelled { throw CancellationError() }
      throw CosineProblem.outOfMemory(vectors: vectors.count)
    }
    return indices
  }

  private func build(_ rows: Range<Int>) -> Index? {
    let dimensions = vectors.dimensions
    guard
      let pointer = hnsw_new(
        dimensions, rows.count, Self.links, Self.constructionWidth,
        Int(truncatingIfNeeded: seed & 0xFFFF_FFFF))
    else { return nil }
    let index = Index(pointer: pointer, size: rows.count)
    let isWhole = vectors.values.withUnsafeBufferPointer { values in
      for row in rows {
        if row & 255 == 0 {
          if progress.isCancelled { return false }
          progress.advance(0.5 * 256 / Double(vectors.count))
        }
        if hnsw_add(pointer, values.baseAddress! + row * dimensions, UInt32(row)) != 0 { return false }
      }
      return true
    }
    if !isWhole {
      index.free()
      return nil
    }
    return index
  }

  private func search(
    _ row: Int, _ indices: [Index], _ buffer: inout Buffer, _ found: inout [ExactPairSearch.RowPair]
  ) {
    vectors.values.withUnsafeBufferPointer { values in
      let vector = values.baseAddress! + row * vectors.dimensions
      for index in indices {
        var wanted = min(Self.firstCount, index.size)
        while true {
          let count = Int(hnsw_search(index.pointer, vector, wanted, &buffer.labels, &buffer.products))
          guard count > 0 else { break }
          // The products are rounded otherwise than ours.
          if buffer.products[count - 1] >= floor - 1e-5, wanted < min(Self.mostNeighbours, index.size) {
            wanted = min(wanted * 4, Self.mostNeighbours, index.size)
            continue
          }
          for place in 0..<count where buffer.products[place] >= floor - 1e-5 {
            let other = Int(buffer.labels[place])
            let similarity = similarity(row, other)
            if other != row, similarity >= floor {
              found.append(
                ExactPairSearch.RowPair(
                  low: Int32(min(row, other)), high: Int32(max(row, other)), similarity: similarity))
            }
          }
          break
        }
      }
    }
  }

  private func similarity(_ row: Int, _ other: Int) -> Float {
    let dimensions = vectors.dimensions
    return vectors.values.withUnsafeBufferPointer {
      VectorMath.dot($0.baseAddress! + row * dimensions, $0.baseAddress! + other * dimensions, dimensions)
    }
  }

  private static func unique(_ pairs: [ExactPairSearch.RowPair]) -> [ExactPairSearch.RowPair] {
    let sorted = pairs.sorted { ($0.low, $0.high) < ($1.low, $1.high) }
    var unique: [ExactPairSearch.RowPair] = []
    for pair in sorted where unique.last?.low != pair.low || unique.last?.high != pair.high {
      unique.append(pair)
    }
    return unique
  }
}
