import AssayGeneration
import AssayModel
import AssayStatistics
import Synchronization
import Testing

@Suite struct DiversityTrackerTests {
  private func samples(_ texts: [String]) -> [DiversitySample] { texts.map { DiversitySample(text: $0) } }

  @Test func copiesAreNearDuplicatesAndOtherOrderIsTheSameCluster() {
    let tracker = DiversityTracker()
    let arrivals = tracker.add(
      samples([
        "How do I activate my new card?", "how do I activate my new card", "My new card: how do I activate?",
        "The cash machine swallowed it", "", "?!",
      ]))
    #expect(arrivals.map(\.isNearDuplicate) == [false, true, false, false, false, true])
    #expect(arrivals.map(\.cluster) == [0, 0, 0, 1, 2, 2])
    #expect(arrivals.map(\.size) == [1, 2, 3, 1, 1, 2])
    #expect(arrivals.map(\.founded) == [0, 0, 0, 3, 4, 4])
    let report = tracker.closeBatch()
    #expect(report.examples == 6 && report.clusters == 3)
    #expect(report.nearDuplicates == 2.0 / 6 && report.newClusterRate == 50)
  }

  @Test func whatTheWorkspaceHasIsNotNewAndNotReported() {
    let tracker = DiversityTracker()
    tracker.remember(samples(["where is my card", "i lost my phone"]))
    let arrivals = tracker.add(samples(["Where is my card?", "change my pin please"]))
    #expect(arrivals.map(\.isNew) == [false, true])
    let report = tracker.cumulative()
    #expect(report.examples == 2 && report.newClusterRate == 50 && report.clusters == 2)
    #expect(tracker.clusterCount == 3)
  }

  @Test func batchesBeginAnewAndAllTogetherGoesOn() {
    var options = DiversityTracker.Options()
    options.ahead = 4
    let tracker = DiversityTracker(options: options)
    tracker.add(samples(["one two three four five", "six seven eight nine ten"]))
    let first = tracker.closeBatch { $0.count / 2 }
    #expect(first.selfBLEU == 0 && first.distinct1 == 1 && abs((first.vendi ?? 0) - 1) < 1e-9)
    #expect((first.compressionRatio ?? 0) >= 2)
    tracker.add(samples(["one two three four five", "one two three four five"]))
    let second = tracker.closeBatch()
    #expect(second.examples == 2 && second.nearDuplicates == 1 && second.newClusterRate == 0)
    #expect(second.selfBLEU == 1 && abs((second.vendi ?? 0) - 0.5) < 1e-9)
    let all = tracker.cumulative()
    #expect(all.examples == 4 && all.clusters == 2 && all.newClusterRate == 50 && all.nearDuplicates == 0.5)
    // A kind of one text and one of three; among two of them there are 2 - C(3,2)/C(4,2) kinds.
    let curve = all.saturation
    #expect(curve?.texts == 4 && curve?.kinds == 2 && curve?.sizes.prefix(4) == [1, 2, 3, 4])
    #expect(abs((curve?.expected[1] ?? 0) - 1.5) < 1e-9 && abs((curve?.expected[3] ?? 0) - 2) < 1e-9)
    #expect(second.saturation == nil, "a batch has none")
  }

  @Test func nothingCameAndNothingIsMeasured() {
    let report = DiversityTracker().closeBatch()
    #expect(report.examples == 0 && report.newClusterRate == nil && report.vendi == nil)
    let one = DiversityTracker()
    one.add(samples(["a single text"]))
    #expect(one.cumulative().selfBLEU == nil && one.cumulative().distinct1 == 1)
  }

