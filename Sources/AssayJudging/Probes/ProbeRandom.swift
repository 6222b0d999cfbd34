import AssayStatistics

extension RepeatableGenerator {
  mutating func index(below count: Int) -> Int { Int(next(below: UInt64(count))) }

  /// nil: there is nothing to pick from.
  mutating func pick<Element>(_ elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[index(below: elements.count)]
  }

  mutating func number(in range: ClosedRange<Int>) -> Int { range.lowerBound + index(below: range.count) }

  /// All elements in a random order (Durstenfeld 1964).
  mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var result = elements
    for last in stride(from: result.count - 1, to: 0, by: -1) { result.swapAt(last, index(below: last + 1)) }
    return result
  }
}
