import AssayModel
import AssayStatistics

/// Where known-bad probes stand in a list in the order of import: among what is still to be decided, from where people are
/// now, about one in fifteen, and not in sight of what they were made from.
public struct ProbePlacement: Sendable {
  /// Undecided examples from one probe to the next; fewer when there are not enough.
  public static let gap = 15
  /// At least so many rows lie between a probe and its origin where that can be had: more than a screen shows.
  public static let distance = 60

  /// By position: whether anybody could still come by it undecided. Probes and what is decided are not.
  private let open: [Int]
  /// By position.
  private let batch: [Int32]

  /// - Parameters:
  ///   - isOpen: by position, whether nobody has decided on the example and it is no probe.
  ///   - batch: by position, the number of its batch.
  ///   - frontier: the position from which people go on.
  public init(isOpen: [Bool], batch: [Int32], frontier: Int) {
    let after = isOpen.indices.filter { isOpen[$0] && $0 >= frontier }
    open = after + isOpen.indices.filter { isOpen[$0] && $0 < frontier }
    self.batch = batch
  }

  /// The example after which each probe stands; nil for all when nothing is left to be decided.
  ///
  /// - Parameter origins: of the probes, in their order.
  public func places(for origins: [ExampleID], seed: UInt64) -> [ExampleID?] {
    guard !open.isEmpty, !origins.isEmpty else { return origins.map { _ in nil } }
    var generator = RepeatableGenerator(seed: seed)
    let step = max(1, min(Self.gap, open.count / origins.count))
    var waiting = generator.shuffled(Array(origins.indices))
    var places = [ExampleID?](repeating: nil, count: origins.count)
    for slot in origins.indices {
      let offset = slot * step + generator.index(below: max(1, step * 2 / 3)) + step / 3
      let position = open[offset % open.count]
      let best = waiting.indices.max { first, second in
        let (left, right) = (fit(waiting[first]), fit(waiting[second]))
        return left == right ? first > second : left < right
      }
      func fit(_ index: Int) -> Int {
        let origin = Int(origins[index].rawValue) - 1
        let isFar = abs(origin - position) >= Self.distance
        let isAtHome = batch.indices.contains(origin) && batch[origin] == batch[position]
        return (isFar ? 2 : abs(origin - position) > 1 ? 1 : 0) * 2 + (isAtHome ? 1 : 0)
      }
      guard let best else { break }
      places[waiting.remove(at: best)] = ExampleID(Int64(position) + 1)
    }
    return places
  }
}
