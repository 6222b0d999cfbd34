import AssayEmbedding
import AssayModel
import AssayStatistics
import Foundation
import Synchronization
import Testing

@Suite struct CosineSearchTests {
  /// Vectors around a few centres, so that there are pairs at every cosine.
  private func clustered(_ count: Int, _ dimensions: Int, seed: UInt64, spread: Float = 0.8) -> Embeddings {
    var random = RepeatableGenerator(seed: seed)
    let centres = (0..<max(1, count / 40)).map { _ in (0..<dimensions).map { _ in random.normal() } }
    let rows = (0..<count).map { _ in
      let centre = centres[Int.random(in: 0..<centres.count, using: &random)]
      let width = Float.random(in: 0..<spread, using: &random)
      return centre.map { $0 + width * random.normal() }
    }
    return Embeddings(rows)
  }

  private struct Pair: Hashable {
    var first: Int
    var second: Int
  }

  /// Each pair's cosine in double precision.
  private func plain(_ vectors: Embeddings, floor: Double) -> [Pair: Double] {
    let rows = (0..<vectors.count).map { index in
      let row = vectors.row(index).map(Double.init)
      let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return length == 0 ? row : row.map { $0 / length }
    }
    var pairs: [Pair: Double] = [:]
    for second in rows.indices {
      for first in 0..<second {
        var product = 0.0
        rows[first].withUnsafeBufferPointer { one in
          rows[second].withUnsafeBufferPointer { other in
            for place in one.indices { product += one[place] * other[place] }
          }
        }
        if product >= floor { pairs[Pair(first: first, second: second)] = product }
      }
    }
    return pairs
  }

