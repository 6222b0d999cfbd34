/// The measures of agreement of a ``PairTable`` for any counts of its cells: what the bootstrap asks tens of thousands of
/// times. NaN where a measure is not defined. Definitions and sources are with the functions of the same names; these
/// give the same numbers.
struct PairStatistics {
  let table: PairTable
  private let rowValues: [Double]
  private let columnValues: [Double]
  // Counts so far, kept from call to call so that none allocates.
  private var rowSums: [Int]
  private var columnSums: [Int]
  private var rowRanks: [Double]
  private var columnRanks: [Double]
  /// A Fenwick tree (1994) of the columns, for Kendall's pairs.
  private var tree: [Int]

  init(_ table: PairTable) {
    self.table = table
    // Taken from their middle, so that large values do no harm.
    let (low, left) = (table.rows.first ?? 0, table.columns.first ?? 0)
    rowValues = table.rows.map { $0 - low }
    columnValues = table.columns.map { $0 - left }
    rowSums = Array(repeating: 0, count: table.rows.count)
    columnSums = Array(repeating: 0, count: table.columns.count)
    rowRanks = Array(repeating: 0, count: table.rows.count)
    columnRanks = Array(repeating: 0, count: table.columns.count)
    tree = Array(repeating: 0, count: table.columns.count + 1)
  }

  /// The sums over each row and column for the measures that follow.
  mutating func take(_ counts: [Int]) {
    for row in rowSums.indices { rowSums[row] = 0 }
    for column in columnSums.indices { columnSums[column] = 0 }
    for (cell, count) in zip(table.cells, counts) {
      rowSums[cell.row] += count
      columnSums[cell.column] += count
    }
  }

  private var total: Int { rowSums.reduce(0, +) }

  private var varies: Bool {
    let n = total
    return n > 1 && !rowSums.contains(n) && !columnSums.contains(n)
  }

  /// See ``PearsonCorrelation``.
  func pearson(_ counts: [Int]) -> Double {
    guard varies else { return .nan }
    return Self.correlation(table, counts, rowSums, columnSums, rowValues, columnValues)
  }

  /// See ``RankCorrelation/spearman(_:_:)``.
  mutating func spearman(_ counts: [Int]) -> Double {
    guard varies else { return .nan }
    Self.rank(rowSums, into: &rowRanks)
    Self.rank(columnSums, into: &columnRanks)
    return Self.correlation(table, counts, rowSums, columnSums, rowRanks, columnRanks)
  }

  /// The middle of the ranks that each value's occurrences take.
  private static func rank(_ sums: [Int], into ranks: inout [Double]) {
    var before = 0
    for (place, sum) in sums.enumerated() {
      ranks[place] = Double(before) + Double(sum + 1) / 2
      before += sum
    }
  }

  private static func correlation(
    _ table: PairTable, _ counts: [Int], _ rowSums: [Int], _ columnSums: [Int], _ rows: [Double],
    _ columns: [Double]
  ) -> Double {
    let n = Double(rowSums.reduce(0, +))
    let left = zip(rowSums, rows).reduce(0) { $0 + Double($1.0) * $1.1 } / n
    let right = zip(columnSums, columns).reduce(0) { $0 + Double($1.0) * $1.1 } / n
    let leftSquares = zip(rowSums, rows).reduce(0) { $0 + Double($1.0) * ($1.1 - left) * ($1.1 - left) }
    let rightSquares = zip(columnSums, columns).reduce(0) {
      $0 + Double($1.0) * ($1.1 - right) * ($1.1 - right)
    }
    var product = 0.0
    for (cell, count) in zip(table.cells, counts) {
      product += Double(count) * (rows[cell.row] - left) * (columns[cell.column] - right)
    }
    return max(-1, min(1, product / (leftSquares.squareRoot() * rightSquares.squareRoot())))
  }

  /// See ``RankCorrelation/kendall(_:_:)``.
  mutating func kendall(_ counts: [Int]) -> Double {
    guard varies else { return .nan }
    for place in tree.indices { tree[place] = 0 }
    var (before, difference, start) = (0, 0, 0)
    let cells = table.cells
    while start < cells.count {
      let row = cells[start].row
      var end = start
      // Against the rows before: what lies to the left agrees in order, what lies to the right does not.
      while end < cells.count, cells[end].row == row {
        if counts[end] > 0 {
          let column = cells[end].column
          let upTo = below(column + 1)
          difference += counts[end] * (below(column) - (before - upTo))
        }
        end += 1
      }
      for place in start..<end where counts[place] > 0 { insert(cells[place].column, counts[place]) }
      before += rowSums[row]
      start = end
    }
    let n = total
    func untied(_ sums: [Int]) -> Double {
      Double(n * (n - 1) / 2 - sums.reduce(0) { $0 + $1 * ($1 - 1) / 2 })
    }
    return Double(difference) / (untied(rowSums).squareRoot() * untied(columnSums).squareRoot())
  }

  /// How many lie in the columns before this one.
  private func below(_ column: Int) -> Int {
    var (place, sum) = (column, 0)
    while place > 0 {
      sum += tree[place]
      place &= place - 1
    }
    return sum
  }

  private mutating func insert(_ column: Int, _ count: Int) {
    var place = column + 1
    while place < tree.count {
      tree[place] += count
      place += place & -place
    }
  }

  /// The means of |second - first| and of second - first.
  func errors(_ counts: [Int]) -> (absolute: Double, signed: Double) {
    var (absolute, signed) = (0.0, 0.0)
    for (cell, count) in zip(table.cells, counts) {
      let difference = table.columns[cell.column] - table.rows[cell.row]
      absolute += Double(count) * abs(difference)
      signed += Double(count) * difference
    }
    let n = Double(total)
    return n == 0 ? (.nan, .nan) : (absolute / n, signed / n)
  }
}
