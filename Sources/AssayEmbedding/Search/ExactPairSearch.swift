import AssayModel
import Dispatch
import Synchronization

/// All pairs of rows at a cosine of a floor or more: matrix products of tiles of ``HeadProjection``, a scan for bounds
/// over the floor, and the whole inner product for what is left.
struct ExactPairSearch {
  let vectors: DistinctVectors
  let floor: Float
  /// Only pairs with a row at or after this one.
  let firstNewRow: Int
  let threads: Int
  let mostPairs: Int
  let progress: SearchProgress

  struct RowPair {
    var low: Int32
    var high: Int32
    var similarity: Float
  }

  private static let tileRows = 256
  private static let tileColumns = 1024

  /// In no order; nil when there are more than `mostPairs`.
  func run(_ head: HeadProjection) throws -> [RowPair]? {
    let tiles = tiles()
    let next = Atomic<Int>(0)
    let total = Atomic<Int>(0)
    let found = Mutex<[[RowPair]]>([])
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, tiles.count))) { _ in
      var product = [Float](repeating: 0, count: Self.tileRows * Self.tileColumns)
      var mine: [RowPair] = []
      while true {
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if number >= tiles.count || progress.isCancelled { break }
        let before = mine.count
        search(tiles[number], head, &product, &mine)
        let count = total.wrappingAdd(mine.count - before, ordering: .relaxed).newValue
        if count > mostPairs { break }
        progress.advance(1 / Double(tiles.count))
      }
      found.withLock { [mine] in $0.append(mine) }
    }
    if progress.isCancelled { throw CancellationError() }
    if total.load(ordering: .relaxed) > mostPairs { return nil }
    return found.withLock { $0.flatMap { $0 } }
  }

  private struct Tile {
    var rows: Range<Int>
    var columns: Range<Int>
  }

  /// Blocks of rows and, for each, blocks of the columns before its end.
  private func tiles() -> [Tile] {
    var tiles: [Tile] = []
    for start in stride(from: firstNewRow, to: vectors.count, by: Self.tileRows) {
      let rows = start..<min(start + Self.tileRows, vectors.count)
      for column in stride(from: 0, to: rows.upperBound, by: Self.tileColumns) {
        tiles.append(Tile(rows: rows, columns: column..<min(column + Self.tileColumns, rows.upperBound)))
      }
    }
    return tiles
  }

  private func search(
    _ tile: Tile, _ head: HeadProjection, _ product: inout [Float], _ found: inout [RowPair]
  ) {
    let bound = floor - HeadProjection.margin
    let width = tile.columns.count
    head.rows.withUnsafeBufferPointer { rows in
      product.withUnsafeMutableBufferPointer { product in
        let base = product.baseAddress!
        MatrixProduct.transposed(
          rows.baseAddress! + tile.rows.lowerBound * head.stride, rows: tile.rows.count,
          rows.baseAddress! + tile.columns.lowerBound * head.stride, columns: width, depth: head.stride,
          into: base)
        for row in tile.rows {
          // Only columns before the row: each pair once.
          let count = min(width, row - tile.columns.lowerBound)
          if count <= 0 { continue }
          let line = base + (row - tile.rows.lowerBound) * width
          VectorMath.forEach(in: line, count, atLeast: bound) { place in
            verify(row, tile.columns.lowerBound + place, &found)
          }
        }
      }
    }
  }

  @inline(__always)
  private func verify(_ row: Int, _ column: Int, _ found: inout [RowPair]) {
    let dimensions = vectors.dimensions
    let similarity = vectors.values.withUnsafeBufferPointer {
      VectorMath.dot($0.baseAddress! + row * dimensions, $0.baseAddress! + column * dimensions, dimensions)
    }
    if similarity >= floor {
      found.append(RowPair(low: Int32(column), high: Int32(row), similarity: similarity))
    }
  }
}