  /// Every pair that is surely over the floor is found, none that is surely under it, with its cosine.
  private func expectExact(_ findings: CosineFindings, _ vectors: Embeddings, floor: Float, firstNew: Int = 0)
  {
    let expected = plain(vectors, floor: Double(floor) - 1e-5).filter { $0.key.second >= firstNew }
    let found = Dictionary(
      uniqueKeysWithValues: findings.pairs.map {
        (Pair(first: Int($0.first), second: Int($0.second)), Double($0.similarity))
      })
    #expect(findings.pairs.count == found.count)
    for (pair, similarity) in found { #expect(abs(similarity - (expected[pair] ?? -1)) < 1e-5) }
    for (pair, similarity) in expected where similarity > Double(floor) + 1e-5 { #expect(found[pair] != nil) }
    #expect(findings.pairs == findings.pairs.sorted())
    #expect(findings.pairs.allSatisfy { $0.method == .embedding })
  }

  @Test(arguments: [0.5, 0.85, 0.95, 0.999] as [Float]) func findsWhatAPlainLoopFinds(_ floor: Float) throws {
    // Enough vectors and numbers for the bound by a few directions.
    let vectors = clustered(600, 64, seed: 1)
    let findings = try CosineSearch(floor: floor).find(vectors)
    #expect(!findings.pairs.isEmpty)
    #expect(findings.isExact && findings.recall == 1 && findings.floor == floor)
    expectExact(findings, vectors, floor: floor)
  }

  @Test(arguments: [2, 3, 7, 33]) func vectorsOfFewNumbersAreSearchedToo(_ dimensions: Int) throws {
    let vectors = clustered(300, dimensions, seed: 2)
    expectExact(try CosineSearch(floor: 0.9).find(vectors), vectors, floor: 0.9)
  }

  @Test func noPairIsLostAtTheFloorAmongVectorsThatDifferByRoundingOnly() throws {
    // Copies with the last bit changed here and there: their cosines are 1 up to rounding.
    var random = RepeatableGenerator(seed: 9)
    let base = (0..<64).map { _ in random.normal() }
    let rows = (0..<500).map { number in
      base.enumerated().map { place, value in
        place == number % 64 ? value.nextUp * (1 + Float(number) * 1e-7) : value
      }
    }
    let findings = try CosineSearch(floor: 0.9999).find(Embeddings(rows))
    let touched = Set(findings.pairs.flatMap { [$0.first, $0.second] })
    #expect(touched.count == 500)
    let different = Set(rows.map { $0.map(\.bitPattern) }).count
    #expect(findings.pairs.count >= different * (different - 1) / 2)
  }

  @Test func onlyPairsWithANewVectorAreFound() throws {
    let vectors = clustered(500, 32, seed: 3)
    for firstNew in [1, 200, 499, 500, 9_999] {
      let findings = try CosineSearch(floor: 0.9).find(vectors, firstNew: firstNew)
      expectExact(findings, vectors, floor: 0.9, firstNew: firstNew)
    }
  }

  @Test func oldAndNewPairsTogetherAreAllPairs() throws {
    let vectors = clustered(500, 32, seed: 4)
    let search = CosineSearch(floor: 0.8)
    let old = Embeddings(dimensions: 32, values: Array(vectors.values[..<(32 * 300)]))
    let parts = try search.find(old).pairs + search.find(vectors, firstNew: 300).pairs
    #expect(try search.find(vectors).pairs == parts.sorted())
  }

  @Test func anyNumberOfThreadsGivesTheSameBits() throws {
    let vectors = clustered(600, 32, seed: 5)
    for limit in [200_000, 100] {
      let search = CosineSearch(floor: 0.8, exactLimit: limit)
      let one = try search.find(vectors, threads: 1)
      for threads in [2, 5] {
        let other = try search.find(vectors, threads: threads)
        #expect(one.pairs == other.pairs)
        #expect(one.recall == other.recall)
      }
    }
  }

  // MARK: - Odd vectors

  @Test func zerosAreLikeNothing() throws {
    let zero = [Float](repeating: 0, count: 4)
    let findings = try CosineSearch(floor: 0).find(
      Embeddings([zero, [1, 0, 0, 0], zero, [1, 0.1, 0, 0], zero]))
    #expect(findings.pairs.map { [$0.first, $0.second] } == [[1, 3]])
  }

  @Test func equalVectorsArePairedWithTheFirstOfThemOnly() throws {
    let one: [Float] = [1, 0, 0]
    let near: [Float] = [1, 0.1, 0]
    let findings = try CosineSearch(floor: 0.9).find(Embeddings([one, near, one, one, near]))
    #expect(findings.pairs.map { [$0.first, $0.second] } == [[0, 1], [0, 2], [0, 3], [1, 4]])
    #expect(findings.pairs.filter { $0.similarity == 1 }.count == 3)
  }

  @Test func massesOfEqualVectorsTakeLinearTime() throws {
    let count = 50_000
    let vectors = Embeddings(
      dimensions: 2, values: (0..<count).flatMap { $0 % 2 == 0 ? [1, 0] : [0, 1] as [Float] })
    let findings = try CosineSearch(floor: 0.9).find(vectors)
    #expect(findings.pairs.count == count - 2)
  }

  @Test func newCopiesOfOldVectorsAreFound() throws {
    let findings = try CosineSearch(floor: 0.9).find(
      Embeddings([[1, 0], [0, 1], [1, 0], [0, 1]]), firstNew: 3)
    #expect(findings.pairs.map { [$0.first, $0.second] } == [[1, 3]])
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity]) func aNumberThatIsNotFiniteIsNamed(_ value: Float) {
    var vectors = clustered(100, 8, seed: 6)
    vectors.values[37 * 8 + 5] = value
    vectors.values[50 * 8] = value
    var search = CosineSearch(floor: 0.9)
    search.model = "embedder"
    #expect(throws: EmbeddingProblem.notFinite(model: "embedder", index: 37)) { try search.find(vectors) }
  }

  @Test func lengthsDoNotMatterHoweverLarge() throws {
    let rows: [[Float]] = [[1e30, 0], [1e-30, 1e-36], [-3, 0], [0, 3e38], [0, 1e-37]]
    let findings = try CosineSearch(floor: 0.9).find(Embeddings(rows))
    #expect(findings.pairs.map { [$0.first, $0.second] } == [[0, 1], [3, 4]])
  }

  @Test func nothingIsFoundAmongNoVectors() throws {
    #expect(try CosineSearch(floor: 0.9).find(Embeddings(dimensions: 256, values: [])).pairs.isEmpty)
    #expect(try CosineSearch(floor: 0.9).find(Embeddings([[1, 2]])).pairs.isEmpty)
    let index = CosineSearch(floor: 0.9, exactLimit: 0)
    #expect(try index.find(Embeddings(dimensions: 256, values: [])).pairs.isEmpty)
    #expect(try index.find(Embeddings([[1, 2]])).pairs.isEmpty)
  }

  // MARK: - Limits

  @Test(arguments: [200_000, 100]) func theFloorRisesWhenTooManyPairsReachIt(_ exactLimit: Int) throws {
    let vectors = clustered(600, 32, seed: 7, spread: 0.5)
    var search = CosineSearch(floor: 0.1, exactLimit: exactLimit)
    search.mostPairs = 2_000
    let findings = try search.find(vectors)
    #expect(findings.floor > 0.1)
    #expect(findings.pairs.count <= 2_000 && !findings.pairs.isEmpty)
    #expect(findings.pairs.allSatisfy { $0.similarity >= findings.floor })
  }

  @Test func nearlyEqualVectorsInMassesAreAnErrorAndNotAFullMemory() throws {
    var random = RepeatableGenerator(seed: 8)
    let rows = (0..<300).map { _ in [1, Float.random(in: 0..<1e-3, using: &random)] }
    var search = CosineSearch(floor: 0.9)
    search.mostPairs = 1_000
    #expect(throws: CosineProblem.tooManyPairs(most: 1_000)) { try search.find(Embeddings(rows)) }
  }

  @Test(arguments: [200_000, 100]) func stopsWhenCancelled(_ exactLimit: Int) {
    let vectors = clustered(600, 16, seed: 10)
    #expect(throws: CancellationError.self) {
      try CosineSearch(floor: 0.9, exactLimit: exactLimit).find(vectors, isCancelled: { true })
    }
  }

