/// A stable 128-bit fingerprint of an example's fields: the same content gives the same hash on every
/// machine and in every version of the program.
///
/// It tells contents apart; it does not protect against someone who builds two contents with one hash.
public struct ContentHash: Hashable, Sendable, Comparable, CustomStringConvertible {
  public let high: UInt64
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Hashes bytes as they are (MurmurHash3 x64 128, seed 0).
  public init(bytes: [UInt8]) {
    (high, low) = bytes.withUnsafeBytes { MurmurHash3.hash128($0) }
  }

  /// The same for bytes in memory.
  public init(_ bytes: UnsafeBufferPointer<UInt8>) {
    (high, low) = MurmurHash3.hash128(UnsafeRawBufferPointer(bytes))
  }

  /// Hashes names and texts in their order, each after its length in bytes, so that no content can
  /// flow from one field into the next. With a `normalization` the texts (not the names) are
  /// normalised first.
  public init(
    fields: [(name: String, text: String)], normalization: Normalization? = nil
  ) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(fields.reduce(0) { $0 + $1.name.utf8.count + $1.text.utf8.count + 16 })
    for field in fields {
      Self.append(field.name.utf8, to: &bytes)
      if let normalization {
        Self.append(normalization.normalizedBytes(field.text), to: &bytes)
      } else {
        Self.append(field.text.utf8, to: &bytes)
      }
    }
    self.init(bytes: bytes)
  }

  /// Reads the hex form; nil unless it has exactly 32 hexadecimal digits.
  public init?(_ hex: String) {
    guard hex.utf8.count == 32, hex.allSatisfy({ $0.isASCII && $0.isHexDigit }),
      let high = UInt64(hex.prefix(16), radix: 16), let low = UInt64(hex.suffix(16), radix: 16)
    else { return nil }
    self.init(high: high, low: low)
  }

  /// 32 lower-case hexadecimal digits.
  public var hex: String {
    String(unsafeUninitializedCapacity: 32) { digits in
      for place in 0..<32 {
        let half = place < 16 ? high : low
        let value = UInt8(half >> UInt64(60 - 4 * (place & 15)) & 15)
        digits[place] = value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
      }
      return 32
    }
  }

  public var description: String { hex }

  public static func < (left: ContentHash, right: ContentHash) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }

  private static func append(_ part: some Collection<UInt8>, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: UInt64(part.count).littleEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: part)
  }
}