  @Test func theSaturationCurveRisesToWhatCameAndLooksAhead() throws {
    let tracker = DiversityTracker()
    // Sixty texts of thirty kinds: twenty once, ten four times.
    let kinds = (0..<20).map { [$0] } + (20..<30).map { Array(repeating: $0, count: 4) }
    tracker.add(
      kinds.joined().map { DiversitySample(text: "w\($0) x\($0) y\($0) z\($0)", cluster: $0) })
    let curve = try #require(tracker.cumulative().saturation)
    #expect(curve.sizes.count == 32 && curve.sizes.last == 560)
    #expect(curve.sizes.prefix(4) == [20, 40, 60, 77], "steps that are alike, before and after")
    #expect(zip(curve.expected, curve.expected.dropFirst()).allSatisfy { $0 <= $1 + 1e-9 })
    #expect(abs(curve.expected[2] - 30) < 1e-9)
    let ahead = try #require(curve.ahead)
    // No kind came twice: Chao's lower bound in its bias-corrected form, f1(f1 - 1)/2 · 59/60.
    #expect(ahead.texts == 500 && ahead.kinds > 60 && ahead.kinds < 59.0 / 60 * 190)
    let one = DiversityTracker()
    one.add(samples(["a single text"]))
    #expect(one.cumulative().saturation == nil)
  }

  @Test func givenClustersAndEmbeddingsAreUsed() throws {
    let model = TwoWays()
    let tracker = DiversityTracker(model: .model(model))
    let arrivals = tracker.add([
      DiversitySample(text: "buy a ticket", cluster: 9),
      DiversitySample(text: "purchase some fare", cluster: 9),
      DiversitySample(text: "weather", cluster: 4),
    ])
    #expect(arrivals.map(\.cluster) == [0, 0, 1])
    // Two of three vectors are the same: eigenvalues 2/3 and 1/3, 1.8899 of 3.
    let report = tracker.cumulative()
    #expect(abs((report.vendi ?? 0) - 1.889881574842310 / 3) < 1e-9)
    #expect(report.vendiBasis == VendiBasis(model: "two ways 1a2b"))
    #expect(report.vendiBasis?.modelName == "two ways")
    let words = DiversityTracker(model: .none("there is none"))
    words.add(samples(["buy a ticket", "purchase some fare", "weather"]))
    let other = words.cumulative()
    #expect(abs((other.vendi ?? 0) - 1) < 1e-9, "no word in common")
    #expect(other.vendiBasis == VendiBasis(omission: "there is none"))
  }

  @Test func aTextIsEmbeddedOnceWhileItIsSampledAndOthersNever() {
    let model = TwoWays()
    var options = DiversityTracker.Options()
    options.sample = 20
    let tracker = DiversityTracker(options: options, model: .model(model))
    for batch in 0..<10 {
      tracker.add(samples((0..<50).map { "text \(batch) \($0 % 40)" }))
      _ = tracker.closeBatch()
      _ = tracker.cumulative()
    }
    // Of 500 texts at most 20 of each batch, and what of all is new in the sample.
    #expect(model.asked.count <= 10 * 20 + 100, "\(model.asked.count)")
    #expect(tracker.cumulative().vendiBasis?.kind == .embeddings)
    let before = model.asked.count
    _ = tracker.cumulative()
    #expect(model.asked.count == before, "all of the sample are known")
  }

  @Test func aModelThatFailsLeavesNGramsAndIsNotAskedAgain() {
    for fault in [TwoWays.Fault.throwing, .notFinite, .tooFew] {
      let model = TwoWays(fault: fault)
      let tracker = DiversityTracker(model: .model(model))
      tracker.add(samples(["one two three", "four five six"]))
      for report in [tracker.closeBatch(), tracker.cumulative(), tracker.cumulative()] {
        #expect(abs((report.vendi ?? 0) - 1) < 1e-9)
        #expect(report.vendiBasis?.kind == .grams)
        #expect(report.vendiBasis?.omission?.hasPrefix("the model two ways failed") == true)
      }
      #expect(model.asked.count == 2, "asked once, for both")
    }
  }

