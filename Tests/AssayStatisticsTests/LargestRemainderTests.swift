import AssayStatistics
import Testing

@Suite struct LargestRemainderTests {
  @Test func partsAddUpAndAreWithinOneOfTheirShares() {
    #expect(LargestRemainder.deal(10, over: [1, 1, 1]) == [4, 3, 3])
    #expect(LargestRemainder.deal(7, over: [0.5, 0.3, 0.2]) == [4, 2, 1])
    #expect(LargestRemainder.deal(5, over: [0, 0]) == [3, 2])
    #expect(LargestRemainder.deal(5, over: []).isEmpty)
    #expect(LargestRemainder.deal(0, over: [1, 2]) == [0, 0])
  }

  @Test func theLeastIsKeptWhereThereIsEnoughForAll() {
    #expect(LargestRemainder.deal(10, over: [1, 0, 0], least: 2) == [6, 2, 2])
    #expect(LargestRemainder.deal(6, over: [1, 0, 0], least: 2) == [2, 2, 2])
    #expect(LargestRemainder.deal(5, over: [1, 0, 0], least: 2) == [5, 0, 0])
  }
}
