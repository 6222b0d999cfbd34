/// One value for each thread or part of the work, touched by one thread at a time.
final class Slots<Value>: @unchecked Sendable {
  private let values: UnsafeMutableBufferPointer<Value>

  init(count: Int, _ make: () -> Value) {
    values = .allocate(capacity: count)
    for slot in 0..<count { (values.baseAddress! + slot).initialize(to: make()) }
  }

  deinit {
    values.deinitialize()
    values.deallocate()
  }

  subscript(_ slot: Int) -> Value {
    get { values[slot] }
    _modify { yield &values[slot] }
  }

  var all: [Value] { Array(values) }
}
