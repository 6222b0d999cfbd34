import AssayGeneration
import AssayStatistics
import Foundation
import Testing

@Suite struct CollapseGuardTests {
  /// Draws calls of 20 until the guard stops; nil when it does not within `limit`.
  private func stop(
    limit: Int, seed: UInt64, _ draw: (Int, KnownClusters, inout RepeatableGenerator) -> Int
  ) -> (collapse: ModeCollapse, clusters: KnownClusters, rotations: [Int])? {
    var (guarding, clusters, rotations) = (CollapseGuard(), KnownClusters(), [Int]())
    var generator = RepeatableGenerator(seed: seed)
    while clusters.count < limit {
      let call = (0..<20).map { _ in clusters.place(draw(clusters.count, clusters, &generator)) }
      switch guarding.observe(call) {
      case .goOn: break
      case .rotate: rotations.append(clusters.count)
      case .stop(let collapse): return (collapse, clusters, rotations)
      }
    }
    return nil
  }

  private static func zipf(_ place: Int) -> Double { 1 / Double(place + 1) }

  /// The true saturation point is where the expected rate of new clusters falls under the floor of 5 per 100.
  @Test(arguments: [100, 200, 500, 1_000], [false, true])
  func theStopComesWithinAFifthOfSaturation(clusters: Int, isZipf: Bool) throws {
    let source = SimulatedSource(clusters: clusters, weight: isZipf ? Self.zipf : { _ in 1 })
    let point = Double(source.saturation(floor: 0.05))
    var ratios: [Double] = []
    for seed in UInt64(1)...15 {
      let result = try #require(
        stop(limit: Int(3 * point), seed: seed) { _, _, generator in source.draw(&generator) })
      ratios.append(Double(result.clusters.count) / point)
      #expect(result.rotations.count >= 2)
    }
    #expect(abs(try #require(Summary.median(ratios)) - 1) < 0.15)
    #expect(ratios.count { abs($0 - 1) <= 0.2 } >= 13)
    #expect(ratios.allSatisfy { abs($0 - 1) <= 0.4 })
  }

  /// With fifty clusters a fifth of the way is two calls of 20: the median holds, single runs come later.
  @Test(arguments: [false, true])
  func aSmallSourceIsStoppedSoonAfter(isZipf: Bool) throws {
    let source = SimulatedSource(clusters: 50, weight: isZipf ? Self.zipf : { _ in 1 })
    let point = Double(source.saturation(floor: 0.05))
    let ratios = try (UInt64(1)...20).map { seed in
      let result = stop(limit: 2_000, seed: seed) { _, _, generator in source.draw(&generator) }
      return Double(try #require(result).clusters.count) / point
    }
    #expect(abs(try #require(Summary.median(ratios)) - 1) < 0.2)
  }

  @Test func theForecastIsWhatFiveHundredMoreBring() throws {
    let source = SimulatedSource(clusters: 1_000, weight: { _ in 1 })
    var (foretold, truth) = (0.0, 0.0)
    for seed in UInt64(1)...15 {
      let result = try #require(stop(limit: 9_000, seed: seed) { _, _, generator in source.draw(&generator) })
      foretold += result.collapse.expectedNew
      for (cluster, chance) in source.chances.enumerated() where result.clusters.sizes[cluster] == nil {
        truth += 1 - pow(1 - chance, 500)
      }
    }
    #expect(abs(foretold / truth - 1) < 0.1)
  }

  @Test func aSourceThatGoesOnIsNotStopped() {
    let source = SimulatedSource(clusters: 50_000, weight: Self.zipf)
    for seed in UInt64(1)...10 {
      #expect(stop(limit: 3_000, seed: seed) { _, _, generator in source.draw(&generator) } == nil)
    }
  }

  /// One in five is new for ever and the rest are copies of what came: Turing's estimate alone would stop that.
  @Test func aSourceThatCopiesButFindsNewOnesIsNotStopped() {
    for seed in UInt64(1)...10 {
      let result = stop(limit: 3_000, seed: seed) { _, clusters, generator in
        let count = clusters.sizes.count
        return count == 0 || generator.share() < 0.2 ? count : Int(generator.next(below: UInt64(count)))
      }
      #expect(result == nil)
    }
  }

  @Test func aSuddenCollapseInALongRunIsNoticed() throws {
    for seed in UInt64(1)...10 {
      let result = try #require(
        stop(limit: 6_000, seed: seed) { count, clusters, generator in
          if count >= 2_000 { return Int(generator.next(below: 20)) }
          let known = clusters.sizes.count
          return known < 20 || generator.share() < 0.6 ? known : Int(generator.next(below: UInt64(known)))
        })
      #expect(result.clusters.count > 2_000 && result.clusters.count <= 2_400)
      #expect(result.collapse.sentence == "mode collapse: 500 more would bring about 0 new")
    }
  }

  @Test func oneBadCallStopsNothing() {
    var (guarding, clusters) = (CollapseGuard(), KnownClusters())
    for call in 0..<40 {
      let arrivals = (0..<20).map { place in clusters.place(call == 20 ? 0 : call * 20 + place) }
      #expect(guarding.observe(arrivals) == .goOn)
    }
  }

  @Test func aRotationThatHelpsMakesTheCountBeginAnew() {
    var (guarding, clusters, rotated) = (CollapseGuard(), KnownClusters(), 0)
    var generator = RepeatableGenerator(seed: 3)
    for _ in 0..<60 {
      // Each rotation opens a hundred other clusters, for as long as there are rotations.
      let call = (0..<20).map { _ in
        clusters.place(min(rotated, 4) * 100 + Int(generator.next(below: 100)))
      }
      switch guarding.observe(call) {
      case .goOn: break
      case .rotate: rotated += 1
      case .stop:
        #expect(rotated > 3, "stopped although rotations helped")
        return
      }
    }
    #expect(rotated > 2)
  }

  @Test func theSentenceIsRounded() {
    let collapse = ModeCollapse(
      more: 500, expectedNew: 11.6, rate: 2.4, rateInterval: Interval(lower: 1, upper: 4), floor: 5,
      examples: 900, clusters: 300, rotations: 2)
    #expect(collapse.sentence == "mode collapse: 500 more would bring about 12 new")
  }

  @Test func aStoredGuardGoesOnAsItWas() throws {
    let source = SimulatedSource(clusters: 100, weight: { _ in 1 })
    var (guarding, clusters) = (CollapseGuard(), KnownClusters())
    var generator = RepeatableGenerator(seed: 5)
    for _ in 0..<8 { _ = guarding.observe((0..<20).map { _ in clusters.place(source.draw(&generator)) }) }
    let bytes = try JSONEncoder().encode(guarding)
    var stored = try JSONDecoder().decode(CollapseGuard.self, from: bytes)
    for _ in 0..<30 {
      let call = (0..<20).map { _ in clusters.place(source.draw(&generator)) }
      #expect(stored.observe(call) == guarding.observe(call))
    }
  }
}
