import AssayDuplicates
import AssayModel
import Testing

/// How many pairs a threshold lets through.
@Suite struct PairHistogramTests {
  private let formation = ClusterFormation(
    count: 9,
    pairs: [
      near(0, 1, 0.7), near(0, 2, 0.75), near(0, 3, 0.75), near(0, 4, 0.9), near(0, 5, 1), near(0, 6, 0.55),
      near(0, 7, .nan), near(3, 3, 0.9), copy(0, 8),
      DuplicatePair(0, 2, method: .embedding, similarity: 1.000_000_1),
    ], scores: [], lengths: [])

  @Test func pairsAtTheThresholdCount() {
    #expect(formation.count(.minhash, atLeast: 0.7) == 5)
    #expect(formation.count(.minhash, atLeast: 0.75) == 4)
    #expect(formation.count(.minhash, atLeast: 0.750_001) == 2)
    #expect(formation.count(.minhash, atLeast: 0) == 6)
    #expect(formation.count(.exact, atLeast: 1) == 1)
    #expect(formation.count(.containment, atLeast: 0) == 0)
  }

  @Test func aPairOnABorderIsInTheUpperBin() {
    #expect(formation.histogram(.minhash, bins: 6, from: 0.7) == [1, 2, 0, 0, 1, 1])
    #expect(formation.histogram(.minhash, bins: 1, from: 0.5) == [6])
    #expect(formation.histogram(.embedding, bins: 3, from: 0.4) == [0, 0, 1])
    #expect(formation.histogram(.masked, bins: 2, from: 0) == [0, 0])
  }

  @Test func binsAddUpToTheCount() {
    for bins in 1...40 {
      let histogram = formation.histogram(.minhash, bins: bins, from: 0.6)
      #expect(histogram.count == bins)
      #expect(histogram.reduce(0, +) == formation.count(.minhash, atLeast: 0.6))
    }
  }

  @Test func theFloorIsTheLeastStored() throws {
    #expect(abs(try #require(formation.floor(.minhash)) - 0.55) < 1e-6)
    #expect(formation.floor(.exact) == 1)
    #expect(formation.floor(.masked) == nil)
  }
}
