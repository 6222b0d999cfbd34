/// Sums over vectors, in a fixed order: the same bits for any number of threads.
enum VectorMath {
  /// The inner product.
  @inline(__always)
  static func dot(_ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, _ count: Int) -> Float {
    var sum0 = SIMD8<Float>(repeating: 0)
    var sum1 = SIMD8<Float>(repeating: 0)
    let left = UnsafeRawPointer(left)
    let right = UnsafeRawPointer(right)
    var place = 0
    while place + 16 <= count {
      // No fused multiplication: without the instruction it is a call for each lane.
      sum0 +=
        left.loadUnaligned(fromByteOffset: place * 4, as: SIMD8<Float>.self)
        * right.loadUnaligned(fromByteOffset: place * 4, as: SIMD8<Float>.self)
      sum1 +=
        left.loadUnaligned(fromByteOffset: place * 4 + 32, as: SIMD8<Float>.self)
        * right.loadUnaligned(fromByteOffset: place * 4 + 32, as: SIMD8<Float>.self)
      place += 16
    }
    var sum = (sum0 + sum1).sum()
    while place < count {
      sum +=
        left.load(fromByteOffset: place * 4, as: Float.self)
        * right.load(fromByteOffset: place * 4, as: Float.self)
      place += 1
    }
    return sum
  }

  /// Scales to unit length; zeros stay zeros. The length is summed in double precision, since a long text's sum can
  /// be large.
  @inline(__always)
  static func normalize(_ row: UnsafeMutableBufferPointer<Float>) {
    var squares = 0.0
    for value in row { squares += Double(value) * Double(value) }
    guard squares > 0 else { return }
    let scale = 1 / squares.squareRoot()
    for index in row.indices { row[index] = Float(Double(row[index]) * scale) }
  }
}

extension VectorMath {
  /// Calls `body` with the place of each number that is at least `bound`.
  @inline(__always)
  static func forEach(
    in line: UnsafePointer<Float>, _ count: Int, atLeast bound: Float, _ body: (Int) -> Void
  ) {
    let raw = UnsafeRawPointer(line)
    var place = 0
    // Nearly all numbers are below: 32 are looked at together, and one by one only when some are not. Comparisons,
    // not maxima: those take three instructions each on a processor without AVX, which is what is compiled for.
    let bounds = SIMD4<Float>(repeating: bound)
    while place + 32 <= count {
      var reached = SIMDMask<SIMD4<Int32>>(repeating: false)
      for part in 0..<8 {
        reached .|= raw.loadUnaligned(fromByteOffset: place * 4 + part * 16, as: SIMD4<Float>.self) .>= bounds
      }
      if any(reached) {
        for offset in place..<(place + 32) where line[offset] >= bound { body(offset) }
      }
      place += 32
    }
    while place < count {
      if line[place] >= bound { body(place) }
      place += 1
    }
  }
}
