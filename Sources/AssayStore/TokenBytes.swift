import AssayModel

/// The tokens of an answer with their alternatives as the bytes of a column. Sixty tokens with twenty alternatives each
/// are 54 KB of JSON and about 10 KB of this, and nothing is lost.
///
/// The first byte is the width of a log-probability: 4 where every one of them is a Float32, as local servers
/// give them, else 8. Then each token: its text, its log-probability, the number of alternatives, and these in the same
/// way. A text is its length and its UTF-8; lengths and counts are of variable length (LEB128).
enum TokenBytes {
  static func encode(_ tokens: [ChatAnswer.Token]) -> [UInt8] {
    let isNarrow = tokens.allSatisfy { token in
      isFloat(token.logProbability) && token.alternatives.allSatisfy { isFloat($0.logProbability) }
    }
    var bytes: [UInt8] = [isNarrow ? 4 : 8]
    bytes.reserveCapacity(tokens.reduce(16) { $0 + 16 * ($1.alternatives.count + 1) })
    append(tokens.count, to: &bytes)
    for token in tokens {
      append(token.text, token.logProbability, isNarrow, to: &bytes)
      append(token.alternatives.count, to: &bytes)
      for other in token.alternatives { append(other.text, other.logProbability, isNarrow, to: &bytes) }
    }
    return bytes
  }

  private static func isFloat(_ value: Double) -> Bool { Double(Float(value)).bitPattern == value.bitPattern }

  private static func append(_ text: String, _ value: Double, _ isNarrow: Bool, to bytes: inout [UInt8]) {
    text.withBytes { utf8 in
      append(utf8.count, to: &bytes)
      bytes.append(contentsOf: utf8)
    }
    if isNarrow {
      withUnsafeBytes(of: Float(value).bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    } else {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
  }

  private static func append(_ number: Int, to bytes: inout [UInt8]) {
    var rest = UInt(number)
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// nil: not written by ``encode(_:)``.
  static func decode(_ bytes: UnsafeRawBufferPointer) -> [ChatAnswer.Token]? {
    guard let width = bytes.first.map({ Int($0) }), width == 4 || width == 8 else { return nil }
    var reader = Reader(bytes: bytes, width: width)
    guard let count = reader.number(), count <= bytes.count else { return nil }
    var tokens: [ChatAnswer.Token] = []
    tokens.reserveCapacity(count)
    for _ in 0..<count {
      guard let (text, value) = reader.entry(), let others = reader.number(), others <= bytes.count else {
        return nil
      }
      var alternatives: [ChatAnswer.Token.Alternative] = []
      alternatives.reserveCapacity(others)
      for _ in 0..<others {
        guard let (text, value) = reader.entry() else { return nil }
        alternatives.append(ChatAnswer.Token.Alternative(text: text, logProbability: value))
      }
      tokens.append(ChatAnswer.Token(text: text, logProbability: value, alternatives: alternatives))
    }
    return reader.isAtEnd ? tokens : nil
  }

  private struct Reader {
    let bytes: UnsafeRawBufferPointer
    let width: Int
    private var place = 1

    init(bytes: UnsafeRawBufferPointer, width: Int) {
      self.bytes = bytes
      self.width = width
    }

    var isAtEnd: Bool { place == bytes.count }

    mutating func number() -> Int? {
      var value: UInt = 0
      // Five groups of seven bits: more than any column can hold.
      for shift in stride(from: 0 as UInt, to: 35, by: 7) {
        guard place < bytes.count else { return nil }
        let byte = bytes[place]
        place += 1
        value |= UInt(byte & 0x7f) << shift
        if byte < 0x80 { return Int(value) }
      }
      return nil
    }

    mutating func entry() -> (String, Double)? {
      guard let length = number(), place + length + width <= bytes.count else { return nil }
      let text = String(
        decoding: UnsafeRawBufferPointer(rebasing: bytes[place..<place + length]), as: UTF8.self)
      place += length
      defer { place += width }
      if width == 4 {
        let bits = bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)
        return (text, Double(Float(bitPattern: UInt32(littleEndian: bits))))
      }
      let bits = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      return (text, Double(bitPattern: UInt64(littleEndian: bits)))
    }
  }
}
