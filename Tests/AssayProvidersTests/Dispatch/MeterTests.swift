import AssayModel
import Testing

@testable import AssayProviders

@Suite struct MeterTests {
  @Test func percentilesAreOffByOnePercentAtMost() {
    var histogram = LatencyHistogram()
    #expect(histogram.percentile(0.5) == nil)
    var random = SeededGenerator(3)
    var values: [Double] = []
    for _ in 0..<20_000 {
      // From a millisecond to a quarter of an hour, evenly on a logarithmic scale.
      let exponent = Double.random(in: -3...3, using: &random)
      let value =
        [1.0, 10, 100, 1000, 0.1, 0.01, 0.001][Int(exponent + 3)]
        * (1 + Double.random(in: 0...1, using: &random))
      values.append(value)
      histogram.add(seconds: value)
    }
    values.sort()
    for share in [0.01, 0.5, 0.95, 0.99, 1] {
      let exact = values[max(0, Int((share * 20_000).rounded(.up)) - 1)]
      #expect(abs(histogram.percentile(share)! / exact - 1) <= 0.0101)
    }
  }

  @Test func timesOutsideTheScaleAreCountedAtItsEnds() {
    var histogram = LatencyHistogram()
    histogram.add(seconds: 0)
    histogram.add(seconds: -1)
    #expect(histogram.percentile(1)! < 0.00011)
    histogram.add(seconds: 1e9)
    #expect(histogram.percentile(1)! > 3600)
  }

  @Test func theRateIsThatOfTheLastSeconds() {
    var meter = RateMeter()
    #expect(meter.rate(now: .zero) == 0)
    for tick in 0..<1000 { meter.add(2, now: .seconds(Double(tick) / 100)) }
    #expect(abs(meter.rate(now: .seconds(10)) - 200) < 12)
    #expect(meter.rate(now: .seconds(20)) == 0)
    meter.add(10, now: .seconds(1000))
    #expect(meter.rate(now: .seconds(1000)) > 1.9)
  }

  @Test func failuresAreCountedByKindAndTheMostFrequentComesFirst() {
    let meter = TrafficMeter(isPriced: false)
    meter.failed(.server, "first")
    meter.failed(.timeout, "slow")
    meter.failed(.server, "second")
    meter.warn("w")
    meter.warn("w")
    let traffic = meter.snapshot()
    #expect(traffic.failures.map(\.kind) == [.server, .timeout])
    #expect(traffic.failures[0].count == 2 && traffic.failures[0].lastMessage == "second")
    #expect(traffic.warnings == ["w"])
    #expect(traffic.cost == nil)
  }

  @Test func jobsComeOutOfTheQueueInTheOrderOfTheirTimes() {
    var queue = RetryQueue()
    var random = SeededGenerator(4)
    let times = (0..<300).map { _ in Int.random(in: 0..<50, using: &random) }
    for (id, time) in times.enumerated() {
      queue.add(PreparedJob(job: ListedWork.job(id), lane: 0), due: .seconds(time))
    }
    var result: [Int] = []
    while let due = queue.firstDue, let job = queue.popFirst() {
      #expect(due == .seconds(times[job.job.id]))
      result.append(times[job.job.id])
    }
    #expect(result == times.sorted())
  }

  @Test func theFirstJobInIsTheFirstOut() {
    var queue = JobQueue()
    var (next, expected) = (0, 0)
    for round in 0..<500 {
      for _ in 0..<(round % 7) {
        queue.append(PreparedJob(job: ListedWork.job(next), lane: 0))
        next += 1
      }
      for _ in 0..<(round % 5) {
        guard let job = queue.popFirst() else { break }
        #expect(job.job.id == expected)
        expected += 1
      }
      #expect(queue.count == next - expected)
    }
  }
}
