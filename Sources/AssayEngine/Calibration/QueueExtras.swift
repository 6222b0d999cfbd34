import AssayCalibration
import AssayModel
import AssayStatistics
import AssayStore

/// Finds the probes of a queue and makes its repeats.
struct QueueExtras {
  let workspace: Workspace
  let reviewer: String
  let log: DecisionLog
  let draws: [SampleDraw]
  let seed: UInt64

  /// Confirmed probes that the reviewer has not decided, half of them known-good where there are so many; those that
  /// wait in an earlier queue of the reviewer come last.
  func probes(_ count: Int) throws -> [ExampleID] {
    guard count > 0 else { return [] }
    let waiting = Set(
      draws.filter { $0.reviewer == reviewer }.flatMap {
        $0.examples.filter { $0.role == .probe }.map(\.example)
      })
    let open = try workspace.probes().filter {
      $0.status == .confirmed && !$0.isRepeat && $0.reviewer != reviewer && $0.fault != .nearCopy
        && log.opinion(of: reviewer, on: $0.example)?.verdict == nil && !waiting.contains($0.example)
    }
    let bad = shuffled(open.filter { $0.fault != nil }, salt: 1)
    let good = shuffled(open.filter { $0.fault == nil }, salt: 2)
    let goodCount = max(min(good.count, count / 2), min(good.count, count - bad.count))
    return (bad.prefix(count - goodCount) + good.prefix(goodCount)).map(\.example)
  }

  /// Copies of examples that the reviewer decided long ago, then of early ones of this queue.
  ///
  /// - Parameter at: milliseconds since 1970.
  func repeats(_ count: Int, early: [ExampleID], at: Int64) throws -> [QueueMixer.Copy] {
    guard count > 0 else { return [] }
    let past = shuffled(try repeatable(), salt: 3)
    let origins = Array((past + shuffled(early, salt: 4)).prefix(count))
    let examples = try workspace.examples(origins)
    let copies = try workspace.addProbes(examples.map { NewProbe.repeat(of: $0) }, at: at)
    return copies.map { QueueMixer.Copy(example: $0.example, origin: $0.origin) }
  }

  /// How many repeats of examples that were decided long ago there can be, `count` at most.
  func pastCount(_ count: Int) throws -> Int { min(count, try repeatable().count) }

  /// What the reviewer decided long ago and has not met again.
  private func repeatable() throws -> [ExampleID] {
    let known = try workspace.probes()
    let own = Set(known.filter(\.isOwnRow).map(\.example))
    // Each is asked again once: a third time would measure memory.
    let repeated = Set(known.filter { probe in probe.isRepeat && isKnown(probe.example) }.map(\.origin))
    return decidedLongAgo().filter { !own.contains($0) && !repeated.contains($0) }
  }

  /// Whether the reviewer has met the copy, or it waits in one of their queues.
  private func isKnown(_ copy: ExampleID) -> Bool {
    log.opinion(of: reviewer, on: copy) != nil
      || draws.contains { $0.reviewer == reviewer && $0.examples.contains { $0.example == copy } }
  }

  private func decidedLongAgo() -> [ExampleID] {
    var last: [ExampleID: Int] = [:]
    var count = 0
    for decision in log.standing where decision.reviewer == reviewer && decision.action.isVerdict {
      guard let example = decision.example else { continue }
      count += 1
      last[example] = count
    }
    return last.filter { $0.value <= count - QueueMixer.distance }.keys.sorted()
  }

  private func shuffled<Element>(_ elements: [Element], salt: UInt64) -> [Element] {
    Permutation.shuffled(count: elements.count, seed: seed &* 31 &+ salt).map { elements[Int($0)] }
  }
}
