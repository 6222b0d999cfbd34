/// 128 bits that stand for a text: vectors are kept under them.
public struct TextHash: Hashable, Sendable {
  /// The first half.
  public var high: UInt64
  /// The second half.
  public var low: UInt64
  /// The hash with these halves.
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  var bytes: [UInt8] {
    withUnsafeBytes(of: high.bigEndian) { Array($0) } + withUnsafeBytes(of: low.bigEndian) { Array($0) }
  }
}
