import AssayEmbedding
import AssayModel
import AssayStatistics
import Testing

@Suite struct NearestRowsTests {
  private static func unit(_ count: Int, dimensions: Int, seed: UInt64) -> Embeddings {
    var random = RepeatableGenerator(seed: seed)
    var values: [Float] = []
    for _ in 0..<count {
      let row = (0..<dimensions).map { _ in Float(random.next(below: 2_001)) / 1_000 - 1 }
      let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
      values += row.map { $0 / length }
    }
    return Embeddings(dimensions: dimensions, values: values)
  }

  private static func dot(_ one: Embeddings, _ i: Int, _ other: Embeddings, _ j: Int) -> Double {
    (0..<one.dimensions).reduce(0) {
      $0 + Double(one.values[i * one.dimensions + $1]) * Double(other.values[j * one.dimensions + $1])
    }
  }

  @Test func itFindsWhatComparingOneByOneFinds() {
    let rows = Self.unit(700, dimensions: 40, seed: 1)
    let queries = Self.unit(150, dimensions: 40, seed: 2)
    let among = (0..<150).map { $0 * 5 }
    let found = NearestRows(rows).search(queries, among: among, count: 4)
    #expect(found.count == 150)
    for query in 0..<150 {
      let all = (0..<min(700, among[query])).map { ($0, Self.dot(queries, query, rows, $0)) }
      let best = all.filter { $0.1 > 0 }.sorted { $0.1 > $1.1 }.prefix(4)
      #expect(found[query].map(\.row) == best.map(\.0))
      #expect(zip(found[query], best).allSatisfy { abs(Double($0.similarity) - $1.1) < 1e-5 })
    }
  }

  @Test func whatIsFoundDoesNotDependOnWhoIsAskedAboutTogether() {
    let rows = Self.unit(300, dimensions: 33, seed: 3)
    let queries = Self.unit(90, dimensions: 33, seed: 4)
    let search = NearestRows(rows)
    let together = search.search(queries, among: Array(repeating: 300, count: 90), count: 3)
    for query in 0..<90 {
      let one = Embeddings(dimensions: 33, values: Array(queries.values[query * 33..<(query + 1) * 33]))
      #expect(search.search(one, among: [300], count: 3)[0] == together[query])
    }
  }

  @Test func ofEqualsTheEarlierComesFirst() {
    let row: [Float] = [0.6, 0.8]
    let rows = Embeddings(dimensions: 2, values: Array(repeatElement(row, count: 30).joined()))
    let found = NearestRows(rows).search(Embeddings(dimensions: 2, values: row), among: [30], count: 3)
    #expect(found[0].map(\.row) == [0, 1, 2])
  }

  @Test func whatHasNothingInCommonIsNoNeighbour() {
    let rows = Embeddings(dimensions: 2, values: [1, 0, 0, 1, 0, 0])
    let search = NearestRows(rows)
    #expect(
      search.search(Embeddings(dimensions: 2, values: [0, 1]), among: [3], count: 3)[0].map(\.row) == [1])
    #expect(search.search(Embeddings(dimensions: 2, values: [0, 0]), among: [3], count: 3) == [[]])
    #expect(search.search(Embeddings(dimensions: 2, values: [0, 1]), among: [1], count: 3) == [[]])
    #expect(search.search(Embeddings(dimensions: 2, values: [0, 1]), among: [0], count: 3) == [[]])
  }
}
