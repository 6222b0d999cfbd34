/// Least-significant-digit radix sort by 64-bit keys, for many values. Digits that all keys share are left out, so
/// that keys made of two small numbers take few passes. Stable.
enum RadixSort {
  private static let digitBits: UInt64 = 11

  static func sort(_ values: inout [UInt64]) {
    // Under some hundreds the tables cost more than comparing.
    if values.count > 512 { sort(&values) { $0 } } else { values.sort() }
  }

  @inline(__always)
  static func sort<Value>(_ values: inout [Value], by key: (Value) -> UInt64) {
    guard values.count > 1 else { return }
    var (all, any) = (UInt64.max, UInt64(0))
    for value in values {
      all &= key(value)
      any |= key(value)
    }
    let varying = all ^ any
    var scratch = values
    var shift: UInt64 = 0
    while shift < 64 {
      if varying >> shift & (1 << digitBits - 1) != 0 {
        pass(values, into: &scratch, shift: shift, by: key)
        swap(&values, &scratch)
      }
      shift += digitBits
    }
  }

  @inline(__always)
  private static func pass<Value>(
    _ values: [Value], into scratch: inout [Value], shift: UInt64, by key: (Value) -> UInt64
  ) {
    let mask: UInt64 = 1 << digitBits - 1
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 1 << digitBits) { places in
      places.initialize(repeating: 0)
      values.withUnsafeBufferPointer { values in
        scratch.withUnsafeMutableBufferPointer { scratch in
          for value in values { places[Int(key(value) >> shift & mask)] += 1 }
          var sum = 0
          for digit in places.indices { (places[digit], sum) = (sum, sum + places[digit]) }
          for value in values {
            let digit = Int(key(value) >> shift & mask)
            scratch[places[digit]] = value
            places[digit] += 1
          }
        }
      }
    }
  }
}
