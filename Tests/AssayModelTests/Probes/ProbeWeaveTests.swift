import AssayModel
import AssayStatistics
import Testing

@Suite struct ProbeWeaveTests {
  private func probe(
    _ id: Int64, after place: Int64?, status: Probe.Status = .confirmed, fault: Fault? = .garbled
  )
    -> Probe
  {
    Probe(
      example: ExampleID(id), origin: ExampleID(fault == nil ? id : 1), fault: fault, detail: "",
      status: status,
      place: place.map { ExampleID($0) })
  }

  private func ids(_ listing: Listing) -> [Int64] { (0..<listing.count).map { listing[$0].rawValue } }

  @Test func aProbeStandsAfterItsPlace() {
    // 5 and 8 came in as probes, 6 and 7 were imported later.
    let probes = [probe(5, after: 2), probe(8, after: 6), probe(3, after: nil, fault: nil)]
    #expect(ids(.imported(count: 8, probes: probes)) == [1, 2, 5, 3, 4, 6, 8, 7])
  }

  @Test func withoutProbesTheListTakesNoMemory() {
    #expect(Listing.imported(count: 9, probes: [probe(2, after: nil, fault: nil)]) == .all(count: 9))
    #expect(Listing.imported(count: 9, probes: [probe(9, after: 1)]).isImported)
  }

  @Test func aRepeatIsNotInTheOrderOfImport() {
    let copy = Probe(example: ExampleID(4), origin: ExampleID(2), fault: nil, detail: "")
    #expect(ids(.imported(count: 6, probes: [copy])) == [1, 2, 3, 5, 6])
  }

  @Test func whatNobodyHasConfirmedIsNowhere() {
    let probes = [
      probe(4, after: 1, status: .proposed), probe(5, after: 1, status: .discarded), probe(6, after: 1),
    ]
    let listing = Listing.imported(count: 6, probes: probes)
    #expect(ids(listing) == [1, 6, 2, 3])
    #expect(listing.position(of: ExampleID(4)) == nil)
  }

  @Test func probesWithoutAPlaceAreSpread() {
    let probes = (0..<40).map { probe(1_001 + $0, after: nil) }
    let listing = Listing.imported(count: 1_040, probes: probes)
    let positions = probes.compactMap { listing.position(of: $0.example) }
    #expect(positions.count == 40)
    #expect(positions.filter { $0 < 520 }.count > 10 && positions.filter { $0 >= 520 }.count > 10)
  }

  @Test func everyPositionHasOneExampleAndEveryExampleOnePosition() {
    var generator = RepeatableGenerator(seed: 11)
    for _ in 0..<60 {
      let rows = 1 + Int(generator.next(below: 60))
      var probes: [Probe] = []
      for id in 1...Int64(rows) where generator.next(below: 4) == 0 {
        let place = generator.next(below: 3) == 0 ? nil : Int64(1 + generator.next(below: UInt64(rows)))
        probes.append(
          probe(id, after: place, status: generator.next(below: 5) == 0 ? .discarded : .confirmed))
      }
      let listing = Listing.imported(count: rows, probes: probes)
      let all = ids(listing)
      #expect(Set(all).count == all.count)
      #expect(all.count == rows - probes.count { !$0.isListed })
      for (position, id) in all.enumerated() { #expect(listing.position(of: ExampleID(id)) == position) }
      let others = all.filter { id in !probes.contains { $0.example.rawValue == id } }
      #expect(others == others.sorted(), "what is no probe stays in the order of import")
      #expect(listing.position(of: ExampleID(0)) == nil)
      #expect(listing.position(of: ExampleID(Int64(rows) + 1)) == nil)
    }
  }

  // MARK: Filters and orders

  private func columns(_ count: Int) -> ExampleColumns {
    ExampleColumns(
      batch: (0..<count).map { $0 % 2 == 0 ? 1 : 2 }, label: Array(repeating: -1, count: count),
      technique: Array(repeating: -1, count: count), length: Array(repeating: 7, count: count),
      cluster: Array(repeating: 0, count: count), score: Array(repeating: .nan, count: count))
  }

  private func build(_ terms: [String] = [], _ order: ExampleOrder = .imported, _ probes: [Probe]) throws
    -> [Int64]
  {
    let filter = ExampleFilter(try terms.map { try #require(ExampleFilter.Term(parsing: $0)) })
    return ids(
      Listing.build(
        filter: filter, order: order, columns: columns(8),
        context: ListingContext(
          log: DecisionLog(), reviewer: "ana", keepAt: 4, batches: ["odd": 1, "even": 2], probes: probes)))
  }

  @Test func aFilterKeepsTheOrderOfTheList() throws {
    let probes = [probe(7, after: 1), probe(8, after: 2, status: .proposed)]
    #expect(try build([], .imported, probes) == [1, 7, 2, 3, 4, 5, 6])
    #expect(try build(["batch:odd"], .imported, probes) == [1, 7, 3, 5])
    #expect(try build(["batch:even"], .imported, probes) == [2, 4, 6], "a proposed one is in no list")
  }

  @Test func anOrderThatDecidesNothingLeavesProbesInTheirPlaces() throws {
    let probes = [probe(7, after: 1), probe(8, after: 3)]
    let expected: [Int64] = [1, 7, 2, 3, 8, 4, 5, 6]
    for order in [ExampleOrder.shortest, .longest, .lowestScore, .largestCluster] {
      #expect(try build([], order, probes) == expected)
    }
    #expect(try build([], .random(seed: 3), probes).sorted() == (1...8).map { Int64($0) })
  }
}
