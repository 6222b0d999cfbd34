/// Pairs of numbers, those that are alike as one with a count: a resample of pairs is another set of counts, and every
/// measure of agreement costs as much as there are different pairs.
struct PairTable {
  struct Cell: Hashable {
    /// Places among the distinct numbers of either side, rising.
    var row: Int
    var column: Int
  }

  /// The different pairs, by row and then by column.
  let cells: [Cell]
  /// How often each occurs.
  let counts: [Int]
  /// For each given pair the place of its cell.
  let cellOf: [Int]
  /// The distinct numbers of the first side, rising.
  let rows: [Double]
  let columns: [Double]

  /// - Precondition: pairs of numbers.
  init(_ first: [Double], _ second: [Double]) {
    precondition(first.count == second.count, "pairs")
    rows = Set(first).sorted()
    columns = Set(second).sorted()
    let rowOf = Self.places(first, rows)
    let columnOf = Self.places(second, columns)
    let order = first.indices.sorted { (rowOf[$0], columnOf[$0]) < (rowOf[$1], columnOf[$1]) }
    var (cells, counts): ([Cell], [Int]) = ([], [])
    var cellOf = [Int](repeating: 0, count: first.count)
    for place in order {
      let cell = Cell(row: rowOf[place], column: columnOf[place])
      if cells.last == cell {
        counts[counts.count - 1] += 1
      } else {
        cells.append(cell)
        counts.append(1)
      }
      cellOf[place] = cells.count - 1
    }
    (self.cells, self.counts, self.cellOf) = (cells, counts, cellOf)
  }

  private static func places(_ values: [Double], _ distinct: [Double]) -> [Int] {
    let numbers = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($0.element, $0.offset) })
    return values.map { numbers[$0] ?? 0 }
  }
}
