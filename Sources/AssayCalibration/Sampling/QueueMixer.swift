import AssayModel
import AssayStatistics

/// Puts drawn examples, probes and repeats into one queue in which nothing tells them apart.
public struct QueueMixer: Sendable {
  /// A copy and what it is a copy of.
  public struct Copy: Hashable, Sendable {
    public var example: ExampleID
    public var origin: ExampleID
    public init(example: ExampleID, origin: ExampleID) {
      self.example = example
      self.origin = origin
    }
  }

  /// So many decisions lie between an example and its copy at least: more than anybody keeps in mind.
  public static let distance = 30

  /// The examples of a queue whose copies can come late enough in it, with the place that each will have.
  ///
  /// - Parameters:
  ///   - drawn: in the order in which ``queue(drawn:probes:repeats:seed:)`` was given them.
  ///   - length: of the whole queue.
  public static func earlyExamples(
    drawn: [DrawnExample], length: Int, seed: UInt64
  ) -> [ExampleID] {
    let order = Permutation.shuffled(count: drawn.count, seed: seed)
    // Probes and copies between them only move them back: a third of the rest is far enough from its end.
    guard length >= 2 * distance else { return [] }
    return order.prefix(min(drawn.count / 3, length - 2 * distance + distance / 3)).map {
      drawn[Int($0)].example
    }
  }

  /// Shuffles; probes anywhere, copies in the last part and well apart from their originals. Probes and copies have
  /// reasons as the others have them, in the form that tells nothing of scores.
  ///
  /// - Parameter repeats: of examples that were decided earlier, or of ``earlyExamples(drawn:length:seed:)``.
  public static func queue(
    drawn: [DrawnExample], probes: [ExampleID], repeats: [Copy], seed: UInt64
  ) -> [DrawnExample] {
    var random = RepeatableGenerator(seed: seed ^ 0x51ed_270b)
    func place(in range: Range<Int>) -> Int {
      range.lowerBound + Int(random.next(below: UInt64(range.count)))
    }
    var queue = Permutation.shuffled(count: drawn.count, seed: seed).map { drawn[Int($0)] }
    func reason() -> String {
      drawn.isEmpty ? SampleReason.random.text : drawn[place(in: 0..<drawn.count)].blindReason
    }
    for probe in probes {
      let entry = DrawnExample(example: probe, role: .probe, probability: nil, reason: reason())
      queue.insert(entry, at: place(in: 0..<queue.count + 1))
    }
    for copy in repeats {
      let origin = queue.firstIndex { $0.example == copy.origin }
      let first = max(queue.count / 2, origin.map { $0 + distance + 1 } ?? 0)
      let entry = DrawnExample(example: copy.example, role: .repeat, probability: nil, reason: reason())
      queue.insert(entry, at: place(in: min(first, queue.count)..<queue.count + 1))
    }
    return queue
  }
}
