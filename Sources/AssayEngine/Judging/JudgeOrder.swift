import AssayModel
import AssayStatistics

/// The examples of a run in the order in which they are judged.
///
/// The order is random, so that what is judged when a budget ends is a fair sample and probes stand among the others.
/// Each example's place depends on its own number and the judge only: it is the same order after a restart, with those
/// that are done left out.
struct JudgeOrder: Sendable {
  private var ids: [Int32]
  private var position = 0

  /// - Parameters:
  ///   - ids: in any order; of equals one counts.
  ///   - processes: how many others go through the same examples at the moment. Each begins somewhere else, so that they
  ///     do not ask the same questions at the same time.
  init(_ ids: some Sequence<ExampleID>, seed: UInt64, processes: Int = 0) {
    var keyed = ids.compactMap { id in Int32(exactly: id.rawValue).map { (Self.key($0, seed), $0) } }
    keyed.sort { $0 < $1 }
    self.ids = []
    self.ids.reserveCapacity(keyed.count)
    for (_, id) in keyed where self.ids.last != id { self.ids.append(id) }
    rotate(by: Int(Double(self.ids.count) * Self.corput(processes)))
  }

  var count: Int { ids.count }
  var left: Int { ids.count - position }

  /// Puts more behind those that are there, in their own order.
  mutating func append(_ more: [ExampleID], seed: UInt64) {
    ids.removeFirst(position)
    position = 0
    ids += JudgeOrder(more, seed: seed).ids
  }

  /// The next examples; empty at the end.
  mutating func next(_ count: Int) -> [ExampleID] {
    let end = min(ids.count, position + max(1, count))
    defer { position = end }
    return ids[position..<end].map { ExampleID(Int64($0)) }
  }

  private mutating func rotate(by places: Int) {
    guard places > 0, places < ids.count else { return }
    ids = Array(ids[places...] + ids[..<places])
  }

  private static func key(_ id: Int32, _ seed: UInt64) -> UInt64 {
    var random = RepeatableGenerator(seed: seed ^ UInt64(UInt32(bitPattern: id)) &* 0x9e37_79b9_7f4a_7c15)
    return random.next()
  }

  /// 0, 1/2, 1/4, 3/4, 1/8 … (van der Corput 1935): as far as can be from those before.
  static func corput(_ number: Int) -> Double {
    var (result, part, rest) = (0.0, 0.5, max(0, number))
    while rest > 0 {
      if rest & 1 == 1 { result += part }
      part /= 2
      rest >>= 1
    }
    return result
  }
}