  @Test(arguments: [200_000, 100]) func progressRisesToTheEnd(_ exactLimit: Int) throws {
    let told = Mutex<[Double]>([])
    let vectors = clustered(600, 16, seed: 11)
    _ = try CosineSearch(floor: 0.9, exactLimit: exactLimit).find(
      vectors, threads: 3, progress: { share in told.withLock { $0.append(share) } })
    let shares = told.withLock { $0 }
    #expect(shares == shares.sorted())
    #expect(shares.last ?? 0 > 0.95 && shares.last ?? 2 <= 1)
  }

  // MARK: - The index

  @Test func theIndexFindsNearlyAllAndSaysHowMany() throws {
    let vectors = clustered(1_200, 24, seed: 12)
    let exact = try CosineSearch(floor: 0.9).find(vectors)
    let index = try CosineSearch(floor: 0.9, exactLimit: 100).find(vectors)
    #expect(!index.isExact)
    #expect(Set(index.pairs).isSubset(of: exact.pairs))
    let recall = Double(index.pairs.count) / Double(exact.pairs.count)
    #expect(recall > 0.97)
    #expect(abs(index.recall - recall) < 0.03)
  }

  @Test func theIndexLooksForNewVectorsOnly() throws {
    let vectors = clustered(800, 24, seed: 13)
    let index = try CosineSearch(floor: 0.9, exactLimit: 100).find(vectors, firstNew: 600)
    let exact = try CosineSearch(floor: 0.9).find(vectors, firstNew: 600)
    #expect(Set(index.pairs).isSubset(of: exact.pairs))
    #expect(Double(index.pairs.count) > 0.95 * Double(exact.pairs.count))
  }
}
