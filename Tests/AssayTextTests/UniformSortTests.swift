import AssayStatistics
import Testing

@testable import AssayText

@Suite struct UniformSortTests {
  @Test func sortsLikeTheStandardLibrary() {
    var random = RepeatableGenerator(seed: 31)
    for count in [0, 1, 2, 3, 31, 50, 400, 5_000] {
      let spread = (0..<count).map { _ in random.next() }
      // Crowded: all near zero, all equal, half of each, and the ends of the range.
      let crowded = spread.map { $0 >> 50 }
      let equal = spread.map { _ in UInt64.max }
      let mixed = spread.map { $0 & 1 == 0 ? $0 : 7 }
      let ends = spread.map { $0 & 1 == 0 ? UInt64.max : 0 }
      for values in [spread, crowded, equal, mixed, ends, spread.sorted(), spread.sorted(by: >)] {
        var sorted = values
        UniformSort.sort(&sorted)
        #expect(sorted == values.sorted())
      }
    }
  }
}
