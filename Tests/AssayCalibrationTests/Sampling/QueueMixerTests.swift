import AssayCalibration
import AssayModel
import Testing

@Suite struct QueueMixerTests {
  private let drawn = (1...90).map {
    DrawnExample(
      example: ExampleID($0), probability: 0.1,
      reason: $0 % 2 == 0 ? "relevance 5, accuracy 2" : "samples differ")
  }

  @Test func copiesComeLateAndWellAfterTheirOriginals() throws {
    for seed in UInt64(0)..<50 {
      let early = QueueMixer.earlyExamples(drawn: drawn, length: 100, seed: seed)
      let copies = early.prefix(5).map {
        QueueMixer.Copy(example: ExampleID($0.rawValue + 1_000), origin: $0)
      }
      #expect(copies.count == 5)
      let queue = QueueMixer.queue(
        drawn: drawn, probes: (501...505).map { ExampleID($0) }, repeats: copies, seed: seed)
      #expect(queue.count == 100 && Set(queue.map(\.example)).count == 100)
      for copy in copies {
        let place = try #require(queue.firstIndex { $0.example == copy.example })
        let origin = try #require(queue.firstIndex { $0.example == copy.origin })
        #expect(place - origin > QueueMixer.distance && queue[place].role == .repeat)
      }
    }
  }

  @Test func nothingTellsProbesAndCopiesByTheirReasons() {
    let queue = QueueMixer.queue(
      drawn: drawn, probes: (501...540).map { ExampleID($0) },
      repeats: (601...640).map { QueueMixer.Copy(example: ExampleID($0), origin: ExampleID(9_999)) }, seed: 3)
    let others = Set(drawn.map(\.blindReason))
    for entry in queue where entry.role != .drawn {
      #expect(others.contains(entry.reason) && entry.probability == nil)
    }
    #expect(Set(queue.filter { $0.role == .probe }.map(\.reason)) == others)
  }

  @Test func aShortQueueHasNoCopiesOfItsOwn() {
    #expect(QueueMixer.earlyExamples(drawn: Array(drawn.prefix(40)), length: 44, seed: 1).isEmpty)
  }
}
