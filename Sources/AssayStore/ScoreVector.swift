/// A judge's scores of one example as the bytes of a row: Float64, little endian, in the order of the
/// judge's dimensions. Two kinds of NaN keep apart "no valid answer" and "not asked"; a vector that is
/// shorter than the list was written before the list grew.
enum ScoreVector {
  /// The judge gave no valid answer.
  static let invalid = Double.nan
  /// The dimension does not occur in this judgement.
  static let absent = Double(bitPattern: 0x7ff8_0000_0000_a55a)

  static func isAbsent(_ value: Double) -> Bool { value.bitPattern == absent.bitPattern }

  static func encode(_ values: [Double], into bytes: inout [UInt8]) {
    bytes.removeAll(keepingCapacity: true)
    for value in values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
  }

  static func decode(_ bytes: UnsafeRawBufferPointer) -> [Double] {
    (0..<bytes.count / 8).map { value(at: $0, of: bytes) ?? absent }
  }

  /// nil: the vector is shorter.
  static func value(at position: Int, of bytes: UnsafeRawBufferPointer) -> Double? {
    guard position >= 0, (position + 1) * 8 <= bytes.count else { return nil }
    let bits = bytes.loadUnaligned(fromByteOffset: position * 8, as: UInt64.self)
    return Double(bitPattern: UInt64(littleEndian: bits))
  }

  /// The arithmetic mean of the scores that are there; NaN when there is none.
  static func mean(_ values: [Double]) -> Double {
    var sum = 0.0
    var count = 0.0
    for value in values where !value.isNaN {
      sum += value
      count += 1
    }
    return count == 0 ? .nan : sum / count
  }
}
