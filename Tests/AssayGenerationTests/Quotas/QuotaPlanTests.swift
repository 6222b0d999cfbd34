import AssayGeneration
import Testing

@Suite struct QuotaPlanTests {
  @Test func partsAddUpAndRemaindersGoToTheLargest() {
    #expect(QuotaPlan.deal(10, over: [0.3, 0.5, 0.2]) == [3, 5, 2])
    #expect(QuotaPlan.deal(10, over: [1, 1, 1]) == [4, 3, 3])
    #expect(QuotaPlan.deal(1_000, over: Array(repeating: 1, count: 77)).reduce(0, +) == 1_000)
    #expect(QuotaPlan.deal(5, over: [0, 0]) == [3, 2])
    #expect(QuotaPlan.deal(5, over: []) == [])
  }
}
