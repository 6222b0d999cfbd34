/// Memory that is used again for one text after the other, so that a text costs no allocation.
struct ScratchBuffer<Element: BitwiseCopyable>: ~Copyable {
  private(set) var memory: UnsafeMutableBufferPointer<Element>
  var count = 0

  init() { memory = .allocate(capacity: 256) }

  deinit { memory.deallocate() }

  /// Makes room for `capacity` elements; what was there before is lost.
  mutating func reserve(_ capacity: Int) {
    count = 0
    guard memory.count < capacity else { return }
    memory.deallocate()
    memory = .allocate(capacity: capacity + capacity / 2)
  }

  /// The elements; good until the next ``reserve(_:)``.
  var elements: UnsafeBufferPointer<Element> { UnsafeBufferPointer(rebasing: memory[..<count]) }
}
