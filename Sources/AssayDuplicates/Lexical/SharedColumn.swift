/// An array of zeros that several threads fill at once, each at places of its own. That no two touch one place at
/// once is for the user to see to; reads come after the threads have ended.
final class SharedColumn<Element: BitwiseCopyable>: @unchecked Sendable {
  let count: Int
  let start: UnsafeMutablePointer<Element>

  init(count: Int) {
    self.count = count
    start = .allocate(capacity: max(count, 1))
    UnsafeMutableRawPointer(start).initializeMemory(
      as: UInt8.self, repeating: 0, count: count * MemoryLayout<Element>.stride)
  }

  deinit { start.deallocate() }

  @inline(__always)
  subscript(_ index: Int) -> Element {
    get { start[index] }
    set { start[index] = newValue }
  }
}