  /// Found against all pairs in plain code, on texts with one to three words changed.
  @Test func bandsFindWhatAllPairsWouldFind() {
    var generator = RepeatableGenerator(seed: 11)
    var texts: [String] = []
    for _ in 0..<300 {
      let words = (0..<14).map { _ in "w\(generator.next(below: 4_000))" }
      texts.append(words.joined(separator: " "))
      var changed = words
      for _ in 0...generator.next(below: 3) {
        changed[Int(generator.next(below: 14))] = "v\(generator.next(below: 4_000))"
      }
      texts.append(changed.joined(separator: " "))
    }
    let arrivals = DiversityTracker().add(samples(texts))
    var (alike, found) = (0, 0)
    for place in stride(from: 0, to: texts.count, by: 2) {
      let (first, second) = (
        Set(texts[place].split(separator: " ")), Set(texts[place + 1].split(separator: " "))
      )
      let similarity = Double(first.intersection(second).count) / Double(first.union(second).count)
      let isTogether = arrivals[place].cluster == arrivals[place + 1].cluster
      if similarity >= 0.6 {
        alike += 1
        found += isTogether ? 1 : 0
      } else {
        #expect(!isTogether)
      }
    }
    #expect(alike > 200 && Double(found) / Double(alike) > 0.97)
  }

  @Test func whatPeopleWroteOnAFewSubjectsIsNotStopped() throws {
    let labels = PublicTexts.generatedRequests.map { Set($0.map(\.label)) }
    guard let labels, let texts = PublicTexts.humanRequests(labels: labels) else { return }
    #expect(texts.count > 1_000)
    for seed in UInt64(1)...3 {
      var generator = RepeatableGenerator(seed: seed)
      let (shuffled, tracker) = (texts.shuffled(using: &generator), DiversityTracker())
      var guarding = CollapseGuard()
      for start in stride(from: 0, to: shuffled.count, by: 20) {
        let call = Array(shuffled[start..<min(start + 20, shuffled.count)])
        #expect(guarding.observe(tracker.add(samples(call))) == .goOn)
      }
    }
  }

  @Test func theGuardStopsOnTextsThatRepeat() {
    let source = SimulatedSource(clusters: 300, weight: { _ in 1 })
    var generator = RepeatableGenerator(seed: 2)
    let tracker = DiversityTracker()
    var guarding = CollapseGuard()
    var count = 0
    while count < 5_000 {
      let texts = (0..<20).map { _ in
        let cluster = source.draw(&generator)
        let words = (0..<9).map { "c\(cluster)x\($0)" } + ["n\(generator.next(below: 1_000))"]
        return words.shuffled(using: &generator).joined(separator: " ")
      }
      count += 20
      if case .stop = guarding.observe(tracker.add(samples(texts))) { break }
    }
    let ratio = Double(count) / Double(source.saturation(floor: 0.05))
    #expect(abs(ratio - 1) < 0.2)
    #expect(tracker.clusterCount <= 300)
  }
}

/// A model with two vectors: one for texts that begin with "w", one for all others.
private final class TwoWays: EmbeddingModel {
  enum Fault { case throwing, notFinite, tooFew }
  private let fault: Fault?
  private let texts = Mutex<[String]>([])
  let identity = "two ways 1a2b"
  var asked: [String] { texts.withLock { $0 } }

  init(fault: Fault? = nil) { self.fault = fault }

  func embed(_ asked: [String]) throws -> Embeddings {
    texts.withLock { $0 += asked }
    switch fault {
    case .throwing: throw EmbeddingProblem.unreadable(file: "model", detail: "gone")
    case .notFinite:
      return Embeddings(dimensions: 1, values: asked.map { _ in Float.nan })
    case .tooFew: return Embeddings(dimensions: 2, values: [1, 0])
    case nil:
      return Embeddings(dimensions: 2, values: asked.flatMap { $0.hasPrefix("w") ? [0, 1] : [1, 0] })
    }
  }
}
