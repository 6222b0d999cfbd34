import AssayGeneration
import Testing

@Suite struct AvoidSampleTests {
  private func filled() -> AvoidSample {
    let texts = [
      "i lost my card", "where is my card", "i lost my card again", "open an account",
      "where is my card now",
    ]
    var sample = AvoidSample()
    sample.add(texts, DiversityTracker().add(texts.map { DiversitySample(text: $0) }))
    return sample
  }

  @Test func theLargestClustersComeFirstEachOnce() {
    #expect(filled().texts(3) == ["where is my card now", "i lost my card again", "open an account"])
    #expect(filled().texts(1) == ["where is my card now"])
    #expect(filled().texts(99).count == 3)
    #expect(AvoidSample().texts(5).isEmpty)
  }

  @Test func theMostSimilarTakesTurnsWithTheLargest() {
    let texts = filled().texts(2, like: ["how do i open a new account"])
    #expect(texts == ["open an account", "where is my card now"])
  }

  @Test func aClusterThatWasHitOftenIsRememberedLongAfter() {
    let tracker = DiversityTracker()
    var sample = AvoidSample()
    let often = (0..<10).map { _ in "tell me a joke" }
    sample.add(often, tracker.add(often.map { DiversitySample(text: $0) }))
    let others = (0..<2_000).map { "a\($0) b\($0) c\($0)" }
    sample.add(others, tracker.add(others.map { DiversitySample(text: $0) }))
    #expect(sample.texts(1) == ["tell me a joke"])
  }
}
