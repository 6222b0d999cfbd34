import AssayStatistics

/// A sample of a stream in which each thing so far is equally likely to be: algorithm R (Vitter 1985), seeded.
struct Reservoir<Element> {
  private(set) var elements: [Element] = []
  private let size: Int
  private var seen: UInt64 = 0
  private var generator: RepeatableGenerator

  init(size: Int, seed: UInt64) {
    self.size = size
    generator = RepeatableGenerator(seed: seed)
  }

  mutating func add(_ element: Element) {
    seen += 1
    if elements.count < size {
      elements.append(element)
    } else {
      let place = generator.next(below: seen)
      if place < UInt64(size) { elements[Int(place)] = element }
    }
  }
}
