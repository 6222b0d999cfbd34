import Testing

@testable import AssayEngine

@Suite struct StageTimesTests {
  @Test func whatOverlapsIsCountedOnce() {
    #expect(StageTimes.covered([]) == 0)
    #expect(StageTimes.covered([0...1_000, 500...1_500, 600...700]) == 1.5)
    #expect(StageTimes.covered([4_000...5_000, 0...1_000]) == 2)
    #expect(StageTimes.covered([0...9_000, 2_000...3_000, 9_000...10_000]) == 10)
  }
}
