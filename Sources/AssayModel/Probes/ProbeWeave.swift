/// All examples in the order of import, the known-bad probes not at its end, where their numbers would put them, but each
/// after the example that is its place. Memory and work depend on the number of probes only, so the first screen of a
/// million examples stands before anything is read; what others decide moves nothing.
public struct ProbeWeave: Hashable, Sendable {
  /// Of the list.
  public let count: Int
  /// The numbers of all known-bad probes and repeats, ascending: the order of import goes over them.
  private let probes: [Int32]
  /// Those that are in the list, in its order.
  private let woven: [Int32]
  /// Where they stand, ascending.
  private let positions: [Int]

  /// - Parameters:
  ///   - rows: of the workspace, probes included.
  ///   - probes: known-good ones stand where they are.
  public init(rows: Int, probes all: [Probe]) {
    let bad = all.filter { $0.isOwnRow && $0.example.rawValue >= 1 && $0.example.rawValue <= Int64(rows) }
    let numbers = bad.map { Int32(truncatingIfNeeded: $0.example.rawValue) }.sorted()
    let others = rows - numbers.count
    func othersBefore(_ probe: Probe) -> Int {
      guard others > 0 else { return 0 }
      guard let place = probe.place, place.rawValue >= 1, place.rawValue <= Int64(rows) else {
        return Int(Self.scrambled(UInt64(bitPattern: probe.example.rawValue)) % UInt64(others)) + 1
      }
      let number = Int32(truncatingIfNeeded: place.rawValue)
      let rank = Int(number) - 1 - numbers.partitioningIndex { $0 >= number }
      return min(others, rank + 1)
    }
    let listed = bad.filter(\.isListed).map { (before: othersBefore($0), number: Int32($0.example.rawValue)) }
      .sorted { ($0.before, $0.number) < ($1.before, $1.number) }
    probes = numbers
    woven = listed.map(\.number)
    positions = listed.enumerated().map { $0.element.before + $0.offset }
    count = others + listed.count
  }

  public subscript(position: Int) -> ExampleID {
    let index = positions.partitioningIndex { $0 >= position }
    if index < positions.count, positions[index] == position { return ExampleID(Int64(woven[index])) }
    let rank = position - index
    // So many probes have numbers below that of the example.
    let skipped = probes.indices.partitioningIndex { Int(probes[$0]) - 1 - $0 > rank }
    return ExampleID(Int64(rank + skipped + 1))
  }

  /// Where `example` stands; nil when it is not in the list.
  public func position(of example: ExampleID) -> Int? {
    guard example.rawValue >= 1, example.rawValue <= Int64(count - woven.count + probes.count) else {
      return nil
    }
    let number = Int32(truncatingIfNeeded: example.rawValue)
    let below = probes.partitioningIndex { $0 >= number }
    if below < probes.count, probes[below] == number {
      return woven.firstIndex(of: number).map { positions[$0] }
    }
    let rank = Int(number) - 1 - below
    return rank + positions.indices.partitioningIndex { positions[$0] - $0 > rank }
  }

  /// Whether it is a known-bad probe or a repeat, listed or not.
  public func isProbe(_ example: ExampleID) -> Bool {
    let number = Int32(truncatingIfNeeded: example.rawValue)
    let index = probes.partitioningIndex { $0 >= number }
    return index < probes.count && probes[index] == number
  }

  /// The examples that `keeps` names by their positions in the columns, in the order of the list.
  func filtered(_ keeps: [Bool]) -> [Int32] {
    var result: [Int32] = []
    var (position, index, skipped) = (0, 0, 0)
    func append(_ number: Int32) {
      if Int(number) <= keeps.count, keeps[Int(number) - 1] { result.append(number) }
      position += 1
    }
    func appendWoven() {
      while index < positions.count, positions[index] == position {
        index += 1
        append(woven[index - 1])
      }
    }
    for number in 1...max(1, Int32(count - woven.count + probes.count)) {
      if skipped < probes.count, probes[skipped] == number {
        skipped += 1
        continue
      }
      appendWoven()
      append(number)
    }
    appendWoven()
    return result
  }

  /// The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
  private static func scrambled(_ value: UInt64) -> UInt64 {
    var bits = value &+ 0x9e37_79b9_7f4a_7c15
    bits = (bits ^ bits >> 30) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ bits >> 27) &* 0x94d0_49bb_1331_11eb
    return bits ^ bits >> 31
  }
}

extension Range<Int> {
  /// Bisection, as of an array's elements.
  fileprivate func partitioningIndex(where belongs: (Int) -> Bool) -> Int {
    var (low, high) = (lowerBound, upperBound)
    while low < high {
      let middle = (low + high) / 2
      if belongs(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
