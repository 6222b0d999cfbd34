import AssayModel
import AssayStatistics

/// Where known-bad probes stand in a list in the order of import: among what is still to be decided, from where people are
/// now, about one in fifteen, beside examples that they look like, and not in sight of what they were made from.
public struct ProbePlacement: Sendable {
  /// A probe that needs a place.
  public struct Guest: Hashable, Sendable {
    public var origin: ExampleID
    /// The label that it shows.
    public var label: String?
    public init(origin: ExampleID, label: String?) {
      self.origin = origin
      self.label = label
    }
  }

  /// Undecided examples from one probe to the next; fewer when there are not enough.
  public static let gap = 15
  /// At least so many rows lie between a probe and its origin where that can be had: more than a screen shows.
  public static let distance = 60

  private let columns: ExampleColumns
  /// Positions that somebody can still come by, the nearest first.
  private let open: [Int]
  /// Whether examples of one label mostly stand together: any other would be seen among them.
  private let isSortedByLabel: Bool

  /// - Parameters:
  ///   - isOpen: by position, whether nobody has decided on the example and it is no probe.
  ///   - frontier: the position from which people go on.
  public init(isOpen: [Bool], columns: ExampleColumns, frontier: Int) {
    self.columns = columns
    open =
      isOpen.indices.filter { isOpen[$0] && $0 >= frontier }
      + isOpen.indices.filter { isOpen[$0] && $0 < frontier }
    let pairs = zip(open, open.dropFirst())
    let same = pairs.count { columns.label[$0] == columns.label[$1] }
    isSortedByLabel = open.count > 2 && same * 3 > 2 * (open.count - 1)
  }

  /// The example after which each probe stands; nil for all when nothing is left to be decided.
  public func places(for guests: [Guest], seed: UInt64) -> [ExampleID?] {
    guard !open.isEmpty, !guests.isEmpty else { return guests.map { _ in nil } }
    var generator = RepeatableGenerator(seed: seed)
    let numbers = Dictionary(
      columns.labels.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    let labels = guests.map { $0.label.flatMap { numbers[$0] } ?? -1 }
    var waiting = generator.shuffled(Array(guests.indices))
    var places = [ExampleID?](repeating: nil, count: guests.count)
    for slot in slots(guests.count, &generator) {
      let position = open[slot]
      let best = waiting.indices.max { first, second in
        let left = fit(guests[waiting[first]], labels[waiting[first]], position)
        let right = fit(guests[waiting[second]], labels[waiting[second]], position)
        return left == right ? first > second : left < right
      }
      guard let best else { break }
      let guest = waiting.remove(at: best)
      places[guest] = ExampleID(Int64(home(for: labels[guest], at: position, guests[guest], &generator)) + 1)
    }
    return places
  }

  /// One in each stretch of open positions, somewhere in its middle.
  private func slots(_ count: Int, _ generator: inout RepeatableGenerator) -> [Int] {
    let step = max(1, min(Self.gap, open.count / count))
    return (0..<count).map { slot in
      (slot * step + step / 3 + generator.index(below: max(1, step * 2 / 3))) % open.count
    }
  }

  /// How little a probe would be noticed here.
  private func fit(_ guest: Guest, _ label: Int32, _ position: Int) -> Int {
    let origin = Int(guest.origin.rawValue) - 1
    let away = abs(origin - position)
    let isAtHome = columns.batch.indices.contains(origin) && columns.batch[origin] == columns.batch[position]
    return (away >= Self.distance ? 8 : away > 1 ? 4 : 0) + (columns.label[position] == label ? 2 : 0)
      + (isAtHome ? 1 : 0)
  }

  /// The slot, or a place among examples of the probe's label where it would be seen in the slot.
  private func home(
    for label: Int32, at position: Int, _ guest: Guest, _ generator: inout RepeatableGenerator
  ) -> Int {
    guard isSortedByLabel, label >= 0, columns.label[position] != label else { return position }
    let origin = Int(guest.origin.rawValue) - 1
    let alike = open.filter { columns.label[$0] == label && abs($0 - origin) > 1 }
    let far = alike.filter { abs($0 - origin) >= Self.distance }
    return generator.pick(far.isEmpty ? alike : far) ?? position
  }
}
