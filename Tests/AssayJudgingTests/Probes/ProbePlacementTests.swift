import AssayJudging
import AssayModel
import Testing

@Suite struct ProbePlacementTests {
  private func columns(labels: [Int32], batches: [Int32]) -> ExampleColumns {
    ExampleColumns(
      batch: batches, label: labels, technique: labels.map { _ in -1 }, length: labels.map { _ in 10 },
      cluster: labels.map { _ in 0 }, score: labels.map { _ in .nan }, labels: ["a", "b", "c"])
  }

  private func guests(_ origins: [Int64], label: String? = nil) -> [ProbePlacement.Guest] {
    origins.map { ProbePlacement.Guest(origin: ExampleID($0), label: label) }
  }

  @Test func probesStandAmongTheUndecidedFromWherePeopleAre() throws {
    let columns = columns(
      labels: Array(repeating: -1, count: 1000), batches: Array(repeating: 1, count: 1000))
    let isOpen = (0..<1000).map { $0 >= 200 }
    let placement = ProbePlacement(isOpen: isOpen, columns: columns, frontier: 200)
    let places = placement.places(for: guests((1...10).map { Int64($0) }), seed: 1).compactMap {
      $0?.rawValue
    }
    #expect(places.count == 10)
    #expect(places.allSatisfy { $0 > 200 && $0 <= 200 + 10 * 15 + 1 }, "within reach: \(places)")
    let sorted = places.sorted()
    #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $1 - $0 >= 5 }, "apart: \(sorted)")
    #expect(places != sorted, "in no order")
    #expect(
      places == placement.places(for: guests((1...10).map { Int64($0) }), seed: 1).compactMap { $0?.rawValue }
    )
  }

  @Test func noneStandsInSightOfItsOrigin() {
    let columns = columns(labels: Array(repeating: -1, count: 600), batches: Array(repeating: 1, count: 600))
    let placement = ProbePlacement(isOpen: Array(repeating: true, count: 600), columns: columns, frontier: 0)
    let origins = (0..<30).map { Int64($0 * 15 + 1) }
    let places = placement.places(for: guests(origins), seed: 3)
    for (origin, place) in zip(origins, places) {
      #expect(abs(origin - (place?.rawValue ?? origin)) >= 20, "\(origin) \(place?.rawValue ?? 0)")
    }
  }

  @Test func amongSortedLabelsAProbeStandsWithItsOwn() throws {
    let labels = (0..<300).map { Int32($0 / 100) }
    let placement = ProbePlacement(
      isOpen: Array(repeating: true, count: 300),
      columns: columns(labels: labels, batches: Array(repeating: 1, count: 300)), frontier: 0)
    for label in ["a", "b", "c"] {
      let place = try #require(placement.places(for: guests([1], label: label), seed: 5)[0])
      #expect(["a", "b", "c"][Int(labels[Int(place.rawValue) - 1])] == label)
    }
  }

  @Test func whereNothingIsLeftTheyStandAnywhere() {
    let placement = ProbePlacement(
      isOpen: [false, false], columns: columns(labels: [-1, -1], batches: [1, 1]), frontier: 2)
    #expect(placement.places(for: guests([1, 2]), seed: 1) == [nil, nil])
    let one = ProbePlacement(
      isOpen: [true, false], columns: columns(labels: [-1, -1], batches: [1, 1]), frontier: 2)
    #expect(one.places(for: guests([1, 2, 2]), seed: 1).allSatisfy { $0 == ExampleID(1) })
  }
}
