/// Random orders that can be had again from their seed.
public enum Permutation {
  /// The numbers 0..<`count` in an order that depends on `count` and `seed` only; every order is
  /// (nearly) equally likely. Fisher and Yates 1938, in the form of Durstenfeld 1964.
  public static func shuffled(count: Int, seed: UInt64) -> [Int32] {
    precondition(count >= 0 && count <= Int(Int32.max))
    var result = Array(0..<Int32(count))
    guard count > 1 else { return result }
    var generator = RepeatableGenerator(seed: seed)
    result.withUnsafeMutableBufferPointer { result in
      for last in stride(from: count - 1, to: 0, by: -1) {
        result.swapAt(last, Int(generator.next(below: UInt64(last + 1))))
      }
    }
    return result
  }
}
